//! The `errors` command: works with catalogues outside of a Rust build.
#![forbid(unsafe_code)]

mod check;
mod diff;
mod docs;
mod explain;
mod export;
mod import;
mod init;
mod lock;
mod openapi;
mod outcome;
mod output;
mod schema;
mod serve;
mod yaml;

use std::process::ExitCode;

use clap::{Parser, Subcommand};

use outcome::{Failure, Outcome};

#[derive(Parser)]
#[command(
    name = "errors",
    version,
    about = "Check one YAML catalogue of an API's errors, and generate docs, OpenAPI and SDKs from it",
    after_help = "Exit codes: 0 success, 1 findings, 2 usage or I/O error."
)]
struct Arguments {
    #[command(subcommand)]
    command: Command,
}

#[derive(Subcommand)]
enum Command {
    /// Check catalogues: report the errors that would fail a build, and warnings
    Check(check::Arguments),
    /// Compare two catalogues: list breaking and compatible changes, each with the reason
    Diff(diff::Arguments),
    /// Generate a documentation page, as Markdown or HTML, for the users of the API
    Docs(docs::Arguments),
    /// Explain a code of a catalogue, or a rule that `check` reports
    Explain(explain::Arguments),
    /// Generate a client for the errors in another language
    Export(export::Arguments),
    #[command(about = "Create a starter catalogue from an existing API description")]
    Import(import::Arguments),
    /// Create a starter catalogue with comments
    Init(init::Arguments),
    /// Record the released catalogue, so that later breaking changes fail the build
    Lock(lock::Arguments),
    #[command(about = "Generate OpenAPI components: a schema for each error, a response for each status")]
    Openapi(openapi::Arguments),
    /// Generate the JSON Schema of the catalogue language, for editors
    Schema(schema::Arguments),
    /// Serve the documentation page and a mock API that returns any error of the catalogue, on localhost
    Serve(serve::Arguments),
}

fn main() -> ExitCode {
    let outcome = match Arguments::parse().command {
        Command::Check(arguments) => check::run(&arguments),
        Command::Diff(arguments) => diff::run(&arguments),
        Command::Docs(arguments) => docs::run(&arguments),
        Command::Explain(arguments) => explain::run(&arguments),
        Command::Export(arguments) => export::run(&arguments),
        Command::Import(arguments) => import::run(&arguments),
        Command::Init(arguments) => init::run(&arguments),
        Command::Lock(arguments) => lock::run(&arguments),
        Command::Openapi(arguments) => openapi::run(&arguments),
        Command::Schema(arguments) => schema::run(&arguments),
        Command::Serve(arguments) => serve::run(arguments),
    };
    match outcome {
        Ok(Outcome::Fine) => ExitCode::SUCCESS,
        Ok(Outcome::Findings) => ExitCode::from(1),
        Err(Failure::Mistakes(problem)) => fail(&problem, 1),
        Err(Failure::Usage(problem)) => fail(&problem, 2),
    }
}

fn fail(problem: &str, code: u8) -> ExitCode {
    output::print_error(problem);
    ExitCode::from(code)
}
