//! Tables made at run time, as the macro packs them.

#![allow(clippy::unwrap_used, reason = "a test that cannot go on should say so")]

use errors_runtime::__private::{Codes, Part, ROW, RetryAfter, hash};
use errors_runtime::{DetailInfo, HeaderInfo, Severity, Text};

/// One code as the catalogue says it.
#[derive(Clone)]
pub(crate) struct Row {
    pub(crate) code: &'static str,
    pub(crate) name: &'static str,
    pub(crate) status: u16,
    pub(crate) title: &'static str,
    pub(crate) message: Text,
    pub(crate) fixes: &'static [&'static str],
    pub(crate) category: Option<&'static str>,
    pub(crate) user_message: Option<Text>,
    pub(crate) severity: Severity,
    pub(crate) retryable: bool,
    pub(crate) retry_after: RetryAfter,
    pub(crate) headers: Vec<HeaderInfo>,
    pub(crate) details: Vec<DetailInfo>,
    pub(crate) docs_url: Option<&'static str>,
    pub(crate) body: Option<&'static str>,
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
pub(crate) fn pack(rows: &[Row], aliases: &'static [(&'static str, u16)]) -> &'static Codes {
    let mut packed = Packed::default();
    for row in rows {
        packed.push(row);
    }
    packed.push(&Row::default());
    let keys: Vec<&str> = rows.iter().map(|row| row.code).chain(aliases.iter().map(|(alias, _)| *alias)).collect();
    Box::leak(Box::new(Codes {
        rows: packed.rows.leak(),
        texts: packed.texts.leak(),
        parts: packed.parts.leak(),
        fixes: packed.fixes.leak(),
        headers: packed.headers.leak(),
        details: packed.details.leak(),
        titles: packed.titles.leak(),
        categories: packed.categories.leak(),
        versions: &[""],
        delays: packed.delays.leak(),
        aliases,
        index: index(&keys).leak(),
    }))
}

#[derive(Default)]
struct Packed {
    rows: Vec<[u8; ROW]>,
    texts: String,
    parts: Vec<Part>,
    fixes: Vec<&'static str>,
    headers: Vec<HeaderInfo>,
    details: Vec<DetailInfo>,
    titles: Vec<&'static str>,
    categories: Vec<&'static str>,
    delays: Vec<RetryAfter>,
}

impl Packed {
    fn push(&mut self, row: &Row) {
        let mut numbers = Vec::new();
        let user_source = row.user_message.map_or("", |text| text.source);
        let texts = [
            row.code,
            row.name,
            row.message.source,
            user_source,
            "",
            row.docs_url.unwrap_or(""),
            "",
            row.body.unwrap_or(""),
        ];
        for text in texts {
            numbers.push(self.texts.len());
            self.texts.push_str(text);
        }
        for text in [Some(row.message), row.user_message] {
            numbers.push(extend(&mut self.parts, text.map_or(&[], |text| text.parts)));
        }
        numbers.push(extend(&mut self.fixes, row.fixes));
        numbers.push(extend(&mut self.headers, &row.headers));
        numbers.push(extend(&mut self.details, &row.details));
        let flags = (row.severity as usize) << 1 | usize::from(row.retryable);
        numbers.push(usize::from(row.status) | flags << 16);
        // Nothing is shared here: each row has its own title, category and delay.
        let title = extend(&mut self.titles, &[row.title]);
        numbers.push(title | extend(&mut self.categories, &[row.category.unwrap_or("")]) << 16);
        numbers.push(extend(&mut self.delays, &[row.retry_after]) << 16);
        let mut bytes = numbers.into_iter().flat_map(|number| u32::try_from(number).unwrap().to_le_bytes());
        self.rows.push(std::array::from_fn(|_| bytes.next().unwrap()));
    }
}

/// Appends, and says where that began.
fn extend<T: Clone>(list: &mut Vec<T>, more: &[T]) -> usize {
    list.extend_from_slice(more);
    list.len() - more.len()
}

/// The slots of the hash table: a key's number plus one, where its hash leads or after that.
fn index(keys: &[&str]) -> Vec<[u8; 2]> {
    let mut slots = vec![0_u16; (keys.len() * 2).next_power_of_two()];
    for (number, key) in (1..).zip(keys) {
        let mut slot = usize::try_from(hash(key.as_bytes()) % slots.len() as u64).unwrap();
        while slots[slot] != 0 {
            slot = (slot + 1) % slots.len();
        }
        slots[slot] = number;
    }
    slots.into_iter().map(u16::to_le_bytes).collect()
}
