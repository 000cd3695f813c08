//! Loading of a catalogue and its fragments: runs the stages from files to a checked catalogue.

use std::path::{Path, PathBuf};

use crate::diagnostic::{Diagnostic, Diagnostics, Omitted, Rule};
use crate::document::{self, Document, Text};
use crate::files::{self, MAX_BYTES, MAX_FRAGMENTS, Tree};
use crate::model::Catalogue;
use crate::node::{self, Node};
use crate::source::{self, Source, Span};
use crate::validate;

/// The valid part of a catalogue, with all its problems.
#[derive(Debug)]
pub struct Loaded {
    /// The catalogue, without the parts that the diagnostics are about.
    pub catalogue: Catalogue,
    /// The first [`MAX_SHOWN`](crate::diagnostic::MAX_SHOWN) problems of each file, sorted by place.
    pub diagnostics: Vec<Diagnostic>,
    /// Counts of the other problems.
    pub omitted: Vec<Omitted>,
    /// The files that were read: the catalogue, then its fragments, then its lock.
    pub files: Vec<PathBuf>,
    /// Their texts, which diagnostics point into.
    pub sources: Vec<Source>,
    /// The catalogue and its fragments, as written.
    pub documents: Vec<Document>,
}

impl Loaded {
    /// Result for a catalogue that could not be found, with the reason.
    #[must_use]
    pub fn refused(problem: Diagnostic) -> Self {
        let mut loader = Loader::default();
        let documents = loader.refuse(problem);
        loader.finish(documents)
    }

    /// The diagnostics as text.
    pub fn rendered(&self) -> impl Iterator<Item = String> + '_ {
        self.diagnostics.iter().map(|diagnostic| diagnostic.render(&self.sources))
    }

    /// The catalogue, if it has no problems.
    ///
    /// # Errors
    ///
    /// Returns the same value if it has diagnostics.
    #[expect(clippy::result_large_err, reason = "asked once for each catalogue")]
    pub fn checked(self) -> Result<Checked, Self> {
        if !self.diagnostics.is_empty() {
            return Err(self);
        }
        let Self { catalogue, diagnostics: _, omitted: _, files, sources, documents } = self;
        Ok(Checked { catalogue, files, sources, documents })
    }

    /// The number of problems, shown or not.
    #[must_use]
    pub fn problems(&self) -> usize {
        self.diagnostics.len() + self.omitted.iter().map(|omitted| omitted.count).sum::<usize>()
    }
}

/// A catalogue without mistakes, and its sources.
#[derive(Debug)]
pub struct Checked {
    /// The catalogue.
    pub catalogue: Catalogue,
    /// The files that were read: the catalogue, then its fragments, then its lock.
    pub files: Vec<PathBuf>,
    /// Their texts, which findings point into.
    pub sources: Vec<Source>,
    /// The catalogue and its fragments, as written.
    pub documents: Vec<Document>,
}

/// Reads a catalogue from a file, with the fragments that it includes, and checks it; [`lock::load`](crate::lock::load) also
/// compares it with its lock.
///
/// Diagnostics call the file `name`.
#[must_use]
pub fn load(path: &Path, name: &str) -> Loaded {
    let mut loader = Loader::default();
    let documents = loader.root(path, name, files::find_catalogue(path, name));
    loader.finish(documents)
}

/// Checks a catalogue given as text; its fragments are searched beside `name`, as if that were its path.
#[must_use]
pub fn check(name: &str, text: &str) -> Loaded {
    Loader::default().text(name, text)
}

/// Checks a text as [`check`] does and keeps every problem, for callers that correct them.
#[must_use]
pub fn check_uncut(name: &str, text: &str) -> Loaded {
    Loader { out: Diagnostics::uncut(), ..Loader::default() }.text(name, text)
}

#[derive(Default)]
pub(crate) struct Loader {
    sources: Vec<Source>,
    files: Vec<PathBuf>,
    pub(crate) roots: Vec<Node>,
    /// Total number of bytes in the files.
    bytes: u64,
    pub(crate) out: Diagnostics,
}

/// Label for an empty file: the first key that it needs.
const CATALOGUE_START: &str = "a catalogue starts with its name: `catalogue: acme`";
const FRAGMENT_START: &str = "a fragment has one of: `errors`, `types`, `categories`, `retired`";

impl Loader {
    fn refuse(&mut self, problem: Diagnostic) -> Vec<Document> {
        self.out.push_end(problem);
        vec![Document::default()]
    }

    fn text(mut self, name: &str, text: &str) -> Loaded {
        let documents = if text.len() as u64 > MAX_BYTES {
            self.refuse(files::too_large(name, MAX_BYTES))
        } else {
            let path = Path::new(name);
            self.catalogue(path, name, &files::place_of(path, name), text.as_bytes().to_vec())
        };
        self.finish(documents)
    }

    /// The documents of a catalogue file, if it may be read.
    pub(crate) fn root(&mut self, path: &Path, name: &str, found: Result<PathBuf, Diagnostic>) -> Vec<Document> {
        let read = found.and_then(|real| Ok((files::read(&real, name, self.room())?, real)));
        match read {
            Ok((bytes, real)) => self.catalogue(path, name, &real, bytes),
            Err(problem) => self.refuse(problem),
        }
    }

    /// Number of bytes that may still be read.
    const fn room(&self) -> u64 {
        MAX_BYTES.saturating_sub(self.bytes)
    }

    /// The catalogue's document, then those of its fragments.
    fn catalogue(&mut self, path: &Path, name: &str, real: &Path, bytes: Vec<u8>) -> Vec<Document> {
        let Some(root) = self.parse(path, name, bytes, CATALOGUE_START) else { return vec![Document::default()] };
        let main = self.read(root, document::read_catalogue);
        let includes = main.include.clone();
        let mut documents = vec![main];
        if !includes.is_empty() {
            let mut tree = Tree::of(path, name, real);
            documents.extend(includes.iter().take(MAX_FRAGMENTS).filter_map(|it| self.fragment(&mut tree, it)));
            if let Some(include) = includes.get(MAX_FRAGMENTS) {
                self.out.push_end(too_many_fragments(include));
            }
        }
        documents
    }

    fn parse(&mut self, path: &Path, name: &str, bytes: Vec<u8>, start: &str) -> Option<Node> {
        let file = self.sources.len();
        self.bytes = self.bytes.saturating_add(bytes.len() as u64);
        let (source, problem) = source::decode(name, bytes, file);
        self.sources.push(source);
        // Remove a trailing `/`, with which the compiler would not find the file.
        self.files.push(path.components().collect());
        if let Some(problem) = problem {
            self.out.push_end(problem);
            return None;
        }
        let before = self.out.len();
        let root = node::parse(&self.sources[file], file, &mut self.out);
        if root.is_none() && self.out.len() == before {
            self.out.push_end(empty_file(&self.sources[file], file, start));
        }
        root
    }

    /// Reads a document. If a file ended early, only the reason is reported, because what is missing is not the
    /// author's mistake.
    fn read(&mut self, root: Node, read: fn(&Node, &mut Diagnostics) -> Document) -> Document {
        let mut follow_on = Diagnostics::default();
        let out = if self.out.ended_early() { &mut follow_on } else { &mut self.out };
        let document = read(&root, out);
        self.roots.push(root);
        document
    }

    fn fragment(&mut self, tree: &mut Tree<'_>, include: &Text) -> Option<Document> {
        let read = tree.find(include).and_then(|file| {
            let bytes = files::read(&file.real, &file.name, self.room());
            Ok((bytes.map_err(|problem| problem.at(include.span, "included here"))?, file))
        });
        match read {
            Ok((bytes, file)) => {
                let root = self.parse(&file.path, &file.name, bytes, FRAGMENT_START)?;
                return Some(self.read(root, document::read_fragment));
            }
            // The file is still read where it is first included.
            Err(problem) if problem.rule() == Rule::InvalidInclude => self.out.push(problem),
            Err(problem) => self.out.push_end(problem),
        }
        None
    }

    /// Validates the documents. As with reading, if a file ended early, only the reason is reported.
    pub(crate) fn validate(&mut self, documents: &[Document]) -> Catalogue {
        let mut follow_on = Diagnostics::default();
        let out = if self.out.ended_early() { &mut follow_on } else { &mut self.out };
        validate::validate(documents, &self.sources, out)
    }

    fn finish(mut self, documents: Vec<Document>) -> Loaded {
        let catalogue = self.validate(&documents);
        self.loaded(catalogue, documents)
    }

    pub(crate) fn loaded(self, catalogue: Catalogue, documents: Vec<Document>) -> Loaded {
        let (diagnostics, omitted) = self.out.into_sorted();
        Loaded { catalogue, diagnostics, omitted, files: self.files, sources: self.sources, documents }
    }
}

fn too_many_fragments(include: &Text) -> Diagnostic {
    Diagnostic::new(Rule::InvalidInclude, format!("more than {MAX_FRAGMENTS} fragments"))
        .at(include.span, "this one and those after it are not read")
        .help("merge related fragments into one")
}

/// Diagnostic for a file that is empty or contains only comments.
fn empty_file(source: &Source, file: usize, start: &str) -> Diagnostic {
    let holds = if source.text().trim().is_empty() { "is empty" } else { "contains only comments" };
    Diagnostic::new(Rule::EmptyFile, format!("`{}` {holds}", source.name())).at(Span { file, start: 0, end: 0 }, start)
}
