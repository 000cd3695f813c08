//! Nodes of a graph that reach each other, in one walk.

/// The strongly connected parts of a graph, each numbered after those that it leads to (Tarjan, 1972).
pub(super) struct Knots {
    /// The part of each node.
    pub(super) of: Vec<usize>,
    /// The nodes of each part.
    pub(super) members: Vec<Vec<usize>>,
}

/// What is not reached yet.
const NONE: usize = usize::MAX;

struct Walk<'e> {
    edges: &'e [Vec<usize>],
    /// When each node was reached.
    reached: Vec<usize>,
    /// The earliest open node that each node leads to.
    lowest: Vec<usize>,
    /// Nodes whose part is not known yet.
    open: Vec<usize>,
    knots: Knots,
    count: usize,
}

impl Knots {
    pub(super) fn new(edges: &[Vec<usize>]) -> Self {
        let none = || vec![NONE; edges.len()];
        let knots = Self { of: none(), members: Vec::new() };
        let mut walk = Walk { edges, reached: none(), lowest: none(), open: Vec::new(), knots, count: 0 };
        (0..edges.len()).for_each(|start| walk.from(start));
        walk.knots
    }
}

impl Walk<'_> {
    /// Walks without recursion: a chain can be as long as the file.
    fn from(&mut self, start: usize) {
        if self.reached[start] != NONE {
            return;
        }
        self.reach(start);
        let mut path = vec![(start, 0)];
        while let Some((at, taken)) = path.last_mut() {
            let (at, next) = (*at, self.edges[*at].get(*taken).copied());
            *taken += 1;
            match next {
                Some(next) if self.reached[next] == NONE => {
                    self.reach(next);
                    path.push((next, 0));
                }
                Some(next) if self.knots.of[next] == NONE => self.lowest[at] = self.lowest[at].min(self.reached[next]),
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

    /// Closes the part whose first node this is.
    fn leave(&mut self, node: usize) {
        if self.lowest[node] != self.reached[node] {
            return;
        }
        let first = self.open.iter().rposition(|&open| open == node).unwrap_or(0);
        let members = self.open.split_off(first);
        for &member in &members {
            self.knots.of[member] = self.knots.members.len();
        }
        self.knots.members.push(members);
    }
}

#[cfg(test)]
mod tests {
    use super::Knots;

    #[test]
    fn parts_come_after_what_they_lead_to() {
        let knots = Knots::new(&[vec![1], vec![2, 3], vec![1], vec![], vec![4, 0]]);
        assert_eq!(knots.members, [vec![3], vec![1, 2], vec![0], vec![4]]);
        assert_eq!(knots.of, [2, 1, 1, 0, 3]);
    }

    #[test]
    fn a_long_chain_is_walked_on_a_small_stack() {
        let edges: Vec<Vec<usize>> = (1..=100_000).map(|next| vec![next % 100_000]).collect();
        assert_eq!(Knots::new(&edges).members.len(), 1);
    }
}
