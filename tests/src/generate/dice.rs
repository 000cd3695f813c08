//! Choices, two bytes each; where there are none left, the first of everything.

pub(super) struct Dice<'d> {
    bytes: std::slice::Chunks<'d, u8>,
}

impl<'d> Dice<'d> {
    pub(super) fn new(bytes: &'d [u8]) -> Self {
        Self { bytes: bytes.chunks(2) }
    }

    /// A number below this one, which is not 0.
    pub(super) fn below(&mut self, end: usize) -> usize {
        let bytes = self.bytes.next().unwrap_or_default();
        bytes.iter().fold(0, |number, byte| number * 256 + usize::from(*byte)) % end
    }

    /// Whether one of so many cases in a hundred is met.
    pub(super) fn chance(&mut self, percent: usize) -> bool {
        99 - self.below(100) < percent
    }

    /// One of these, of which there are some.
    pub(super) fn pick<'t, T>(&mut self, all: &'t [T]) -> &'t T {
        &all[self.below(all.len())]
    }
}
