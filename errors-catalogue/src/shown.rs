//! Texts of a catalogue where people read them: what may not reach a terminal, and where a link may lead.

/// Returns true if a program that shows the character acts on it instead: a control, the end of a line, or a mark that
/// turns the direction of text around, so that it reads as something else (UAX 9, section 2).
#[must_use]
pub fn steers(c: char) -> bool {
    let is_direction =
        matches!(c, '\u{61c}' | '\u{200e}' | '\u{200f}' | '\u{2028}'..='\u{202e}' | '\u{2066}'..='\u{2069}');
    c.is_control() || is_direction
}

/// The character as a page shows it: the sign for what cannot be shown instead of one that [steers], or that Unicode keeps
/// for programs.
#[must_use]
pub fn visible(c: char) -> char {
    let is_internal = u32::from(c) & 0xfffe == 0xfffe || matches!(c, '\u{fdd0}'..='\u{fdef}');
    if is_internal || steers(c) { char::REPLACEMENT_CHARACTER } else { c }
}

/// A text as a part of one line of a terminal or a build's log: what steers is escaped, and so are the commands that
/// runners of builds obey anywhere in a line.
#[must_use]
pub fn terminal(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    for (at, c) in text.char_indices() {
        if steers(c) {
            out.extend(c.escape_default());
        } else if is_command(&text[at..]) {
            out.extend(c.escape_unicode());
        } else {
            out.push(c);
        }
    }
    out
}

/// Returns true if the text starts as a command does that runners of builds obey anywhere in a line: `##[`, `##vso[`.
#[must_use]
pub fn is_command(text: &str) -> bool {
    let name = text.strip_prefix("##").map(|rest| rest.trim_start_matches(|c: char| c.is_ascii_alphabetic()));
    name.is_some_and(|rest| rest.starts_with('['))
}

/// Returns true if a link may lead there: to the web or to a mailbox. Anything else could run in the reader's page.
#[must_use]
pub fn is_link(url: &str) -> bool {
    let scheme = url.split_once(':').map(|(scheme, _)| scheme);
    scheme.is_some_and(|scheme| ["http", "https", "mailto"].iter().any(|known| scheme.eq_ignore_ascii_case(known)))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn escapes_controls_and_runner_commands() {
        assert_eq!(terminal("a\u{1b}[31m\u{9b}1m\r\nb"), r"a\u{1b}[31m\u{9b}1m\r\nb");
        assert_eq!(terminal("\u{202e}\u{2028}é💥"), r"\u{202e}\u{2028}é💥");
        assert_eq!(terminal("a ##[group]b ##vso[x]"), r"a \u{23}#[group]b \u{23}#vso[x]");
        assert_eq!(terminal("###[x] # ## ##a ##-["), r"#\u{23}#[x] # ## ##a ##-[");
    }

    #[test]
    fn accepts_only_web_and_mail_links() {
        for url in ["http://a", "HTTPS://a", "mailto:a@b.example"] {
            assert!(is_link(url), "{url}");
        }
        for url in
            ["javascript:alert(1)", "JaVaScRiPt:x", "data:text/html,x", "java\tscript:x", " http://a", "a", "//a"]
        {
            assert!(!is_link(url), "{url}");
        }
    }
}
