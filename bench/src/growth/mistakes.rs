//! Catalogues with many mistakes of one kind, and with far more of a thing than there may be.

use super::catalogues::{numbered, one_file};
use super::{Dimension, Files};

/// Mistakes that a file can have many of.
pub(super) const ALL: &[Dimension] = &[
    Dimension { name: "unknown-keys", size: 500, files: |size| one_file(&numbered(size, "key_@: 1\n")) },
    Dimension { name: "duplicate-keys", size: 1_000, files: |size| one_file(&"title: a\n".repeat(size)) },
    Dimension { name: "long-keys", size: 1_000, files: long_keys },
    Dimension { name: "wrong-entries", size: 300, files: wrong_entries },
    Dimension { name: "wrong-entries-in-one-line", size: 300, files: wrong_line },
    Dimension { name: "unknown-names", size: 200, files: unknown_names },
    Dimension { name: "duplicate-names", size: 300, files: duplicate_names },
    Dimension { name: "unknown-tokens", size: 200, files: unknown_tokens },
    Dimension { name: "unknown-contexts", size: 200, files: unknown_contexts },
    Dimension {
        name: "anchors-in-one-line",
        size: 1_000,
        files: |size| one_file(&format!("title: [{}]", "&a b, ".repeat(size))),
    },
    Dimension {
        name: "aliases-in-one-line",
        size: 1_000,
        files: |size| one_file(&format!("title: [{}]", "*a , ".repeat(size))),
    },
    Dimension {
        name: "tags-in-one-line",
        size: 1_000,
        files: |size| one_file(&format!("title: [{}]", "!a b, ".repeat(size))),
    },
    Dimension {
        name: "missing-fragments",
        size: 100,
        files: |size| one_file(&format!("include: [{}]", numbered(size, "f@.yaml, "))),
    },
    Dimension { name: "brackets", size: 10_000, files: |size| one_file(&format!("envelope: {}", "[".repeat(size))) },
    Dimension {
        name: "open-quote",
        size: 10_000,
        files: |size| one_file(&format!("title: \"{}", "a: b\n  ".repeat(size))),
    },
    Dimension { name: "blank-lines", size: 10_000, files: |size| one_file(&format!("title: {}}}", "\n".repeat(size))) },
    Dimension {
        name: "details-past-the-limit",
        size: 1_000,
        files: |size| entry(&format!("details: {{ {} }}", numbered(size, "d@: u32, "))),
    },
    Dimension {
        name: "headers-past-the-limit",
        size: 1_000,
        files: |size| entry(&format!("headers: {{ {} }}", numbered(size, "X-@: \"{d}\", "))),
    },
    Dimension {
        name: "placeholders-past-the-limit",
        size: 1_000,
        files: |size| entry(&format!("user_message: \"{}\"", "{a}".repeat(size))),
    },
    Dimension { name: "placeholders-past-the-limits", size: 1_000, files: placeholders_of_many_details },
    Dimension {
        name: "contexts-past-the-limit",
        size: 1_000,
        files: |size| one_file(&format!("context: [{}]", numbered(size, "c@, "))),
    },
    Dimension {
        name: "fields-past-the-limit",
        size: 1_000,
        files: |size| one_file(&format!("types: {{ T: {{ {} }} }}", numbered(size, "f@: u32, "))),
    },
    Dimension {
        name: "values-past-the-limit",
        size: 1_000,
        files: |size| one_file(&format!("types: {{ T: [{}] }}", numbered(size, "w@, "))),
    },
    Dimension { name: "types-past-the-limit", size: 500, files: |size| chain(size, "") },
    Dimension { name: "ring-of-types", size: 500, files: |size| chain(size, "?") },
    Dimension {
        name: "types-that-hold-themselves",
        size: 500,
        files: |size| one_file(&format!("types:\n{}", numbered(size, "  T@: { next: T@, other: T0 }\n"))),
    },
    Dimension {
        name: "long-type",
        size: 1_000,
        files: |size| {
            entry(&format!("details: {{ a: \"u32{}\", b: \"{}\" }}", "[]".repeat(size), "list<".repeat(size)))
        },
    },
    Dimension { name: "codes-that-repeat-too-much", size: 300, files: repeated },
    Dimension {
        name: "codes-past-the-limit",
        size: 7_000,
        files: |size| one_file(&format!("errors:\n{}", numbered(size, "  E@: { status: 404, message: No }\n"))),
    },
];

fn entry(line: &str) -> Files {
    one_file(&format!("errors:\n  E:\n    status: 400\n    message: No\n    {line}\n"))
}

/// Keys and words that are nearly another one, as long as the file.
fn long_keys(size: usize) -> Files {
    let [word, near] = [("a".repeat(size) + "b"), ("a".repeat(size) + "c")];
    one_file(&format!(
        "{word}: 1\ncategories: {{ ? {word} : a }}\nerrors: {{ A: {{ status: 404, message: No, category: {near} }} }}\n"
    ))
}

fn wrong_entries(size: usize) -> Files {
    one_file(&format!(
        "errors:\n{}",
        numbered(size, "  E@: { status: 99, message: \"{no\", sevrity: bad, details: { a: u23 } }\n")
    ))
}

fn wrong_line(size: usize) -> Files {
    let entries = numbered(size, "E@: {status: 99, message: '{no}', category: no, details: {a: u23}}, ");
    vec![("errors.yaml".to_owned(), format!("{{catalogue: acme, errors: {{{entries}}}, categories: {{a: b}}}}"))]
}

/// Names of which each is unknown, beside as many that are known and near.
fn unknown_names(size: usize) -> Files {
    let categories = numbered(size, "  category_@: Category\n");
    let types = numbered(size, "  Type@: [a]\n");
    let entries = numbered(size, "  E@: { status: 404, message: No, category: categroy_@, details: { a: Tpye@ } }\n");
    let statuses = numbered(size, "  40@: { fallback: F@ }\n");
    one_file(&format!("categories:\n{categories}types:\n{types}errors:\n{entries}statuses:\n{statuses}"))
}

fn duplicate_names(size: usize) -> Files {
    let entries = numbered(
        size,
        "  E@: { status: 404, message: No, name: Same, aliases: [OLD] }\n  F: { status: 404, message: No }\n",
    );
    one_file(&format!("errors:\n{entries}headers:\n{}", numbered(size, "  X-A: a\n")))
}

fn unknown_tokens(size: usize) -> Files {
    one_file(&format!(
        "context: [{}]\nenvelope:\n{}",
        numbered(60, "value_@, "),
        numbered(size, "  m@: $vaule_@\n  n@: \"a {no}\"\n")
    ))
}

fn unknown_contexts(size: usize) -> Files {
    one_file(&format!(
        "context: [{}]\nenvelope:\n{}",
        numbered(60, "value_@, "),
        numbered(size, "  m@?vaule_@: $code\n")
    ))
}

fn placeholders_of_many_details(size: usize) -> Files {
    let names = numbered(size, "d@: u32, ");
    entry(&format!("details: {{ {names} }}\n    user_message: \"{}\"", numbered(size, "{d@}")))
}

fn chain(size: usize, sign: &str) -> Files {
    let link = |at: usize| format!("  T{at}: {{ next: \"T{}{sign}\" }}\n", (at + 1) % size);
    one_file(&format!("types:\n{}", (0..size).map(link).collect::<String>()))
}

/// A long envelope, long texts of a status and a long `docs_url`, beside many codes.
fn repeated(size: usize) -> Files {
    let long = "a".repeat(size * 100);
    let entries = numbered(size * 10, "  E@: { status: 404, message: No }\n");
    one_file(&format!(
        "docs_url: \"{long}\"\nenvelope: {{ code: $code, text: {long} }}\nstatuses: {{ 404: {{ fix: {long}, causes: [{long}] }} }}\n\
         errors:\n{entries}"
    ))
}
