//! The columns of a row.

/// The list that the parts of a column are in.
#[derive(Clone, Copy)]
pub(crate) enum List {
    Texts,
    Parts,
    Fixes,
    Headers,
    Details,
}

/// The number of lists.
pub(crate) const LISTS: usize = List::Details as usize + 1;

/// The end of a column's part: the start of another column's part, in this row or in the next one.
#[derive(Clone, Copy)]
struct End {
    column: usize,
    /// 0 for this row, 1 for the next one.
    rows: usize,
}

/// Declares the columns, what the packer takes for each, and how each is read.
macro_rules! columns {
    (
        texts { $($text:ident,)* }
        lists { $($list:ident: $of:ident,)* }
        numbers { $($number:ident,)* }
    ) => {
        #[expect(non_camel_case_types, reason = "columns have the names of their methods")]
        enum Span { $($text,)* $($list,)* }

        #[expect(non_camel_case_types, reason = "columns have the names of their methods")]
        enum Number { $($number,)* }

        /// Columns with a part of a list, four bytes each; they come before the numbers.
        pub(crate) const SPANS: usize = [$(Span::$text as usize,)* $(Span::$list as usize,)*].len();

        /// The list of each span; columns of one list are neighbours.
        pub(crate) const LIST_OF: [List; SPANS] = [$(columns!(@texts $text),)* $(List::$of,)*];

        /// Bytes of a row.
        pub const ROW: usize = 4 * SPANS + 2 * [$(Number::$number as usize,)*].len();

        /// A code as the packer takes it: its texts, how many items of each list are its own, and its numbers.
        #[derive(Clone, Copy, Debug, Default)]
        #[expect(missing_docs, reason = "columns have the names of the model's fields")]
        pub struct Row<'a> {
            $(pub $text: &'a str,)*
            $(pub $list: usize,)*
            $(pub $number: u16,)*
        }

        impl Row<'_> {
            pub(crate) fn texts(&self) -> impl Iterator<Item = &str> {
                [$(self.$text),*].into_iter()
            }

            /// The number of items of its list that each span has.
            pub(crate) const fn lengths(&self) -> [usize; SPANS] {
                [$(self.$text.len(),)* $(self.$list,)*]
            }

            pub(crate) fn numbers(&self) -> impl Iterator<Item = u16> {
                [$(self.$number),*].into_iter()
            }
        }

        #[expect(missing_docs, reason = "columns have the names of the model's fields")]
        impl RowView {
            $(#[must_use] #[inline] pub const fn $text(self) -> (usize, usize) {
                const END: End = end_of(Span::$text as usize);
                self.span(Span::$text as usize, END)
            })*
            $(#[must_use] #[inline] pub const fn $list(self) -> (usize, usize) {
                const END: End = end_of(Span::$list as usize);
                self.span(Span::$list as usize, END)
            })*
            $(#[must_use] #[inline] pub const fn $number(self) -> u16 {
                self.number(4 * SPANS + 2 * Number::$number as usize)
            })*
        }
    };
    (@texts $text:ident) => { List::Texts };
}

columns! {
    texts {
        code,
        name,
        message,
        user_message,
        description,
        docs_url,
        deprecated,
        body,
    }
    lists {
        message_parts: Parts,
        user_message_parts: Parts,
        fixes: Fixes,
        headers: Headers,
        details: Details,
    }
    numbers {
        status,
        flags,
        // Positions in lists of what many rows share; the first item of each means that there is none.
        title,
        category,
        since,
        delay,
    }
}

const fn end_of(column: usize) -> End {
    let list = LIST_OF[column] as u8;
    if column + 1 < SPANS && LIST_OF[column + 1] as u8 == list {
        return End { column: column + 1, rows: 0 };
    }
    let mut first = column;
    while first > 0 && LIST_OF[first - 1] as u8 == list {
        first -= 1;
    }
    End { column: first, rows: 1 }
}

/// The columns of one row: for a span its start and end in the list, for a number its value.
///
/// Each method panics if no code is at the position.
#[derive(Clone, Copy, Debug)]
pub struct RowView {
    rows: &'static [[u8; ROW]],
    position: usize,
}

impl RowView {
    /// The row at a position; `rows` has one row more than there are codes.
    #[must_use]
    #[inline]
    pub const fn new(rows: &'static [[u8; ROW]], position: usize) -> Self {
        Self { rows, position }
    }

    #[inline]
    const fn span(self, column: usize, end: End) -> (usize, usize) {
        (start(&self.rows[self.position], column), start(&self.rows[self.position + end.rows], end.column))
    }

    #[inline]
    const fn number(self, byte: usize) -> u16 {
        let row = &self.rows[self.position];
        u16::from_le_bytes([row[byte], row[byte + 1]])
    }
}

#[inline]
const fn start(row: &[u8; ROW], column: usize) -> usize {
    let byte = 4 * column;
    u32::from_le_bytes([row[byte], row[byte + 1], row[byte + 2], row[byte + 3]]) as usize
}
