//! A record of the error that a response was made from.

use alloc::borrow::ToOwned;
use alloc::string::{String, ToString};
use alloc::sync::Arc;
use alloc::vec::Vec;
use core::error::Error;
use core::fmt;

use crate::catalogue::CodeInfo;
use crate::catalogue::{Catalogue, Text};
use crate::server::Envelope;
use crate::server::{ApiError, Details, Entry};
use crate::value::Value;
use crate::value::prefix;

/// An error in the extensions of the response that was made from it, for middleware.
///
/// With the feature `tower`, every response of an error has one, so that [`ErrorLayer`](crate::ErrorLayer) and middleware of
/// your own know what happened without reading the body. It is an [`ApiError`] itself: it has the code, the details, the
/// context and the texts of the causes.
///
/// # Examples
///
#[cfg_attr(feature = "macros", doc = "```")]
#[cfg_attr(not(feature = "macros"), doc = "```ignore")]
/// # mod errors { errors_runtime::include_error_spec!("errors.yaml"); }
/// use errors::Error;
/// use errors_runtime::{ApiError, Snapshot};
///
/// let response = http::Response::from(Error::session_not_found("s-1"));
/// let snapshot = response.extensions().get::<Snapshot>().expect("all errors leave one");
/// assert_eq!(snapshot.code(), "SESSION_NOT_FOUND");
/// assert_eq!(snapshot.to_string(), "Session s-1 does not exist");
/// assert!(snapshot.causes().is_empty());
#[doc = "```"]
#[derive(Clone)]
pub struct Snapshot {
    picture: Arc<Picture>,
    /// True once a layer has logged the error.
    reported: bool,
}

struct Picture {
    catalogue: &'static Catalogue,
    info: CodeInfo,
    own_message: Option<&'static Text>,
    details: Vec<Value<'static>>,
    context: Vec<(u16, Value<'static>)>,
    causes: Vec<String>,
    stands_in: bool,
}

/// More sources than any error has, should one be its own source.
const MAX_CAUSES: usize = 32;
/// The most bytes of a cause that are kept: it may hold what somebody else sent, too much for a log line.
const MAX_CAUSE: usize = 4096;

impl Snapshot {
    pub(crate) fn of(envelope: &Envelope<'_>, source: Option<&(dyn Error + 'static)>) -> Self {
        let entry = envelope.entry();
        let details = (0..entry.info().details().len()).map(|index| entry.details().detail(index).into_owned());
        let context = envelope.context_values().iter().map(|(index, value)| (*index, value.clone().into_owned()));
        Self::new(Picture {
            catalogue: entry.catalogue(),
            info: entry.info(),
            own_message: entry.details().own_message(),
            details: details.collect(),
            context: context.collect(),
            causes: chain(source),
            stands_in: entry.details().stands_in(),
        })
    }

    /// An error that no handler made: its details are not known.
    pub(crate) fn stand_in(catalogue: &'static Catalogue, info: CodeInfo, causes: Vec<String>) -> Self {
        let (details, context) = (Vec::new(), Vec::new());
        Self::new(Picture { catalogue, info, own_message: None, details, context, causes, stands_in: true })
    }

    fn new(picture: Picture) -> Self {
        Self { picture: Arc::new(picture), reported: false }
    }

    /// The texts of the error's sources, the outermost first: at most 32, of at most 4,096 bytes each.
    ///
    /// They are for logs, never for a response.
    #[must_use]
    pub fn causes(&self) -> &[String] {
        &self.picture.causes
    }

    /// Returns true if an [`ErrorLayer`](crate::ErrorLayer) has logged the error already.
    #[must_use]
    pub const fn is_reported(&self) -> bool {
        self.reported
    }

    pub(crate) fn reported(self) -> Self {
        Self { reported: true, ..self }
    }
}

fn chain(source: Option<&(dyn Error + 'static)>) -> Vec<String> {
    let mut causes = Vec::new();
    let mut next = source;
    while let Some(error) = next.filter(|_| causes.len() < MAX_CAUSES) {
        causes.push(cut(error.to_string()));
        next = error.source();
    }
    causes
}

pub(crate) fn cut(text: String) -> String {
    if text.len() > MAX_CAUSE { prefix(&text, MAX_CAUSE).to_owned() } else { text }
}

impl Details for Snapshot {
    fn detail(&self, index: usize) -> Value<'_> {
        self.picture.details.get(index).map_or(Value::Null, Value::reborrow)
    }

    fn own_message(&self) -> Option<&'static Text> {
        self.picture.own_message
    }

    fn stands_in(&self) -> bool {
        self.picture.stands_in
    }
}

impl ApiError for Snapshot {
    fn entry(&self) -> Entry<'_> {
        Entry::new(self.picture.catalogue, self.picture.info, self)
    }

    /// With the context that the handler added.
    fn envelope(&self) -> Envelope<'_> {
        let context = self.picture.context.iter().map(|(index, value)| (*index, value.reborrow()));
        Envelope::with_context(self.entry(), context.collect())
    }
}

impl Error for Snapshot {}

impl fmt::Display for Snapshot {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        fmt::Display::fmt(&self.entry(), f)
    }
}

/// Without the texts of the causes: what is printed for debugging gets into places where they must not be.
impl fmt::Debug for Snapshot {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let mut out = f.debug_struct("Snapshot");
        out.field("code", &self.picture.info.code()).field("causes", &self.picture.causes.len());
        out.field("reported", &self.reported).finish_non_exhaustive()
    }
}
