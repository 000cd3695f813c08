//! Types of other languages, for suggestions.

use crate::words::Scalar;

/// Types, each with its names in other languages.
const NAMES: &[(&str, &[&str])] = &[
    ("i64", &["int", "integer", "long", "isize", "i128"]),
    ("u64", &["uint", "unsigned", "usize", "u128"]),
    ("f64", &["number", "float", "double", "decimal", "f32"]),
    (
        "string",
        &[
            "str",
            "&str",
            "text",
            "char",
            "varchar",
            "uuid",
            "date",
            "datetime",
            "timestamp",
            "time",
            "url",
            "uri",
            "email",
        ],
    ),
    ("json", &["any", "object", "value", "mixed"]),
    ("list<string>", &["list", "array", "vec", "set", "slice"]),
    ("map<string>", &["map", "dict", "hashmap", "record"]),
];

/// Maximum length of a type that is translated.
const MAX_LENGTH: usize = 200;

/// Translates a type of another language: `int`, `string[]`, `Vec<String>`, `Option<u32>`.
pub(super) fn meant(part: &str) -> Option<String> {
    // Limit the length: parsing recurses once per bracket.
    if part.len() > MAX_LENGTH {
        return None;
    }
    if let Some(item) = part.strip_suffix("[]").or_else(|| part.strip_prefix('[')?.strip_suffix(']')) {
        return Some(format!("list<{}>", plain(item)));
    }
    match part.strip_suffix('>').and_then(|part| part.split_once('<')) {
        Some((generic, inner)) => meant_generic(generic.trim(), inner.trim()),
        None => translated(part),
    }
}

fn meant_generic(generic: &str, inner: &str) -> Option<String> {
    if matches!(generic.to_ascii_lowercase().as_str(), "option" | "optional" | "maybe" | "nullable") {
        return Some(format!("{}?", plain(inner)));
    }
    let inner = inner.rsplit(',').next().unwrap_or(inner).trim();
    translated(generic)?.split_once('<').map(|(generic, _)| format!("{generic}<{}>", plain(inner)))
}

fn translated(name: &str) -> Option<String> {
    let name = name.to_ascii_lowercase();
    let ours = NAMES.iter().find(|(_, foreign)| foreign.contains(&name.as_str())).map(|(ours, _)| *ours);
    ours.or_else(|| Scalar::from_word(&name).map(Scalar::word)).map(str::to_owned)
}

/// The type itself if it needs no translation.
fn plain(part: &str) -> String {
    meant(part).unwrap_or_else(|| part.trim().to_owned())
}

#[cfg(test)]
mod tests {
    use super::meant;

    #[test]
    fn translates_types_of_other_languages() {
        for (theirs, ours) in [
            ("int", "i64"),
            ("Float", "f64"),
            ("datetime", "string"),
            ("string[]", "list<string>"),
            ("[u32]", "list<u32>"),
            ("Vec<String>", "list<string>"),
            ("Vec<Option<int>>", "list<i64?>"),
            ("Option<u32>", "u32?"),
            ("HashMap<String, u32>", "map<u32>"),
            ("Vec<Violation>", "list<Violation>"),
            ("&str", "string"),
            ("array", "list<string>"),
        ] {
            assert_eq!(meant(theirs).as_deref(), Some(ours), "{theirs}");
        }
        for unknown in ["u23", "Plan", "Box<u32>", "Vec<u32", ""] {
            assert_eq!(meant(unknown), None, "{unknown}");
        }
    }
}
