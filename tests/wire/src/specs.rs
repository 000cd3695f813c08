//! The catalogues in `specs/`, as code and as text.

use errors_runtime::Catalogue;

/// A catalogue of `specs/`.
#[derive(Clone, Copy, Debug)]
pub struct Spec {
    /// As the macro generates it.
    pub catalogue: &'static Catalogue,
    /// As it is written; examples of details are only here.
    pub yaml: &'static str,
}

/// A module for each catalogue, and the list of them.
macro_rules! specs {
    ($($module:ident: $path:literal;)+) => {
        $(
            #[doc = concat!("`", $path, "`")]
            pub mod $module {
                errors_runtime::include_error_spec!($path);
            }
        )+

        /// Every catalogue of `specs/`.
        pub static SPECS: &[Spec] = &[
            $(Spec { catalogue: $module::CATALOGUE, yaml: include_str!(concat!("../", $path)) },)+
        ];
    };
}

specs! {
    molroo: "../../specs/molroo.yaml";
    molroo_socket: "../../specs/molroo-socket.yaml";
    persona_sdk: "../../specs/persona-sdk.yaml";
    message_analysis: "../../specs/message-analysis.yaml";
    unleeshed: "../../specs/unleeshed.yaml";
    role_sessions: "../../specs/role-sessions.yaml";
    problem: "../../specs/problem.yaml";
}
