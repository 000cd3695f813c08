//! Tables made at run time, as the macro packs them.

use errors_runtime::__private::{chunks, Codes, Part, RetryAfter};
use errors_runtime::{DetailInfo, HeaderInfo, Severity, Text};
use errors_table::{severity, slots, Packed, Packer};

/// One code as the catalogue says it.
#[expect(missing_docs, reason = "fields have the names of the keys")]
#[derive(Clone)]
pub struct Row {
    pub code: &'static str,
    pub name: &'static str,
    pub status: u16,
    pub title: &'static str,
    pub message: Text,
    pub fixes: &'static [&'static str],
    pub category: Option<&'static str>,
    pub user_message: Option<Text>,
    pub severity: Severity,
    pub retryable: bool,
    pub retry_after: RetryAfter,
    pub headers: Vec<HeaderInfo>,
    pub details: Vec<DetailInfo>,
    pub docs_url: Option<&'static str>,
    pub body: Option<&'static str>,
}

impl Default for Row {
    fn default() -> Self {
        Self {
            code: "",
            name: "",
            status: 0,
            title: "",
            message: Text::plain(""),
            fixes: &[],
            category: None,
            user_message: None,
            severity: Severity::Error,
            retryable: false,
            retry_after: RetryAfter::Unspecified,
            headers: Vec::new(),
            details: Vec::new(),
            docs_url: None,
            body: None,
        }
    }
}

/// Packs rows; the memory is never given back.
#[must_use]
pub fn pack(rows: &[Row], aliases: &'static [(&'static str, u16)]) -> &'static Codes {
    let mut lists = Lists::default();
    let mut packer = Packer::default();
    for row in rows {
        packer.push(&lists.append(row));
    }
    let keys = rows.iter().map(|row| row.code).chain(aliases.iter().map(|(alias, _)| *alias));
    let index = slots(keys).leak();
    let Packed { rows, texts } = packer.finish();
    Box::leak(Box::new(Codes {
        rows: chunks(rows.leak()),
        texts: texts.leak(),
        parts: lists.parts.leak(),
        fixes: lists.fixes.leak(),
        headers: lists.headers.leak(),
        details: lists.details.leak(),
        titles: lists.titles.leak(),
        categories: lists.categories.leak(),
        versions: &[""],
        delays: lists.delays.leak(),
        aliases,
        index: chunks(index),
    }))
}

/// The lists behind the columns. Nothing is shared: each row has its own title, category and delay.
#[derive(Default)]
struct Lists {
    parts: Vec<Part>,
    fixes: Vec<&'static str>,
    headers: Vec<HeaderInfo>,
    details: Vec<DetailInfo>,
    titles: Vec<&'static str>,
    categories: Vec<&'static str>,
    delays: Vec<RetryAfter>,
}

impl Lists {
    fn append<'a>(&mut self, row: &'a Row) -> errors_table::Row<'a> {
        errors_table::Row {
            code: row.code,
            name: row.name,
            message: row.message.source,
            user_message: row.user_message.map_or("", |text| text.source),
            docs_url: row.docs_url.unwrap_or(""),
            body: row.body.unwrap_or(""),
            message_parts: append(&mut self.parts, row.message.parts),
            user_message_parts: append(&mut self.parts, row.user_message.map_or(&[], |text| text.parts)),
            fixes: append(&mut self.fixes, row.fixes),
            headers: append(&mut self.headers, &row.headers),
            details: append(&mut self.details, &row.details),
            status: row.status,
            flags: severity::flags(row.severity as u16, row.retryable),
            title: push(&mut self.titles, row.title),
            category: push(&mut self.categories, row.category.unwrap_or("")),
            delay: push(&mut self.delays, row.retry_after),
            ..errors_table::Row::default()
        }
    }
}

fn append<T: Clone>(list: &mut Vec<T>, items: &[T]) -> usize {
    list.extend_from_slice(items);
    items.len()
}

/// Appends and returns the position.
fn push<T>(list: &mut Vec<T>, item: T) -> u16 {
    list.push(item);
    u16::try_from(list.len() - 1).unwrap_or(u16::MAX)
}
