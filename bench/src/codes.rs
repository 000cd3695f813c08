//! The catalogue that everything is measured on: as many codes as one asks for, always the same ones.
//!
//! Eight in ten have no details, the others two to four. Names and texts are put together from words, so that their
//! lengths are those of real catalogues.

/// The most codes there are words for.
pub(crate) const MOST: usize = AREAS.len() * THINGS.len() * PROBLEMS.len();

/// One error, as a team would describe it.
#[allow(clippy::struct_field_names, reason = "the word of the language")]
pub(crate) struct Code {
    pub(crate) code: String,
    pub(crate) variant: String,
    pub(crate) status: u16,
    pub(crate) message: String,
    pub(crate) fix: String,
    pub(crate) category: &'static str,
    pub(crate) severity: &'static str,
    pub(crate) retryable: bool,
    pub(crate) description: Option<String>,
    pub(crate) details: &'static [Detail],
}

/// A detail: its name, its type in the catalogue and in Rust.
pub(crate) struct Detail {
    pub(crate) name: &'static str,
    pub(crate) declared: &'static str,
    pub(crate) rust: &'static str,
}

const AREAS: [&str; 20] = [
    "Account",
    "Billing",
    "Catalog",
    "Chat",
    "Checkout",
    "Delivery",
    "Device",
    "Export",
    "Identity",
    "Import",
    "Media",
    "Notification",
    "Order",
    "Payment",
    "Report",
    "Search",
    "Session",
    "Storage",
    "Subscription",
    "Workspace",
];
const THINGS: [&str; 25] = [
    "Address",
    "Attachment",
    "Batch",
    "Card",
    "Comment",
    "Coupon",
    "Document",
    "Field",
    "File",
    "Folder",
    "Group",
    "Image",
    "Invoice",
    "Item",
    "Key",
    "Link",
    "Member",
    "Message",
    "Plan",
    "Profile",
    "Request",
    "Role",
    "Tag",
    "Token",
    "Webhook",
];
const PROBLEMS: [(&str, &str, u16); 20] = [
    ("NotFound", "was not found", 404),
    ("AlreadyExists", "exists already", 409),
    ("Invalid", "is not valid", 422),
    ("Missing", "is missing", 400),
    ("Expired", "has expired", 410),
    ("Forbidden", "is not yours to use", 403),
    ("Locked", "is locked by somebody else", 423),
    ("TooLarge", "is larger than it may be", 413),
    ("LimitReached", "has reached its limit", 429),
    ("Unavailable", "is not available right now", 503),
    ("Conflict", "was changed in the meantime", 409),
    ("Unsupported", "is of a kind that is not supported", 415),
    ("Unauthorized", "needs you to sign in", 401),
    ("Timeout", "took too long to answer", 504),
    ("Corrupt", "cannot be read", 500),
    ("Rejected", "was refused by the provider", 502),
    ("Archived", "is archived", 410),
    ("QuotaExceeded", "is over the quota of your plan", 402),
    ("Unverified", "has not been verified", 403),
    ("Malformed", "is malformed", 400),
];
const FIXES: [&str; 8] = [
    "Check the identifier and try again",
    "Reload it, apply your change again and save it once more",
    "Correct the fields that the details name",
    "Wait for a moment, then repeat the request with exponential delay",
    "Ask an owner of the workspace for access",
    "Sign in again",
    "Choose a larger plan, or remove what you no longer need",
    "Contact support with the id of the request",
];
const RETRIED: [u16; 5] = [429, 500, 502, 503, 504];

/// Windows of two to four of them are the details of a code.
const DETAILS: [Detail; 11] = [
    Detail { name: "resource_id", declared: "string", rust: "String" },
    Detail { name: "limit", declared: "u32", rust: "u32" },
    Detail { name: "window", declared: "string", rust: "String" },
    Detail { name: "actual", declared: "u64", rust: "u64" },
    Detail { name: "field", declared: "string", rust: "String" },
    Detail { name: "allowed", declared: "list<string>", rust: "Vec<String>" },
    Detail { name: "remaining", declared: "u32", rust: "u32" },
    Detail { name: "expires_at", declared: "i64?", rust: "Option<i64>" },
    Detail { name: "owner", declared: "string?", rust: "Option<String>" },
    Detail { name: "attempt", declared: "u8", rust: "u8" },
    Detail { name: "permanent", declared: "bool", rust: "bool" },
];

/// The first `count` codes.
pub(crate) fn codes(count: usize) -> Vec<Code> {
    assert!(count <= MOST, "there are words for {MOST} codes only");
    (0..count).map(code).collect()
}

fn code(at: usize) -> Code {
    let (problem, says, status) = PROBLEMS[at % PROBLEMS.len()];
    let thing = THINGS[at / PROBLEMS.len() % THINGS.len()];
    let area = AREAS[at / PROBLEMS.len() / THINGS.len()];
    let details = details(at);
    Code {
        code: [area, thing, problem].map(shout).join("_"),
        variant: format!("{area}{thing}{problem}"),
        status,
        message: message(area, thing, says, details),
        fix: FIXES[(at / 3) % FIXES.len()].to_owned(),
        category: CATEGORIES[at / PROBLEMS.len() % CATEGORIES.len()].0,
        severity: if at % 50 == 14 {
            "critical"
        } else if status < 500 {
            "warning"
        } else {
            "error"
        },
        retryable: RETRIED.contains(&status),
        description: (at % 4 == 1).then(|| describe(area, thing, says)),
        details,
    }
}

/// The categories, with their titles.
pub(crate) const CATEGORIES: [(&str, &str); 6] = [
    ("access", "Who may do what"),
    ("billing", "Plans and payments"),
    ("content", "What people store"),
    ("limits", "Limits and quotas"),
    ("requests", "Requests that cannot be understood"),
    ("server", "What went wrong on our side"),
];

fn details(at: usize) -> &'static [Detail] {
    if at % 5 != 2 {
        return &[];
    }
    let first = at / 5 % 8;
    &DETAILS[first..first + 2 + at / 5 % 3]
}

fn message(area: &str, thing: &str, says: &str, details: &[Detail]) -> String {
    let (area, thing) = (area.to_lowercase(), thing.to_lowercase());
    let named = details.iter().filter(|detail| !detail.declared.contains(['?', '<'])).take(2);
    let named: Vec<String> =
        named.map(|detail| format!("{} {{{}}}", detail.name.replace('_', " "), detail.name)).collect();
    match named.as_slice() {
        [] => format!("The {thing} of the {area} {says}"),
        named => format!("The {thing} of the {area} {says}: {}", named.join(", ")),
    }
}

fn describe(area: &str, thing: &str, says: &str) -> String {
    format!(
        "Sent when a {} that a request of {} names {says}. The request had no effect and can be sent again.",
        thing.to_lowercase(),
        area.to_lowercase()
    )
}

/// `LimitReached` as `LIMIT_REACHED`.
fn shout(camel: &str) -> String {
    let mut text = String::new();
    for letter in camel.chars() {
        if letter.is_uppercase() && !text.is_empty() {
            text.push('_');
        }
        text.extend(letter.to_uppercase());
    }
    text
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeSet;

    use super::*;

    #[test]
    fn every_code_and_every_variant_is_there_once() {
        let all = codes(MOST);
        let distinct: BTreeSet<&str> = all.iter().map(|it| it.code.as_str()).collect();
        let variants: BTreeSet<&str> = all.iter().map(|it| it.variant.as_str()).collect();
        assert_eq!((distinct.len(), variants.len()), (MOST, MOST));
    }

    #[test]
    fn one_code_in_five_has_two_to_four_details() {
        for size in [100, 1_000, 10_000] {
            let all = codes(size);
            let counts: Vec<usize> = all.iter().map(|it| it.details.len()).filter(|count| *count > 0).collect();
            assert_eq!(counts.len(), size / 5);
            assert_eq!(counts.iter().copied().collect::<BTreeSet<_>>(), BTreeSet::from([2, 3, 4]));
        }
    }

    #[test]
    fn messages_name_their_own_details_only() {
        for it in codes(1_000) {
            let named = it.message.split('{').skip(1).filter_map(|rest| rest.split('}').next());
            named.for_each(|name| assert!(it.details.iter().any(|detail| detail.name == name), "{}", it.message));
        }
    }
}
