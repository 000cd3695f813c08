//! Styles of names: from a code, a detail or a text to an identifier.

/// `RATE_LIMIT`, `rate-limit`, `rateLimit` and `rate limit` all give `RateLimit`.
#[must_use]
pub fn upper_camel(text: &str) -> String {
    words(text).map(capitalised).collect()
}

/// `RateLimit`, `rate-limit` and `retryAfter` give `rate_limit`, `rate_limit` and `retry_after`.
#[must_use]
pub fn snake(text: &str) -> String {
    let mut out = String::new();
    for word in words(text) {
        let mut last_lower = false;
        for (at, c) in word.chars().enumerate() {
            let starts_word = at == 0 || (c.is_ascii_uppercase() && last_lower);
            if starts_word && !out.is_empty() {
                out.push('_');
            }
            last_lower = c.is_ascii_lowercase() || c.is_ascii_digit();
            out.push(c.to_ascii_lowercase());
        }
    }
    out
}

/// `RateLimit`, `rate-limit` and `retryAfter` give `RATE_LIMIT`, `RATE_LIMIT` and `RETRY_AFTER`.
#[must_use]
pub fn screaming_snake(text: &str) -> String {
    snake(text).to_ascii_uppercase()
}

/// Returns true if Rust accepts the name as an identifier, raw (`r#type`) if necessary.
#[must_use]
pub(crate) fn is_identifier(name: &str) -> bool {
    let starts = name.starts_with(|c: char| c.is_ascii_alphabetic());
    starts && is_ascii_name(name) && !matches!(name, "self" | "Self" | "super" | "crate")
}

/// Returns true if all characters of the name are allowed in an identifier.
#[must_use]
pub(crate) fn is_ascii_name(name: &str) -> bool {
    name.bytes().all(|byte| byte.is_ascii_alphanumeric() || byte == b'_')
}

fn words(text: &str) -> impl Iterator<Item = &str> {
    text.split(|c: char| c.is_ascii() && !c.is_ascii_alphanumeric()).filter(|word| !word.is_empty())
}

fn capitalised(word: &str) -> String {
    let is_upper = !word.chars().any(|c| c.is_ascii_lowercase());
    let mut chars = word.chars();
    let first = chars.next().map(|c| c.to_ascii_uppercase());
    let rest = chars.map(|c| if is_upper { c.to_ascii_lowercase() } else { c });
    first.into_iter().chain(rest).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn converts_codes_to_upper_camel() {
        for code in ["RATE_LIMIT", "rate_limit", "rate-limit", "rateLimit", "Rate limit", "rate.limit"] {
            assert_eq!(upper_camel(code), "RateLimit", "{code}");
        }
        assert_eq!(upper_camel("HTTPError"), "HTTPError");
        assert_eq!(upper_camel("E1001"), "E1001");
        assert_eq!(upper_camel("1001"), "1001");
    }

    #[test]
    fn converts_names_to_snake() {
        for name in ["retry_after", "retryAfter", "Retry-After", "RETRY_AFTER", "RetryAfter"] {
            assert_eq!(snake(name), "retry_after", "{name}");
        }
        assert_eq!(snake("HTTPError"), "httperror");
        assert_eq!(snake("E1001"), "e1001");
    }

    #[test]
    fn accepts_rust_identifiers() {
        assert!(is_identifier("type") && is_identifier("RateLimit") && is_identifier("a_1"));
        assert!(!is_identifier("") && !is_identifier("1a") && !is_identifier("Self") && !is_identifier("é"));
        assert!(!is_identifier("_"));
    }
}
