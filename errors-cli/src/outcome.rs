//! How a command ends: fine, with findings, or without having done its work.

/// How a command ended when nothing went wrong in itself.
pub(crate) enum Outcome {
    /// Nothing to report.
    Fine,
    /// Something was found and printed.
    Findings,
}

/// Why a command cannot do its work.
#[derive(Debug)]
pub(crate) enum Failure {
    /// The catalogue has mistakes, which have been printed: findings, and exit code 1.
    Mistakes(String),
    /// Anything else: wrong usage, and exit code 2.
    Usage(String),
}

impl From<String> for Failure {
    fn from(problem: String) -> Self {
        Self::Usage(problem)
    }
}
