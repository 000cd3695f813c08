//! From an error to a response: the parts of every framework's response, and the impls for the types of a user's crate.
//!
//! Generated and derived types live in crates that know nothing of this crate's features, and the orphan rule has their
//! impls live beside them. So the macros write one call, `__impl_responses!`, which this crate fills with what its own
//! features ask for.

#[cfg(any(feature = "http", feature = "actix-web"))]
pub(crate) use parts::Parts;

#[cfg(any(feature = "http", feature = "actix-web"))]
mod parts {
    use alloc::borrow::Cow;
    use alloc::string::String;
    use alloc::vec::Vec;

    use crate::server::Envelope;

    /// The parts of a response, whatever the framework.
    pub(crate) struct Parts {
        pub(crate) status: u16,
        pub(crate) content_type: &'static str,
        pub(crate) headers: Vec<(&'static str, String)>,
        pub(crate) body: Cow<'static, str>,
    }

    impl Parts {
        pub(crate) fn new(envelope: &Envelope<'_>) -> Self {
            let entry = envelope.entry();
            Self {
                // An entry of a socket has no status, and should not be answered with; the mistake is the server's.
                status: if entry.info().status() == 0 { 500 } else { entry.info().status() },
                content_type: entry.catalogue().content_type(),
                headers: envelope.headers(),
                body: envelope.to_body(),
            }
        }
    }
}

/// Writes the responses of a type that is an [`ApiError`](crate::ApiError): `[impl generics] [type] [where predicates]`.
#[doc(hidden)]
#[macro_export]
macro_rules! __impl_responses {
    ($($input:tt)*) => {
        $crate::__impl_http! { $($input)* }
        $crate::__impl_axum! { $($input)* }
        $crate::__impl_actix! { $($input)* }
    };
}

#[cfg(feature = "http")]
#[doc(hidden)]
#[macro_export]
macro_rules! __impl_http {
    ([$($generics:tt)*] [$type:ty] [$($predicates:tt)*]) => {
        #[automatically_derived]
        #[allow(deprecated, unused_qualifications, clippy::all, clippy::pedantic, clippy::nursery)]
        impl $($generics)* ::core::convert::From<$type> for $crate::__private::http::Response<$crate::__private::Bytes>
        where $($predicates)*
        {
            fn from(error: $type) -> Self { $crate::__private::http_response(&error) }
        }
    };
}

#[cfg(not(feature = "http"))]
#[doc(hidden)]
#[macro_export]
macro_rules! __impl_http {
    ($($input:tt)*) => {};
}

#[cfg(feature = "axum")]
#[doc(hidden)]
#[macro_export]
macro_rules! __impl_axum {
    ([$($generics:tt)*] [$type:ty] [$($predicates:tt)*]) => {
        #[automatically_derived]
        #[allow(deprecated, unused_qualifications, clippy::all, clippy::pedantic, clippy::nursery)]
        impl $($generics)* $crate::__private::axum_core::response::IntoResponse for $type where $($predicates)* {
            fn into_response(self) -> $crate::__private::axum_core::response::Response {
                $crate::__private::axum_response(&self)
            }
        }
    };
}

#[cfg(not(feature = "axum"))]
#[doc(hidden)]
#[macro_export]
macro_rules! __impl_axum {
    ($($input:tt)*) => {};
}

#[cfg(feature = "actix-web")]
#[doc(hidden)]
#[macro_export]
macro_rules! __impl_actix {
    ([$($generics:tt)*] [$type:ty] [$($predicates:tt)*]) => {
        #[automatically_derived]
        #[allow(deprecated, unused_qualifications, clippy::all, clippy::pedantic, clippy::nursery)]
        impl $($generics)* $crate::__private::actix_web::ResponseError for $type where $($predicates)* {
            fn status_code(&self) -> $crate::__private::actix_web::http::StatusCode {
                $crate::__private::actix_status(self)
            }
            fn error_response(&self) -> $crate::__private::actix_web::HttpResponse {
                $crate::__private::actix_response(self)
            }
        }
    };
}

#[cfg(not(feature = "actix-web"))]
#[doc(hidden)]
#[macro_export]
macro_rules! __impl_actix {
    ($($input:tt)*) => {};
}
