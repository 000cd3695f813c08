//! Catalogues without mistakes that have much of one thing.

use super::{Dimension, Files};

/// All that a catalogue can have many of, and what can be long.
pub(super) const ALL: &[Dimension] = &[
    Dimension { name: "codes", size: 100, files: codes },
    Dimension { name: "details", size: 25, files: details },
    Dimension { name: "fields", size: 25, files: fields },
    Dimension { name: "values", size: 100, files: values },
    Dimension { name: "types", size: 60, files: types },
    Dimension { name: "nested-types", size: 3, files: nested_types },
    Dimension { name: "examples", size: 300, files: examples },
    Dimension { name: "envelope", size: 200, files: envelope },
    Dimension { name: "nested-envelope", size: 3, files: nested_envelope },
    Dimension { name: "placeholders", size: 25, files: placeholders },
    Dimension { name: "headers", size: 6, files: headers },
    Dimension { name: "context", size: 6, files: context },
    Dimension { name: "aliases", size: 500, files: aliases },
    Dimension { name: "retired", size: 400, files: retired },
    Dimension { name: "categories", size: 150, files: categories },
    Dimension { name: "statuses", size: 20, files: statuses },
    Dimension { name: "headers-of-codes", size: 60, files: headers_of_codes },
    Dimension { name: "exceptions", size: 20, files: exceptions },
    Dimension { name: "rate-limits", size: 200, files: rate_limits },
    Dimension { name: "close-codes", size: 150, files: close_codes },
    Dimension { name: "prose", size: 200, files: prose },
    Dimension { name: "long-texts", size: 700, files: long_texts },
    Dimension { name: "markdown", size: 300, files: markdown },
    Dimension { name: "one-line", size: 80, files: one_line },
    Dimension { name: "comments", size: 2_000, files: comments },
    Dimension { name: "fragments", size: 30, files: fragments },
    Dimension { name: "styles", size: 70, files: styles },
    Dimension { name: "everything", size: 50, files: everything },
];

/// The smallest there is.
pub(super) fn smallest() -> Files {
    one_file("errors: { A: { status: 404, message: Nothing is here } }\n")
}

/// A catalogue that is one file, behind its name.
pub(super) fn one_file(text: &str) -> Files {
    vec![("errors.yaml".to_owned(), format!("catalogue: acme\n{text}"))]
}

/// So many pieces, each with its number in the place of `@`.
pub(super) fn numbered(count: usize, piece: &str) -> String {
    (0..count).map(|number| piece.replace('@', &number.to_string())).collect()
}

/// Entries that are numbered, with more keys.
fn entries(count: usize, more: &str) -> String {
    format!("errors:\n{}", numbered(count, &format!("  CODE_@: {{ status: 404, message: Nothing is here{more} }}\n")))
}

const ENTRY: &str = "errors:\n  A:\n    status: 404\n    message: Nothing is here\n";

fn codes(size: usize) -> Files {
    let more = ", fix: Look elsewhere, details: { id: string, limit: u32? }, exception: NotFound@Error";
    one_file(&(entries(size, more) + "docs_url: https://acme.example/{code}\n"))
}

/// Eight entries, for the limit keeps one small.
fn details(size: usize) -> Files {
    let entry =
        format!("  A$: {{ status: 404, message: Gone, details: {{ {} }} }}\n", numbered(size, "detail_@: string, "));
    one_file(&format!("errors:\n{}", repeated(&entry)))
}

/// Eight times, with the number in the place of `$`.
fn repeated(text: &str) -> String {
    (0..8).map(|number| text.replace('$', &number.to_string())).collect()
}

fn fields(size: usize) -> Files {
    let shape = format!("  T$: {{ {} }}\n", numbered(size, "field_@: string?, "));
    one_file(&format!("{ENTRY}    details: {{ {} }}\ntypes:\n{}", repeated("t$: T$, "), repeated(&shape)))
}

fn values(size: usize) -> Files {
    let shape = format!("  T$: [{}]\n", numbered(size, "word_@, "));
    one_file(&format!("{ENTRY}    details: {{ {} }}\ntypes:\n{}", repeated("t$: T$, "), repeated(&shape)))
}

fn types(size: usize) -> Files {
    let shapes = numbered(size, "  T@: { word: W@, other: list<W@>? }\n  W@: [a, b]\n");
    let details = numbered(size.min(250), "t@: T@, ");
    one_file(&format!("{ENTRY}    details: {{ {details} }}\ntypes:\n{shapes}"))
}

fn nested_types(size: usize) -> Files {
    let chain: String = (0..size)
        .map(|at| format!("  T$X{at}: {{ next: T$X{}, text: string }}\n", at + 1))
        .chain([format!("  T$X{size}: {{ text: string }}\n")])
        .collect();
    one_file(&format!("{ENTRY}    details: {{ {} }}\ntypes:\n{}", repeated("t$: T$X0, "), repeated(&chain)))
}

fn examples(size: usize) -> Files {
    let example = format!("{{ {} }}", numbered(size, "key_@: [1, text], "));
    one_file(&format!("{ENTRY}    details: {{ d: {{ type: json, example: {example} }} }}\n"))
}

fn envelope(size: usize) -> Files {
    let members = numbered(size, "  text_@: a\n  part_@?: \"{status}: @\"\n");
    one_file(&format!("{ENTRY}envelope:\n  code: $code\n{members}"))
}

fn nested_envelope(size: usize) -> Files {
    let size = size.min(28);
    let member = format!("  m$: {}$$a{}\n", "[".repeat(size), "]".repeat(size));
    one_file(&format!("{ENTRY}envelope:\n  code: $code\n{}", repeated(&member)))
}

fn placeholders(size: usize) -> Files {
    let entry = format!(
        "  A$: {{ status: 404, message: \"{text}\", user_message: \"{text}\", details: {{ d: string }} }}\n",
        text = "{d} and ".repeat(size)
    );
    one_file(&format!("errors:\n{}", repeated(&entry)))
}

fn headers(size: usize) -> Files {
    let entry = format!("  A$: {{ status: 404, message: Gone, headers: {{ {} }} }}\n", numbered(size, "X-Own-@: a, "));
    one_file(&format!("headers:\n{}errors:\n{}", numbered(size, "  X-@: \"{code}\"\n"), repeated(&entry)))
}

fn context(size: usize) -> Files {
    let members = numbered(size, "  member_@?: $value_@\n");
    one_file(&format!(
        "context: [{}]\nenvelope:\n  code: $code\n{members}{}",
        numbered(size, "value_@, "),
        entries(20, "")
    ))
}

fn aliases(size: usize) -> Files {
    one_file(&format!("{ENTRY}    aliases: [{}]\n", numbered(size, "OLD_@, ")))
}

fn retired(size: usize) -> Files {
    one_file(&format!("{ENTRY}retired:\n{}", numbered(size, "  OLD_@: it is gone\n")))
}

fn categories(size: usize) -> Files {
    let listed = numbered(size, "  category_@: Category @\n");
    one_file(&format!("categories:\n{listed}{}", entries(size, ", category: category_@")))
}

fn statuses(size: usize) -> Files {
    let statuses: String =
        (400..400 + size.min(200)).map(|at| format!("  {at}: {{ meaning: M{at}, fix: Do }}\n")).collect();
    let entries: String =
        (400..400 + size.min(200)).map(|at| format!("  E{at}: {{ status: {at}, message: Gone }}\n")).collect();
    one_file(&format!("errors:\n{entries}statuses:\n{statuses}"))
}

/// Headers that only one code has, and one that each has in its own way.
fn headers_of_codes(size: usize) -> Files {
    let entries = numbered(
        size,
        "  A@: { status: 404, message: Gone, headers: { X-@: a, X-All: \"{t}\" }, details: { t: { type: T@, in: header } } }\n",
    );
    one_file(&format!("errors:\n{entries}types:\n{}", numbered(size, "  T@: [a, b]\n")))
}

fn exceptions(size: usize) -> Files {
    let exceptions: String = (400..400 + size).map(|at| format!("  {at}: Status{at}Error\n")).collect();
    one_file(&format!("{ENTRY}exceptions:\n{exceptions}"))
}

fn rate_limits(size: usize) -> Files {
    one_file(&format!(
        "{ENTRY}rate_limits:\n{}",
        numbered(size, "  limit_@: { limit: 10, window: 1m, scope: One key }\n")
    ))
}

fn close_codes(size: usize) -> Files {
    let codes: String = (3_000..3_000 + size).map(|at| format!("  {at}: {{ meaning: Meaning {at} }}\n")).collect();
    one_file(&format!("{ENTRY}close_codes:\n{codes}"))
}

fn prose(size: usize) -> Files {
    let mistakes = numbered(size, "      - { mistake: Doing @, fix: Do not }\n");
    let texts = numbered(size, "Do number @, ");
    let top = mistakes.replace("      -", "  -");
    one_file(&format!("{ENTRY}    fix: [{texts}]\n    causes: [{texts}]\n    mistakes:\n{mistakes}mistakes:\n{top}"))
}

fn long_texts(size: usize) -> Files {
    let text = "Nothing is here. ".repeat(size);
    let keys = ["title", "description", "fix", "user_message", "deprecated", "since"]
        .map(|key| format!("    {key}: {text}\n"));
    one_file(&format!("{}{}", ENTRY.replace("Nothing is here", text.trim_end()), keys.concat()))
}

/// Starts of Markdown whose end a reader may look for again and again.
fn markdown(size: usize) -> Files {
    let texts =
        ["[a](", "*a_ ", "![", "`a ", "<a ", "> ", "| a ", "[a]: /b ", "\\n\\n- a\\n", "**a* ", "&amp;", "``` "];
    let entry = |(at, text): (usize, &&str)| {
        format!("  A{at}: {{ status: 404, message: Gone, description: \"{}\" }}\n", text.repeat(size))
    };
    one_file(&format!("errors:\n{}", texts.iter().enumerate().map(entry).collect::<String>()))
}

fn one_line(size: usize) -> Files {
    let entries =
        numbered(size, "CODE_@: {status: 404, message: 'Gone: {id}', details: {id: {type: string, example: a}}}, ");
    vec![("errors.yaml".to_owned(), format!("{{catalogue: acme, errors: {{{entries}}}}}"))]
}

fn comments(size: usize) -> Files {
    one_file(&(numbered(size, "# Comment @\n\n") + ENTRY))
}

fn fragments(size: usize) -> Files {
    let fragment = "errors:\n  FRAGMENT_@: { status: 404, message: Gone, category: c@ }\ncategories: { c@: C }\n\
                    types: { T@: [a, b] }\nretired: { OLD_@: gone }\n";
    let fragments = (0..size).map(|at| (format!("fragment_{at}.yaml"), fragment.replace('@', &at.to_string())));
    let listed = numbered(size, "fragment_@.yaml, ");
    one_file(&format!("{ENTRY}include: [{listed}]\n")).into_iter().chain(fragments).collect()
}

/// Codes that fit each style, and behind them two styles.
fn styles(size: usize) -> Files {
    let entry = |code: &str| numbered(size, &format!("  {code}: {{ status: 401, message: Gone., fix: Do }}\n"));
    let numbers = numbered(size, "  1@: { status: 401, message: Gone., fix: Do, name: N@ }\n");
    one_file(&format!(
        "errors:\n{numbers}{}  LAST_ONE: {{ status: 401, message: Gone }}\n{}",
        entry("UPPER_@"),
        entry("lower-@")
    ))
}

/// All at once, for what is looked up in one list for each item of another. What each code repeats is left alone: an
/// envelope ten times as long for ten times the codes is a hundred times the output.
fn everything(size: usize) -> Files {
    let lists = format!(
        "context: [{}]\ncategories:\n{}types:\n{}retired:\n{}rate_limits:\n{}statuses:\n  404: {{ description: {} }}\n",
        numbered(size.min(60), "value_@, "),
        numbered(size, "  category_@: Category\n"),
        numbered(size, "  T@: { text: string }\n  W@: [a, b]\n"),
        numbered(size, "  OLD_@: gone\n"),
        numbered(size, "  limit_@: { limit: 1, window: 1s }\n"),
        "Gone. ".repeat(size),
    );
    let more = ", category: category_@, details: { t: T@, w: list<W@> }, aliases: [ALIAS_@], exception: E@Error";
    one_file(&(lists + &entries(size, more)))
}
