//! The codes as a careful team writes them without us: thiserror, strum and serde, arms that answer alike in one line.

use std::collections::BTreeMap;

use crate::codes::Code;

/// The whole module.
pub(crate) fn module(codes: &[Code]) -> String {
    [HEAD.to_owned(), code_enum(codes), accessors(codes), error_enum(codes), error_impl(codes), TAIL.to_owned()]
        .concat()
}

const HEAD: &str = "\
//! The errors of the API.

use serde::{Deserialize, Serialize};
use strum::{EnumIter, EnumString, IntoStaticStr};

/// How loudly an error should be reported.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = \"lowercase\")]
pub enum Severity { Info, Warning, Error, Critical }

/// A text that is no code.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error(\"unknown code\")]
pub struct UnknownCode;

";

const TAIL: &str = "
/// The body of an error response.
#[derive(Debug, Serialize)]
pub struct Body<'a> { error: Inner<'a> }

#[derive(Debug, Serialize)]
struct Inner<'a> {
    message: String,
    #[serde(flatten)]
    error: &'a Error,
}

impl<'a> From<&'a Error> for Body<'a> {
    fn from(error: &'a Error) -> Self {
        Self { error: Inner { message: error.to_string(), error } }
    }
}

/// The body of an error response, as a client reads it.
#[derive(Debug, Deserialize)]
pub struct RemoteBody { pub error: Error }
";

fn code_enum(codes: &[Code]) -> String {
    let variants: String =
        codes.iter().map(|code| format!("    /// {}.\n    {},\n", code.message, code.variant)).collect();
    format!(
        "/// The codes.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, EnumString, IntoStaticStr, EnumIter, Serialize, Deserialize)]
#[strum(serialize_all = \"SCREAMING_SNAKE_CASE\")]
#[serde(rename_all = \"SCREAMING_SNAKE_CASE\")]
#[non_exhaustive]
pub enum ErrorCode {{
{variants}}}

"
    )
}

fn accessors(codes: &[Code]) -> String {
    let retryable = patterns(codes.iter().filter(|code| code.retryable));
    [
        "impl ErrorCode {\n    pub fn code(self) -> &'static str { self.into() }\n".to_owned(),
        "    pub fn from_code(code: &str) -> Option<Self> { code.parse().ok() }\n".to_owned(),
        grouped("status", "u16", codes, |code| code.status.to_string()),
        format!("    pub const fn retryable(self) -> bool {{ matches!(self, {retryable}) }}\n"),
        grouped("category", "&'static str", codes, |code| format!("{:?}", code.category)),
        grouped("severity", "Severity", codes, |code| format!("Severity::{}", capital(code.severity))),
        grouped("fix", "&'static str", codes, |code| format!("{:?}", code.fix)),
        grouped("description", "Option<&'static str>", codes, |code| format!("{:?}", code.description)),
        "}\n\n".to_owned(),
    ]
    .concat()
}

/// An accessor with one arm per answer.
fn grouped(name: &str, ty: &str, codes: &[Code], answer: impl Fn(&Code) -> String) -> String {
    let mut groups: BTreeMap<String, Vec<&Code>> = BTreeMap::new();
    for code in codes {
        groups.entry(answer(code)).or_default().push(code);
    }
    let arms = groups.into_iter().map(|(answer, codes)| format!("            {} => {answer},\n", patterns(codes)));
    let arms: String = arms.collect();
    format!("    pub const fn {name}(self) -> {ty} {{\n        match self {{\n{arms}        }}\n    }}\n")
}

fn patterns<'c>(codes: impl IntoIterator<Item = &'c Code>) -> String {
    let patterns: Vec<String> = codes.into_iter().map(|code| format!("Self::{}", code.variant)).collect();
    patterns.join(" | ")
}

fn error_enum(codes: &[Code]) -> String {
    let variants: String = codes.iter().map(error_variant).collect();
    format!(
        "/// The errors, with their details.
#[derive(Debug, Clone, PartialEq, thiserror::Error, Serialize, Deserialize)]
#[serde(tag = \"code\", content = \"details\", rename_all = \"SCREAMING_SNAKE_CASE\")]
#[non_exhaustive]
pub enum Error {{
{variants}}}

"
    )
}

fn error_variant(code: &Code) -> String {
    let fields: Vec<String> = code.details.iter().map(|detail| format!("{}: {}", detail.name, detail.rust)).collect();
    let fields = if fields.is_empty() { String::new() } else { format!(" {{ {} }}", fields.join(", ")) };
    format!("    #[error({:?})]\n    {}{fields},\n", code.message, code.variant)
}

fn error_impl(codes: &[Code]) -> String {
    let arms = codes.iter().map(|code| {
        let rest = if code.details.is_empty() { "" } else { " { .. }" };
        format!("            Self::{name}{rest} => ErrorCode::{name},\n", name = code.variant)
    });
    let arms: String = arms.collect();
    format!(
        "impl Error {{
    pub const fn error_code(&self) -> ErrorCode {{
        match self {{
{arms}        }}
    }}
    pub fn code(&self) -> &'static str {{ self.error_code().code() }}
    pub const fn status(&self) -> u16 {{ self.error_code().status() }}
    pub const fn retryable(&self) -> bool {{ self.error_code().retryable() }}
}}
"
    )
}

fn capital(word: &str) -> String {
    let (first, rest) = word.split_at(1);
    first.to_uppercase() + rest
}
