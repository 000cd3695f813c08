//! What is written between the parentheses of `include_error_spec!`.

use std::path::PathBuf;
use std::{env, mem};

use errors_catalogue::Loaded;
use errors_catalogue::diagnostic::{Code, Diagnostic};
use proc_macro2::{TokenStream, TokenTree};
use quote::quote;
use syn::parse::{Parse, ParseStream};
use syn::{LitStr, Token};

/// `crate = path, "errors.yaml"`; the first part comes from the runtime's macro, which knows its own name.
pub(crate) struct Input {
    pub(crate) runtime: TokenStream,
    pub(crate) path: LitStr,
}

impl Parse for Input {
    fn parse(input: ParseStream<'_>) -> syn::Result<Self> {
        let runtime = if input.peek(Token![crate]) { parse_runtime(input)? } else { quote!(::errors_runtime) };
        let path = input.parse().map_err(|error| syn::Error::new(error.span(), USAGE))?;
        input.parse::<Option<Token![,]>>()?;
        if !input.is_empty() {
            return Err(input.error(USAGE));
        }
        Ok(Self { runtime, path })
    }
}

const USAGE: &str =
    "expected the path of one catalogue, relative to the folder of Cargo.toml: `include_error_spec!(\"errors.yaml\")`";

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

impl Input {
    /// Reads the catalogue, looked up from the folder of the calling crate's Cargo.toml.
    pub(crate) fn load(&self) -> Loaded {
        let name = self.path.value();
        if errors_catalogue::is_absolute(&name) {
            return Loaded::refused(errors_catalogue::absolute_path(&name, "the folder of Cargo.toml"));
        }
        let mut loaded = errors_catalogue::load(&manifest_dir().join(&name), &name);
        loaded.diagnostics = mem::take(&mut loaded.diagnostics).into_iter().map(explain_missing).collect();
        loaded
    }
}

/// Tells where a catalogue was looked for that is not there.
fn explain_missing(problem: Diagnostic) -> Diagnostic {
    let is_catalogue = problem.code() == Code::MissingFile && problem.span().is_none();
    if is_catalogue { problem.help("the path starts at the folder of Cargo.toml") } else { problem }
}

/// trybuild compiles its cases in a folder of its own and names the real one in the first variable.
fn manifest_dir() -> PathBuf {
    let dir = env::var_os("CARGO_MANIFEST_DIR_OVERRIDE").or_else(|| env::var_os("CARGO_MANIFEST_DIR"));
    dir.map(PathBuf::from).unwrap_or_default()
}
