//! The words of the language, each written once: keys by section, values that are chosen from a list, types, tokens.
//!
//! The reader, the suggestions in diagnostics and the check of the manual all take them from here.

/// The keys that one kind of mapping may have.
#[derive(Debug)]
pub struct Section {
    /// Name of the mapping in messages: `an entry`.
    pub what: &'static str,
    /// All keys, in the order of the manual.
    pub keys: &'static [&'static str],
    /// The required keys.
    pub required: &'static [&'static str],
    /// A short example for messages.
    pub example: &'static str,
}

/// The top level of a catalogue.
pub const CATALOGUE: Section = Section {
    what: "a catalogue",
    keys: &[
        "catalogue",
        "version",
        "title",
        "description",
        "docs_url",
        "envelope",
        "content_type",
        "context",
        "retry",
        "categories",
        "types",
        "errors",
        "statuses",
        "exceptions",
        "headers",
        "rate_limits",
        "transport",
        "close_codes",
        "mistakes",
        "retired",
        "lints",
        "include",
    ],
    required: &["catalogue"],
    example: "catalogue: acme",
};

/// The top level of a fragment.
pub const FRAGMENT: Section = Section {
    what: "a fragment",
    keys: &["categories", "types", "errors", "retired"],
    required: &[],
    example: "errors: { … }",
};

/// `retry`.
pub const RETRY: Section = Section {
    what: "`retry`",
    keys: &["statuses", "max_retries", "initial_delay", "multiplier", "max_delay", "jitter", "default_retry_after"],
    required: &[],
    example: "{ max_retries: 3, max_delay: 30s }",
};

/// One code under `errors`.
pub const ENTRY: Section = Section {
    what: "an entry",
    keys: &[
        "status",
        "title",
        "message",
        "fix",
        "category",
        "description",
        "causes",
        "mistakes",
        "user_message",
        "severity",
        "retryable",
        "retry_after",
        "headers",
        "details",
        "docs_url",
        "exception",
        "aliases",
        "deprecated",
        "since",
        "name",
        "lints",
    ],
    required: &["message"],
    example: "{ status: 404, message: Nothing is here }",
};

/// The long form of a detail.
pub const DETAIL: Section = Section {
    what: "a detail",
    keys: &["type", "description", "example", "in"],
    required: &["type"],
    example: "{ type: u32, example: 100 }",
};

/// One item of `mistakes`.
pub const MISTAKE: Section = Section {
    what: "a mistake",
    keys: &["mistake", "fix"],
    required: &["mistake", "fix"],
    example: "{ mistake: Polling in a loop, fix: Use the webhook }",
};

/// One status under `statuses`.
pub const STATUS: Section = Section {
    what: "a status",
    keys: &["meaning", "description", "causes", "fix", "user_message", "fallback"],
    required: &[],
    example: "{ meaning: Not Found, fix: Check the id }",
};

/// One item of `rate_limits`.
pub const RATE_LIMIT: Section = Section {
    what: "a rate limit",
    keys: &["limit", "window", "scope", "applies_to"],
    required: &["limit", "window"],
    example: "{ limit: 60, window: 1m }",
};

/// One code under `close_codes`.
pub const CLOSE_CODE: Section = Section {
    what: "a close code",
    keys: &["meaning", "action", "reconnect", "name"],
    required: &["meaning"],
    example: "{ meaning: Policy violation, reconnect: never }",
};

/// Example of the mapping under a key whose members are named by the author.
#[must_use]
pub fn example(key: &str) -> &'static str {
    match key {
        "categories" => "{ rate_limiting: Rate limiting }",
        "types" => "{ Plan: [free, pro] }",
        "errors" => "NOT_FOUND: { status: 404, message: Nothing is here }",
        "statuses" => "404: { meaning: Not Found }",
        "exception" => "{ python: RateLimitError }",
        "exceptions" => "404: NotFoundError",
        "headers" => "X-Error-Code: \"{code}\"",
        "details" => "{ limit: u32, window: string }",
        "rate_limits" => "chat: { limit: 60, window: 1m }",
        "close_codes" => "4001: { meaning: Token expired }",
        "retired" => "OLD_LIMIT: replaced by RATE_LIMIT",
        "lints" => "missing-fix: Written with the next release",
        _ => "key: value",
    }
}

/// Every section, for the check of the manual.
pub const SECTIONS: &[&Section] =
    &[&CATALOGUE, &FRAGMENT, &RETRY, &ENTRY, &DETAIL, &MISTAKE, &STATUS, &RATE_LIMIT, &CLOSE_CODE];

/// Defines an enum whose variants are words of the language.
macro_rules! words {
    ($(#[$attribute:meta])* pub enum $name:ident { $($(#[$doc:meta])* $variant:ident = $word:literal,)+ }) => {
        $(#[$attribute])*
        #[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
        pub enum $name { $($(#[$doc])* $variant,)+ }

        impl $name {
            /// All variants, in the order of the manual.
            pub const ALL: &'static [Self] = &[$(Self::$variant,)+];

            /// Spelling in the catalogue.
            #[must_use]
            pub const fn word(self) -> &'static str {
                match self { $(Self::$variant => $word,)+ }
            }

            /// Finds the variant with this spelling.
            #[must_use]
            pub fn from_word(word: &str) -> Option<Self> {
                Self::ALL.iter().copied().find(|candidate| candidate.word() == word)
            }
        }
    };
}
pub(crate) use words;

words! {
    /// A type without parameters.
    pub enum Scalar {
        /// UTF-8 text.
        String = "string",
        /// `true` or `false`.
        Bool = "bool",
        /// 0 to 2⁸ − 1.
        U8 = "u8",
        /// 0 to 2¹⁶ − 1.
        U16 = "u16",
        /// 0 to 2³² − 1.
        U32 = "u32",
        /// 0 to 2⁶⁴ − 1.
        U64 = "u64",
        /// −2⁷ to 2⁷ − 1.
        I8 = "i8",
        /// −2¹⁵ to 2¹⁵ − 1.
        I16 = "i16",
        /// −2³¹ to 2³¹ − 1.
        I32 = "i32",
        /// −2⁶³ to 2⁶³ − 1.
        I64 = "i64",
        /// A double; values that are not finite are `null` on the wire.
        F64 = "f64",
        /// Any JSON.
        Json = "json",
    }
}

words! {
    /// A type with one parameter: `list<T>`.
    pub enum Generic {
        /// A JSON array.
        List = "list",
        /// A JSON object with any keys.
        Map = "map",
    }
}

words! {
    /// A value that the envelope can hold, written `$name`.
    pub enum Token {
        /// The code, verbatim.
        Code = "code",
        /// The HTTP status, a number.
        Status = "status",
        /// The message, placeholders filled.
        Message = "message",
        /// The body details, an object.
        Details = "details",
        /// The category's key.
        Category = "category",
        /// The severity's word.
        Severity = "severity",
        /// True if a retry can help.
        Retryable = "retryable",
        /// Whole seconds to wait, rounded up.
        RetryAfter = "retry_after",
        /// The first fix.
        Fix = "fix",
        /// The message for end users.
        UserMessage = "user_message",
        /// The entry's title, or the reason phrase of the status.
        Title = "title",
        /// The documentation of the code.
        DocsUrl = "docs_url",
    }
}

words! {
    /// Level at which an error should be reported.
    pub enum Severity {
        /// Expected in normal operation.
        Info = "info",
        /// A mistake of the caller, or a temporary condition.
        Warning = "warning",
        /// A mistake of the server.
        Error = "error",
        /// Needs attention immediately.
        Critical = "critical",
    }
}

words! {
    /// Place of a detail in the response.
    pub enum Place {
        /// The body's details.
        Body = "body",
        /// A header.
        Header = "header",
        /// Only the message.
        Message = "message",
    }
}

words! {
    /// Transport of errors.
    pub enum Transport {
        /// Responses with a status and headers.
        Http = "http",
        /// Messages of a WebSocket, a queue or an event stream.
        Message = "message",
    }
}

words! {
    /// Reaction of a client to a closed WebSocket.
    pub enum Reconnect {
        /// Stay closed.
        Never = "never",
        /// Reconnect after the retry policy's delay.
        Backoff = "backoff",
        /// Reconnect immediately.
        Immediately = "immediately",
    }
}

words! {
    /// An SDK that may name its exceptions in its own way.
    pub enum Sdk {
        /// Python.
        Python = "python",
        /// TypeScript and JavaScript.
        Typescript = "typescript",
        /// C#.
        Csharp = "csharp",
    }
}

words! {
    /// A warning about a valid catalogue; `lints` allows it, with a reason.
    pub enum Lint {
        /// An entry has no fix.
        MissingFix = "missing-fix",
        /// A 429 or 503 does not say how long to wait.
        MissingRetryAfter = "missing-retry-after",
        /// A 4xx other than 408, 425 and 429 is retryable.
        RetryableClientError = "retryable-client-error",
        /// A 401 sends no `WWW-Authenticate`, which RFC 9110 section 15.5.2 requires.
        MissingWwwAuthenticate = "missing-www-authenticate",
        /// Codes are spelt in several styles.
        MixedCodeStyles = "mixed-code-styles",
        /// A message ends in a full stop where most do not, or the other way round.
        MessagePunctuation = "message-punctuation",
        /// A detail is not in the body, a text or a header.
        UnusedDetail = "unused-detail",
        /// The message of a 5xx exposes details.
        ServerErrorDetails = "server-error-details",
        /// A longer text of the envelope contains a `$name`, which is only filled in if it is the whole text.
        UnfilledToken = "unfilled-token",
        /// A text for one line ends in a line break.
        TrailingLineBreak = "trailing-line-break",
        /// Browsers run the media type of the body as a page or a script.
        ActiveContentType = "active-content-type",
    }
}
