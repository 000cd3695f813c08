//! The `errors` command: what a team does with its catalogue outside of a Rust build.
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

/// One YAML catalogue of an API's errors: check it, and make of it what is not Rust.
#[derive(Parser)]
#[command(name = "errors", version, after_help = "Exit codes: 0 fine, 1 findings, 2 wrong usage.")]
struct Arguments {
    #[command(subcommand)]
    command: Command,
}

#[derive(Subcommand)]
enum Command {
    /// Check catalogues: every mistake that the macro refuses, and what is worth a second look
    Check(check::Arguments),
    /// Compare two catalogues: what breaks the clients of the old one, what does not, and why
    Diff(diff::Arguments),
    /// Write the catalogue as a page for the people who call the API
    Docs(docs::Arguments),
    /// Explain a code of a catalogue: what it means, what causes it, what to do
    Explain(explain::Arguments),
    /// Write a client of the errors in another language
    Export(export::Arguments),
    #[command(about = "Write a starter catalogue from what an API has already")]
    Import(import::Arguments),
    /// Write a starter catalogue with comments
    Init(init::Arguments),
    /// Write down what is released, so that a change which breaks it is refused from then on
    Lock(lock::Arguments),
    #[command(about = "Write OpenAPI components: a schema for each error, a response for each status")]
    Openapi(openapi::Arguments),
    /// Write the JSON Schema of the catalogue language, for editors
    Schema(schema::Arguments),
    /// Serve the page and a mock API on this machine: it answers with any error of the catalogue
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
