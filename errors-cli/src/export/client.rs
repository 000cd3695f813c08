//! The parts of a catalogue that a client needs, with all names settled: the writers of all languages cannot fail.

use std::collections::HashSet;

use errors_catalogue::answers::casing::{screaming_snake, upper_camel};
use errors_catalogue::model::{
    self, About, Api, Catalogue, EntryHistory, EntryNames, EntryProse, EntryRetry, EntryWire, Exception, Fill, Member,
    Place, Scalar, Sdk, Shape, StatusSet, Type, Wire,
};
pub(super) use errors_catalogue::model::{Reconnect, Retry, Severity};

/// Facts of a language, and its rules for names.
pub(crate) struct Language {
    /// The word of `--to`.
    pub name: &'static str,
    /// The name of the language for people.
    pub title: &'static str,
    /// Versions and the kind of file, for the help.
    pub about: &'static str,
    /// The ending of the file's name.
    pub file_ending: &'static str,
    /// Its key under `exceptions`, if it has one.
    pub sdk: Option<Sdk>,
    /// The suffix of its exceptions' names.
    pub suffix: &'static str,
    /// Reserved names of classes and types, separated by spaces: keywords, built-in names, and names that the
    /// writer's own code uses.
    pub reserved: &'static str,
    /// Built-in exceptions that a class can also derive from, if the catalogue names one; separated by spaces.
    pub parents: &'static str,
}

/// A catalogue from the view of a client.
pub(crate) struct Client {
    pub name: String,
    pub version: Option<String>,
    pub title: Option<String>,
    pub description: Option<String>,
    /// The exceptions; the first is the base of all others.
    pub classes: Vec<Class>,
    /// The codes, in catalogue order.
    pub entries: Vec<Entry>,
    pub types: Vec<TypeDef>,
    /// The class of an error with an unknown code, by status; the most specific first.
    pub classes_by_status: Vec<(StatusSet, usize)>,
    pub statuses: Vec<Status>,
    pub envelope: Node,
    /// True if a response can carry a code; otherwise the status identifies the entry.
    pub carries_code: bool,
    /// True if bodies are those of RFC 9457, where `instance` is a string or absent.
    pub is_problem: bool,
    /// True if errors are messages, such as those of a WebSocket.
    pub is_message: bool,
    /// The headers of every error that carry a value.
    pub headers: Vec<Header>,
    /// The names of values that a server may add.
    pub context: Vec<String>,
    pub retry: Retry,
    pub close_codes: Vec<CloseCode>,
}

/// An exception.
pub(crate) struct Class {
    /// Unique among classes, details and types.
    pub name: String,
    /// A built-in exception that it also derives from.
    pub parent: Option<String>,
    /// The positions of the entries that raise it.
    pub entries: Vec<usize>,
}

/// A code.
pub(crate) struct Entry {
    pub code: String,
    /// `RateLimit`, unique.
    pub name: String,
    /// `RATE_LIMIT`, unique.
    pub constant: String,
    /// The HTTP status; `None` only for messages.
    pub status: Option<u16>,
    /// The message as written, with `{detail}`.
    pub message: String,
    pub fixes: Vec<String>,
    pub category: Option<String>,
    pub description: Option<String>,
    pub user_message: Option<Vec<Part>>,
    pub severity: Severity,
    pub retryable: bool,
    pub retry_after: RetryAfter,
    /// The retry advice as text.
    pub retry_advice: String,
    /// The headers that carry a value, including `Retry-After`.
    pub headers: Vec<Header>,
    /// The details that a client can read, from the body and from headers.
    pub details: Vec<Detail>,
    /// The type of the details, unique, if there are any.
    pub details_type: Option<String>,
    pub docs_url: Option<String>,
    pub aliases: Vec<String>,
    pub deprecated: Option<String>,
    pub since: Option<String>,
    /// The position of its exception.
    pub class: usize,
}

/// A detail that travels in the body or in a header.
pub(crate) struct Detail {
    /// The name on the wire.
    pub name: String,
    /// `retry_after`, unique within the entry; it may be a keyword.
    pub ident: String,
    pub ty: Type,
    pub description: Option<String>,
    /// True if a header holds the value as text, not as JSON.
    pub textual: bool,
}

/// A type that details use.
pub(crate) struct TypeDef {
    /// Unique among classes, details and types.
    pub name: String,
    pub shape: TypeShape,
}

pub(crate) enum TypeShape {
    /// An enum with the known values.
    Enum(Vec<EnumValue>),
    Struct(Vec<Field>),
}

pub(crate) struct EnumValue {
    /// The value on the wire.
    pub value: String,
    /// `TwoWords`, unique within the enum.
    pub name: String,
    /// `TWO_WORDS`, unique within the enum.
    pub constant: String,
}

pub(crate) struct Field {
    /// The name on the wire.
    pub name: String,
    /// `retry_after`, unique within the struct; it may be a keyword.
    pub ident: String,
    pub ty: Type,
}

/// The common properties of all errors of a status.
pub(crate) struct Status {
    pub number: u16,
    pub fixes: Vec<String>,
    /// The position of the entry that the status identifies, if nothing else does.
    pub entry: Option<usize>,
}

/// The envelope, as far as values are read from it.
pub(crate) enum Node {
    /// A place with nothing to read.
    Fixed,
    /// A whole value, by name.
    Value(String),
    /// A string that holds values as text.
    Text(Vec<Part>),
    List(Vec<Node>),
    Object {
        members: Vec<(String, Node)>,
        /// True if all other members are details.
        merges: bool,
    },
}

/// A piece of a text.
pub(crate) enum Part {
    Text(String),
    /// A detail, by its name on the wire.
    Detail(String),
    /// A value of the envelope, by its name.
    Value(String),
}

pub(crate) struct Header {
    pub name: String,
    pub value: Vec<Part>,
}

/// The source of an entry's delay.
pub(crate) enum RetryAfter {
    Unspecified,
    /// A detail, in seconds: its name on the wire.
    Detail(String),
    Fixed(std::time::Duration),
}

pub(crate) struct CloseCode {
    pub code: u16,
    /// `PolicyViolation`, unique.
    pub name: String,
    /// `POLICY_VIOLATION`, unique.
    pub constant: String,
    pub meaning: String,
    pub action: Option<String>,
    pub reconnect: Reconnect,
}

/// Builds the client of a catalogue.
pub(super) fn client(catalogue: &Catalogue, language: &Language) -> Client {
    let mut names = Names::of_module(catalogue, language);
    let (classes, by_entry, classes_by_status) = classes(catalogue, language, &mut names);
    let types = types(catalogue, &mut names);
    // Types, entries and statuses read the catalogue as a whole; the rest is documentation.
    let Catalogue { about, wire, retry, categories: _, types: _, entries: _, statuses: _, retired: _, api } = catalogue;
    let About { name, version, title, description, docs_url: _ } = about;
    let Wire { transport: _, envelope, content_type: _, context, headers: shared } = wire;
    let Api { exceptions: _, rate_limits: _, close_codes: codes, mistakes: _ } = api;
    Client {
        name: name.clone(),
        version: version.clone(),
        title: title.clone(),
        description: description.clone(),
        classes,
        entries: entries(catalogue, &by_entry, &mut names),
        types,
        classes_by_status,
        statuses: statuses(catalogue),
        envelope: node(catalogue, envelope),
        carries_code: catalogue.carries(model::Token::Code),
        is_problem: envelope.is_problem(),
        is_message: catalogue.is_message(),
        headers: headers(catalogue, None, shared),
        context: context.clone(),
        retry: retry.clone(),
        close_codes: close_codes(codes),
    }
}

impl Client {
    /// Returns the base of all exceptions.
    pub(super) fn base(&self) -> &Class {
        &self.classes[0]
    }

    /// Returns the exceptions that are not the base.
    pub(super) fn derived(&self) -> &[Class] {
        &self.classes[1..]
    }

    /// Returns the types of the details that an exception may have.
    pub(super) fn details_of<'c>(&'c self, class: &'c Class) -> impl Iterator<Item = &'c str> {
        class.entries.iter().filter_map(|at| self.entries[*at].details_type.as_deref())
    }

    /// Returns the type of the details that all errors of an exception have, even if their code is unknown or has none.
    pub(super) fn common_details<'c>(&'c self, class: &'c Class) -> Option<&'c str> {
        let mut types = self.details_of(class);
        let first = types.next()?;
        types.next().is_none().then_some(first)
    }
}

/// The names that are taken, and the rules to find free ones.
struct Names {
    prefix: String,
    taken: HashSet<String>,
}

impl Names {
    fn of_module(catalogue: &Catalogue, language: &Language) -> Self {
        let taken = language.reserved.split(' ').chain(language.parents.split(' ')).map(str::to_owned).collect();
        Self { prefix: upper_camel(&catalogue.about.name), taken }
    }

    fn empty() -> Self {
        Self { prefix: String::new(), taken: HashSet::new() }
    }

    /// Claims a name: as it is, else with the name of the catalogue before it, else with a number after it.
    fn claim(&mut self, wanted: &str) -> String {
        let prefixed = format!("{}{wanted}", self.prefix);
        let numbered = (2_u32..).map(|number| format!("{prefixed}{number}"));
        let candidates = [wanted.to_owned(), prefixed.clone()].into_iter().chain(numbered);
        let free = candidates.into_iter().find(|name| !self.taken.contains(name)).unwrap_or_default();
        self.taken.insert(free.clone());
        free
    }
}

/// The exceptions: of each entry, and of statuses.
fn classes(
    catalogue: &Catalogue,
    language: &Language,
    names: &mut Names,
) -> (Vec<Class>, Vec<usize>, Vec<(StatusSet, usize)>) {
    let base = names.claim(&format!("{}{}", names.prefix, language.suffix));
    let mut classes = Classes { language, names, found: vec![(base.clone(), Class::new(base))] };
    let by_status = classes.by_status(catalogue);
    let named: Vec<Option<usize>> =
        catalogue.entries.iter().map(|entry| classes.named(entry.names.exception.as_ref()?)).collect();
    let mut by_entry = Vec::new();
    for (at, (entry, named)) in catalogue.entries.iter().zip(named).enumerate() {
        let class = named.unwrap_or_else(|| classes.own(entry));
        classes.found[class].1.entries.push(at);
        by_entry.push(class);
    }
    (classes.found.into_iter().map(|(_, class)| class).collect(), by_entry, by_status)
}

impl Class {
    const fn new(name: String) -> Self {
        Self { name, parent: None, entries: Vec::new() }
    }
}

/// The exceptions so far, by their names in the catalogue.
struct Classes<'a> {
    language: &'a Language,
    names: &'a mut Names,
    found: Vec<(String, Class)>,
}

impl Classes<'_> {
    fn by_status(&mut self, catalogue: &Catalogue) -> Vec<(StatusSet, usize)> {
        let (one, classes): (Vec<_>, Vec<_>) =
            catalogue.api.exceptions.iter().partition(|(set, _)| matches!(set, StatusSet::One(_)));
        let all = one.into_iter().chain(classes);
        all.filter_map(|(set, exception)| Some((*set, self.named(exception)?))).collect()
    }

    /// Returns the exception of this name, which entries and statuses may share.
    fn named(&mut self, exception: &Exception) -> Option<usize> {
        let name = exception.name_in(self.language.sdk?)?;
        let there = self.found.iter().position(|(known, _)| known == name);
        Some(there.unwrap_or_else(|| {
            let parent = self.language.parents.split(' ').any(|it| it == name).then(|| name.to_owned());
            let class = Class { parent, ..Class::new(self.names.claim(name)) };
            self.push(name.to_owned(), class)
        }))
    }

    /// Adds the exception of an entry for which the catalogue names none.
    fn own(&mut self, entry: &model::Entry) -> usize {
        let stem = ["Error", "Exception"]
            .iter()
            .find_map(|end| entry.names.variant.strip_suffix(end))
            .unwrap_or(&entry.names.variant);
        let class = Class::new(self.names.claim(&format!("{stem}{}", self.language.suffix)));
        // Names of exceptions in the catalogue are never empty.
        self.push(String::new(), class)
    }

    fn push(&mut self, called: String, class: Class) -> usize {
        self.found.push((called, class));
        self.found.len() - 1
    }
}

fn types(catalogue: &Catalogue, names: &mut Names) -> Vec<TypeDef> {
    let types = catalogue.types.iter().map(|it| TypeDef { name: names.claim(&it.ident), shape: shape(&it.shape) });
    types.collect()
}

fn shape(shape: &Shape) -> TypeShape {
    match shape {
        Shape::Enum(values) => {
            let mut constants = Names::empty();
            let values = values.iter().map(|(value, name)| EnumValue {
                value: value.clone(),
                name: name.clone(),
                constant: constants.claim(&screaming_snake(name)),
            });
            TypeShape::Enum(values.collect())
        }
        Shape::Struct(fields) => {
            let fields = fields.iter().map(|field| Field {
                name: field.name.clone(),
                ident: field.field.clone(),
                ty: field.ty.clone(),
            });
            TypeShape::Struct(fields.collect())
        }
    }
}

fn entries(catalogue: &Catalogue, classes: &[usize], names: &mut Names) -> Vec<Entry> {
    let mut constants = Names::empty();
    let entries = catalogue.entries.iter().zip(classes);
    entries.map(|(written, class)| entry(catalogue, written, *class, (&mut constants, names))).collect()
}

fn entry(
    catalogue: &Catalogue,
    written: &model::Entry,
    class: usize,
    (constants, types): (&mut Names, &mut Names),
) -> Entry {
    let model::Entry { code, names, wire, prose, retry, history } = written;
    let EntryNames { variant, constructor: _, exception: _, aliases } = names;
    let EntryWire { status, title: _, message, category, severity, headers: _, details: _ } = wire;
    let EntryProse { description, fixes, causes: _, mistakes: _, user_message, docs_url } = prose;
    let EntryRetry { retryable, retry_after: _ } = retry;
    let EntryHistory { since, deprecated } = history;
    let details = details(catalogue, written);
    Entry {
        code: code.clone(),
        name: variant.clone(),
        constant: constants.claim(&screaming_snake(variant)),
        status: *status,
        message: message.source.clone(),
        fixes: fixes.clone(),
        category: category.clone(),
        description: description.clone(),
        user_message: user_message.as_ref().map(|text| parts(catalogue, Some(written), text)),
        severity: *severity,
        retryable: *retryable,
        retry_after: retry_after(written),
        retry_advice: written.retry_advice_text(|name| format!("`{name}`")),
        headers: entry_headers(catalogue, written),
        details_type: (!details.is_empty()).then(|| types.claim(&format!("{variant}Details"))),
        details,
        docs_url: docs_url.clone(),
        aliases: aliases.clone(),
        deprecated: deprecated.clone(),
        since: since.clone(),
        class,
    }
}

fn details(catalogue: &Catalogue, entry: &model::Entry) -> Vec<Detail> {
    let readable = entry.wire.details.iter().filter(|detail| detail.place != Place::Message);
    let details = readable.map(|detail| Detail {
        name: detail.name.clone(),
        ident: detail.field.clone(),
        ty: detail.ty.clone(),
        description: detail.description.clone(),
        textual: is_textual(catalogue, &detail.ty),
    });
    details.collect()
}

fn is_textual(catalogue: &Catalogue, ty: &Type) -> bool {
    match ty.required() {
        Type::Scalar(scalar) => *scalar == Scalar::String,
        Type::Named(at) => matches!(catalogue.types[*at].shape, Shape::Enum(_)),
        _ => false,
    }
}

fn retry_after(entry: &model::Entry) -> RetryAfter {
    match entry.retry.retry_after {
        model::RetryAfter::Unspecified => RetryAfter::Unspecified,
        model::RetryAfter::Detail(at) => RetryAfter::Detail(entry.wire.details[at].name.clone()),
        model::RetryAfter::Fixed(delay) => RetryAfter::Fixed(delay),
    }
}

/// Returns the entry's own headers; `Retry-After` is one of them if it carries a detail.
fn entry_headers(catalogue: &Catalogue, entry: &model::Entry) -> Vec<Header> {
    let mut headers = headers(catalogue, Some(entry), &entry.wire.headers);
    if let RetryAfter::Detail(name) = retry_after(entry) {
        headers.push(Header { name: "Retry-After".to_owned(), value: vec![Part::Detail(name)] });
    }
    headers
}

fn headers(catalogue: &Catalogue, entry: Option<&model::Entry>, headers: &[model::Header]) -> Vec<Header> {
    let carriers = headers.iter().filter(|header| header.value.as_plain().is_none());
    let headers = carriers.map(|it| Header { name: it.name.clone(), value: parts(catalogue, entry, &it.value) });
    headers.collect()
}

/// Returns the pieces of a template; only entries have details in them.
fn parts(catalogue: &Catalogue, entry: Option<&model::Entry>, template: &model::Template) -> Vec<Part> {
    let parts = template.parts.iter().filter_map(|part| match part {
        model::Part::Text(text) => Some(Part::Text(text.clone())),
        model::Part::Detail(at) => Some(Part::Detail(entry?.wire.details[*at].name.clone())),
        model::Part::Fill(fill) => Some(Part::Value(catalogue.fill_name(*fill).to_owned())),
    });
    parts.collect()
}

fn node(catalogue: &Catalogue, written: &model::Envelope) -> Node {
    match written {
        model::Envelope::Literal(_) => Node::Fixed,
        model::Envelope::Fill(Fill::Token(model::Token::Details)) => Node::Object { members: Vec::new(), merges: true },
        model::Envelope::Fill(fill) => Node::Value(catalogue.fill_name(*fill).to_owned()),
        model::Envelope::Text(template) => Node::Text(parts(catalogue, None, template)),
        model::Envelope::List(items) => Node::List(items.iter().map(|item| node(catalogue, item)).collect()),
        model::Envelope::Object(members) => object(catalogue, members),
    }
}

fn object(catalogue: &Catalogue, written: &[Member]) -> Node {
    let members = written.iter().filter_map(|member| match member {
        Member::Key { key, value, presence: _ } => Some((key.clone(), node(catalogue, value))),
        Member::MergeDetails => None,
    });
    Node::Object { members: members.collect(), merges: written.contains(&Member::MergeDetails) }
}

/// Returns every status that is described, or that only one entry has.
fn statuses(catalogue: &Catalogue) -> Vec<Status> {
    let said = catalogue.statuses.iter().map(|status| status.status);
    let mut numbers: Vec<u16> = said.chain(catalogue.entries.iter().filter_map(|entry| entry.wire.status)).collect();
    numbers.sort_unstable();
    numbers.dedup();
    let statuses = numbers.into_iter().map(|status| {
        let said = catalogue.statuses.iter().find(|it| it.status == status);
        let fallback = said.and_then(|it| it.fallback);
        Status {
            number: status,
            fixes: said.map(|it| it.fixes.clone()).unwrap_or_default(),
            entry: fallback.or_else(|| only_entry(catalogue, status)),
        }
    });
    statuses.filter(|it| !it.fixes.is_empty() || it.entry.is_some()).collect()
}

fn only_entry(catalogue: &Catalogue, status: u16) -> Option<usize> {
    let mut same = (0..).zip(&catalogue.entries).filter(|(_, entry)| entry.wire.status == Some(status));
    let (at, _) = same.next()?;
    same.next().is_none().then_some(at)
}

fn close_codes(codes: &[model::CloseCode]) -> Vec<CloseCode> {
    let mut constants = Names::empty();
    let close_codes = codes.iter().map(|it| CloseCode {
        code: it.code,
        name: it.name.clone(),
        constant: constants.claim(&screaming_snake(&it.name)),
        meaning: it.meaning.clone(),
        action: it.action.clone(),
        reconnect: it.reconnect,
    });
    close_codes.collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    const LANGUAGE: Language = Language {
        name: "python",
        title: "Python",
        about: "",
        file_ending: "py",
        sdk: Some(Sdk::Python),
        suffix: "Error",
        reserved: "Error Guide",
        parents: "KeyError",
    };

    fn client_of(text: &str) -> Client {
        let loaded = errors_catalogue::check("errors.yaml", text);
        assert_eq!(loaded.rendered().collect::<Vec<_>>(), [""; 0]);
        client(&loaded.catalogue, &LANGUAGE)
    }

    fn class_names(client: &Client) -> Vec<&str> {
        client.classes.iter().map(|class| class.name.as_str()).collect()
    }

    #[test]
    fn entries_of_one_exception_share_its_class() {
        let client = client_of(concat!(
            "catalogue: my-api\nerrors:\n",
            "  A: { status: 404, message: a, exception: GoneError }\n",
            "  B: { status: 410, message: b }\n",
            "  C: { status: 404, message: c, exception: GoneError }\n",
            "  D: { status: 500, message: d, exception: { csharp: DException } }\n",
            "exceptions: { 5xx: ServerError, 503: DownError }\n",
        ));
        assert_eq!(class_names(&client), ["MyApiError", "DownError", "ServerError", "GoneError", "BError", "DError"]);
        assert_eq!(client.entries.iter().map(|entry| entry.class).collect::<Vec<_>>(), [3, 4, 3, 5]);
        assert_eq!(client.classes[3].entries, [0, 2]);
        assert_eq!(client.classes_by_status, [(StatusSet::One(503), 1), (StatusSet::Class(5), 2)]);
    }

    #[test]
    fn taken_names_get_the_catalogue_as_prefix() {
        let client = client_of(concat!(
            "catalogue: acme\ntypes: { AcmeError: [a], Guide: [x], ADetails: [y] }\nerrors:\n",
            "  ERROR: { status: 500, message: a }\n",
            "  KEY: { status: 404, message: a, exception: KeyError }\n",
            "  KEY_ERROR: { status: 400, message: a }\n",
            "  WHOLE: { status: 400, message: a, exception: AcmeError }\n",
            "  A: { status: 400, message: a, details: { x: u8 } }\n",
        ));
        assert_eq!(class_names(&client), ["AcmeError", "AcmeKeyError", "AcmeError2", "AcmeKeyError2", "AError"]);
        assert_eq!(client.entries[3].class, 0);
        assert_eq!(client.classes[1].parent.as_deref(), Some("KeyError"));
        assert_eq!(client.classes[3].parent, None);
        let types: Vec<&str> = client.types.iter().map(|it| it.name.as_str()).collect();
        assert_eq!(types, ["AcmeAcmeError", "AcmeGuide", "ADetails"]);
        assert_eq!(client.entries[4].details_type.as_deref(), Some("AcmeADetails"));
    }

    #[test]
    fn reads_the_wait_back_from_its_header() {
        let client = client_of(concat!(
            "catalogue: a\nerrors:\n",
            "  A: { status: 429, message: a, retry_after: $wait, details: { wait: { type: u32, in: header } } }\n",
            "  B: { status: 429, message: b, retry_after: 5s }\n",
        ));
        let headers: Vec<&Header> = client.entries.iter().flat_map(|entry| &entry.headers).collect();
        assert!(
            matches!(headers[..], [Header { name, value }] if name == "Retry-After" && matches!(&value[..], [Part::Detail(it)] if it == "wait"))
        );
    }

    #[test]
    fn constants_are_unique() {
        let client = client_of(concat!(
            "catalogue: a\nerrors:\n",
            "  a: { status: 400, message: a, name: aB }\n",
            "  b: { status: 400, message: b, name: A_B }\n",
        ));
        let constants: Vec<&str> = client.entries.iter().map(|entry| entry.constant.as_str()).collect();
        assert_eq!(constants, ["A_B", "A_B2"]);
    }
}
