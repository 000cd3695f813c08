//! Texts of the catalogue in C# documentation comments, which are XML.

use super::super::text::{literal, visible};

/// Writes the documentation of an item: a summary, and further lines as remarks.
pub(super) fn doc(width: usize, summary: &str, remarks: &[String]) -> String {
    let said: Vec<&str> = remarks.iter().map(|line| line.trim()).filter(|line| !line.is_empty()).collect();
    let paragraphs: Vec<String> = said.iter().map(|line| format!("<para>{}</para>", xml(line))).collect();
    let remarks = if paragraphs.is_empty() { String::new() } else { element("remarks", &paragraphs.join("\n")) };
    indent(width, &(element("summary", &xml(summary)) + &remarks))
}

/// Writes the documentation of an item; the first line is the summary.
pub(super) fn doc_of(width: usize, lines: &[String]) -> String {
    let (first, rest) = lines.split_first().map_or(("", lines), |(first, rest)| (first.as_str(), rest));
    doc(width, first, rest)
}

/// Writes an XML element in comments, on one line if it is short.
fn element(name: &str, content: &str) -> String {
    if content.len() <= 90 && !content.contains('\n') {
        return format!("/// <{name}>{content}</{name}>\n");
    }
    let lines: Vec<String> = content.lines().map(|line| format!("/// {line}\n")).collect();
    format!("/// <{name}>\n{}/// </{name}>\n", lines.concat())
}

/// Escapes a text as one line of XML, which does not allow U+FFFE and U+FFFF.
fn xml(text: &str) -> String {
    let text = visible(text).replace(['\n', '\u{fffe}', '\u{ffff}'], " ");
    text.replace('&', "&amp;").replace('<', "&lt;").replace('>', "&gt;")
}

/// Writes the attribute of a deprecated item.
pub(super) fn obsolete(width: usize, note: Option<&str>) -> String {
    let attribute = match note {
        None => return String::new(),
        Some("") => "[Obsolete]\n".to_owned(),
        Some(note) => format!("[Obsolete({})]\n", literal(note)),
    };
    indent(width, &attribute)
}

/// Indents each line that is not empty.
pub(super) fn indent(width: usize, text: &str) -> String {
    let space = " ".repeat(width);
    let lines = text.lines().map(|line| if line.is_empty() { "\n".to_owned() } else { format!("{space}{line}\n") });
    lines.collect()
}

/// Converts a word of the catalogue to the name of a member: `never` to `Never`.
pub(super) fn word(word: &str) -> String {
    let (first, rest) = word.split_at(1);
    first.to_ascii_uppercase() + rest
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn documentation_is_xml() {
        let doc = doc(4, "a <b>\n& c\u{2028}\u{ffff}", &["one".to_owned(), String::new(), "  two".to_owned()]);
        assert_eq!(
            doc,
            "    /// <summary>a &lt;b&gt; &amp; c\u{fffd} </summary>\n    /// <remarks>\n    /// <para>one</para>\n    \
             /// <para>two</para>\n    /// </remarks>\n"
        );
    }
}
