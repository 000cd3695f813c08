//! What stands beside `from_code`, and bodies that both sides have to read alike.

use crate::codes::{Code, Detail};

/// Codes and their positions as a map of phf.
pub(crate) fn phf_map(codes: &[Code]) -> String {
    let entries = codes.iter().enumerate().map(|(at, code)| format!("    {:?} => {at},\n", code.code));
    let entries: String = entries.collect();
    format!("pub static MAP_{}: phf::Map<&'static str, u16> = phf::phf_map! {{\n{entries}}};\n", codes.len())
}

/// Codes as an enum of strum.
pub(crate) fn strum_enum(codes: &[Code]) -> String {
    let variants: String = codes.iter().map(|code| format!("    {},\n", code.variant)).collect();
    format!(
        "#[derive(Clone, Copy, strum::EnumString)]
#[strum(serialize_all = \"SCREAMING_SNAKE_CASE\")]
pub enum Code{} {{\n{variants}}}\n",
        codes.len()
    )
}

/// One body per line.
pub(crate) fn bodies(codes: &[Code]) -> String {
    codes.iter().map(body).collect()
}

fn body(code: &Code) -> String {
    let details: Vec<String> = code.details.iter().map(|it| format!("{:?}:{}", it.name, example(it))).collect();
    let details = if details.is_empty() { String::new() } else { format!(",\"details\":{{{}}}", details.join(",")) };
    format!("{{\"error\":{{\"code\":\"{}\",\"message\":\"\"{details}}}}}\n", code.code)
}

fn example(detail: &Detail) -> &'static str {
    match detail.declared {
        "bool" => "true",
        "list<string>" => r#"["one","two"]"#,
        "string" | "string?" => r#""text""#,
        _ => "7",
    }
}
