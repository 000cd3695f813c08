//! The arguments of `include_error_spec!`, and the catalogue that they name.

use std::path::PathBuf;
use std::{env, fs, mem};

use errors_catalogue::Loaded;
use errors_catalogue::diagnostic::{Diagnostic, Rule};
use proc_macro2::{TokenStream, TokenTree};
use quote::quote;
use syn::parse::{Parse, ParseStream};
use syn::{Ident, LitStr, Token};

/// `crate = path, "errors.yaml"`; the first part comes from the runtime's macro, which knows its own name.
pub(crate) struct Input {
    pub(crate) runtime: TokenStream,
    base: Base,
    pub(crate) path: LitStr,
}

/// The folder that a path starts at.
#[derive(Clone, Copy)]
enum Base {
    Package,
    OutDir,
}

impl Parse for Input {
    fn parse(input: ParseStream<'_>) -> syn::Result<Self> {
        let runtime = if input.peek(Token![crate]) { parse_runtime(input)? } else { quote!(::errors_runtime) };
        let usage = |error: syn::Error| syn::Error::new(error.span(), USAGE);
        let base = if input.peek(Ident) { parse_out_dir(input).map_err(usage)? } else { Base::Package };
        let path = input.parse().map_err(usage)?;
        input.parse::<Option<Token![,]>>()?;
        if !input.is_empty() {
            return Err(input.error(USAGE));
        }
        Ok(Self { runtime, base, path })
    }
}

const USAGE: &str = "expected the path of one catalogue, relative to the folder of Cargo.toml: \
     `include_error_spec!(\"errors.yaml\")`; or one that the build script writes: \
     `include_error_spec!(out_dir = \"errors.yaml\")`";

fn parse_runtime(input: ParseStream<'_>) -> syn::Result<TokenStream> {
    input.parse::<Token![crate]>()?;
    input.parse::<Token![=]>()?;
    let mut runtime = TokenStream::new();
    while !input.peek(Token![,]) && !input.is_empty() {
        runtime.extend([input.parse::<TokenTree>()?]);
    }
    input.parse::<Token![,]>()?;
    Ok(runtime)
}

fn parse_out_dir(input: ParseStream<'_>) -> syn::Result<Base> {
    let key = input.parse::<Ident>()?;
    if key != "out_dir" {
        return Err(syn::Error::new(key.span(), USAGE));
    }
    input.parse::<Token![=]>()?;
    Ok(Base::OutDir)
}

impl Input {
    /// Reads the catalogue from the calling crate's folder, or from that of its build script.
    pub(crate) fn load(&self) -> Loaded {
        let path = self.path.value();
        if errors_catalogue::is_absolute(&path) {
            return Loaded::refused(errors_catalogue::absolute_path(&path, self.base.name()));
        }
        match self.base.folder(&path) {
            Ok(folder) => {
                self.base.explain_missing(errors_catalogue::lock::load(&folder.join(&path), &self.base.show(&path)))
            }
            Err(problem) => Loaded::refused(problem),
        }
    }
}

impl Base {
    const fn name(self) -> &'static str {
        match self {
            Self::Package => "the folder of Cargo.toml",
            Self::OutDir => "`OUT_DIR`",
        }
    }

    /// A path as diagnostics show it.
    fn show(self, path: &str) -> String {
        match self {
            Self::Package => path.to_owned(),
            Self::OutDir => format!("$OUT_DIR/{path}"),
        }
    }

    /// trybuild compiles its cases in a folder of its own and names the real one in the first variable.
    const fn variables(self) -> &'static [&'static str] {
        match self {
            Self::Package => &["CARGO_MANIFEST_DIR_OVERRIDE", "CARGO_MANIFEST_DIR"],
            Self::OutDir => &["OUT_DIR"],
        }
    }

    /// The folder without links and from the root: rustc takes the files that it watches relative to the source file.
    fn folder(self, path: &str) -> Result<PathBuf, Diagnostic> {
        let mut set = self.variables().iter().filter_map(|name| Some((name, env::var_os(name)?)));
        let Some((name, folder)) = set.find(|(_, folder)| !folder.is_empty()) else {
            return Err(self.unset(path));
        };
        fs::canonicalize(&folder).map_err(|error| {
            let problem = format!("`{name}` names the folder `{}`: {error}", PathBuf::from(folder).display());
            Diagnostic::new(Rule::UnreadableFile, problem)
        })
    }

    fn unset(self, path: &str) -> Diagnostic {
        let problem =
            |name| Diagnostic::new(Rule::MissingFile, format!("`{name}` is not set, so `{path}` cannot be looked for"));
        match self {
            Self::Package => problem("CARGO_MANIFEST_DIR").help(
                "cargo sets it; where something else calls rustc, set it to the folder of Cargo.toml, which the path is \
                 relative to",
            ),
            Self::OutDir => problem("OUT_DIR")
                .help("cargo sets it for a crate with a build script: add a `build.rs` that writes the file there")
                .help(format!("for a file beside Cargo.toml, write `include_error_spec!({path:?})`")),
        }
    }

    /// Tells where a catalogue was looked for that is not there.
    fn explain_missing(self, mut loaded: Loaded) -> Loaded {
        let help = match self {
            Self::Package => "the path starts at the folder of Cargo.toml",
            Self::OutDir => "the path starts at `OUT_DIR`: the build script writes the file there",
        };
        let explain = |problem: Diagnostic| {
            let is_catalogue = problem.rule() == Rule::MissingFile && problem.span().is_none();
            if is_catalogue { problem.help(help) } else { problem }
        };
        loaded.diagnostics = mem::take(&mut loaded.diagnostics).into_iter().map(explain).collect();
        loaded
    }
}
