//! The packer: codes in, the bytes of the rows and the text of all texts out.

use alloc::string::String;
use alloc::vec::Vec;

use crate::layout::{LIST_OF, LISTS, Row};

/// Packs codes one after the other.
///
/// The caller keeps the lists: for each code it appends to them as many items as it says in the [`Row`], column by column.
///
/// # Examples
///
/// ```
/// use errors_table::{Packer, ROW, Row, RowView};
///
/// let mut packer = Packer::default();
/// packer.push(&Row { code: "NOT_FOUND", fixes: 2, status: 404, ..Row::default() });
/// packer.push(&Row { code: "GONE", fixes: 1, status: 410, ..Row::default() });
/// let packed = packer.finish();
///
/// let rows: &'static [[u8; ROW]] = packed.rows.leak().as_chunks().0;
/// let gone = RowView::new(rows, 1);
/// let (start, end) = gone.code();
/// assert_eq!((&packed.texts[start..end], gone.fixes(), gone.status()), ("GONE", (2, 3), 410));
/// ```
#[derive(Debug, Default)]
pub struct Packer {
    rows: Vec<u8>,
    texts: String,
    /// The number of items in each list so far.
    ends: [usize; LISTS],
}

/// A packed table.
#[derive(Debug)]
pub struct Packed {
    /// The rows, [`ROW`](crate::ROW) bytes each, one more than there are codes.
    pub rows: Vec<u8>,
    /// The texts of all rows.
    pub texts: String,
}

impl Packer {
    /// Appends a code.
    pub fn push(&mut self, row: &Row<'_>) {
        self.texts.extend(row.texts());
        for (list, length) in LIST_OF.into_iter().zip(row.lengths()) {
            let end = &mut self.ends[list as usize];
            self.rows.extend(u32::try_from(*end).unwrap_or(u32::MAX).to_le_bytes());
            *end += length;
        }
        self.rows.extend(row.numbers().flat_map(u16::to_le_bytes));
    }

    /// Appends the row that closes the last code, and hands out the table.
    #[must_use]
    pub fn finish(mut self) -> Packed {
        self.push(&Row::default());
        Packed { rows: self.rows, texts: self.texts }
    }
}
