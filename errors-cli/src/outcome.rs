//! The outcome of a command: success, findings, or a failure.

/// The outcome of a command that did its work.
pub(crate) enum Outcome {
    /// Nothing to report.
    Fine,
    /// Findings were printed.
    Findings,
}

/// The reason for which a command cannot do its work.
#[derive(Debug)]
pub(crate) enum Failure {
    /// The catalogue has errors, which have been printed: exit code 1.
    Mistakes(String),
    /// Any other failure, such as wrong usage: exit code 2.
    Usage(String),
}

impl From<String> for Failure {
    fn from(problem: String) -> Self {
        Self::Usage(problem)
    }
}
