//! Strongly connected components of a graph: groups of nodes that reach each other.
//!
//! Types that lead back to each other need this twice: their levels count together, and fields between them are boxed.
//! One walk keeps the time linear; a search from each node would be quadratic.

/// The strongly connected components of a graph, each numbered after those that it leads to (Tarjan, 1972).
pub(super) struct Components {
    /// The component of each node.
    pub(super) of: Vec<usize>,
    /// The nodes of each component.
    pub(super) members: Vec<Vec<usize>>,
}

/// Marks a node that has not been reached.
const UNREACHED: usize = usize::MAX;

struct Walk<'e> {
    edges: &'e [Vec<usize>],
    /// Order in which the nodes were reached.
    reached: Vec<usize>,
    /// The earliest open node that each node leads to, as far as known.
    lowest: Vec<usize>,
    /// Nodes that were reached and whose component is not known yet.
    open: Vec<usize>,
    components: Components,
    count: usize,
}

impl Components {
    pub(super) fn new(edges: &[Vec<usize>]) -> Self {
        let none = || vec![UNREACHED; edges.len()];
        let components = Self { of: none(), members: Vec::new() };
        let mut walk = Walk { edges, reached: none(), lowest: none(), open: Vec::new(), components, count: 0 };
        (0..edges.len()).for_each(|start| walk.from(start));
        walk.components
    }
}

impl Walk<'_> {
    /// Walks without recursion: a chain can be as long as the file.
    fn from(&mut self, start: usize) {
        if self.reached[start] != UNREACHED {
            return;
        }
        self.reach(start);
        let mut path = vec![(start, 0)];
        // Each step holds a node and the number of its edges that have been taken.
        while let Some((at, taken)) = path.last_mut() {
            let (at, next) = (*at, self.edges[*at].get(*taken).copied());
            *taken += 1;
            match next {
                Some(next) if self.reached[next] == UNREACHED => {
                    self.reach(next);
                    path.push((next, 0));
                }
                Some(next) if self.components.of[next] == UNREACHED => {
                    self.lowest[at] = self.lowest[at].min(self.reached[next]);
                }
                // Its component is complete, so it does not lead back to an open node.
                Some(_) => {}
                None => {
                    path.pop();
                    self.leave(at);
                    if let Some(&(outer, _)) = path.last() {
                        self.lowest[outer] = self.lowest[outer].min(self.lowest[at]);
                    }
                }
            }
        }
    }

    fn reach(&mut self, node: usize) {
        self.reached[node] = self.count;
        self.lowest[node] = self.count;
        self.count += 1;
        self.open.push(node);
    }

    /// Completes the component that starts at this node, if one does.
    fn leave(&mut self, node: usize) {
        if self.lowest[node] != self.reached[node] {
            return;
        }
        // The node leads to no earlier open node, so all nodes opened since then reach it and each other.
        let first = self.open.iter().rposition(|&open| open == node).unwrap_or(0);
        let members = self.open.split_off(first);
        for &member in &members {
            self.components.of[member] = self.components.members.len();
        }
        self.components.members.push(members);
    }
}

#[cfg(test)]
mod tests {
    use super::Components;

    #[test]
    fn numbers_components_after_their_targets() {
        let components = Components::new(&[vec![1], vec![2, 3], vec![1], vec![], vec![4, 0]]);
        assert_eq!(components.members, [vec![3], vec![1, 2], vec![0], vec![4]]);
        assert_eq!(components.of, [2, 1, 1, 0, 3]);
    }

    #[test]
    fn walks_a_long_chain_without_recursion() {
        let edges: Vec<Vec<usize>> = (1..=100_000).map(|next| vec![next % 100_000]).collect();
        assert_eq!(Components::new(&edges).members.len(), 1);
    }
}
