//! `errors serve`: serves the page of a catalogue, and a mock API that returns any of its errors.
//!
//! ```text
//! request ──sample──▶ Sample ──respond──▶ status, headers, body
//! ```

mod http;
mod listing;
mod sample;
mod socket;

use std::collections::HashMap;
use std::net::{Ipv4Addr, SocketAddr};
use std::path::PathBuf;
use std::sync::atomic::{AtomicU64, Ordering};
use std::sync::{Arc, Mutex, PoisonError};

use errors_catalogue::model::Catalogue;
use tokio::net::TcpListener;

use crate::outcome::{Failure, Outcome};
use crate::output::{json, load, print};

#[derive(clap::Args)]
#[command(after_help = "\
Requests (any method, unless one is given):
    GET /                       the documentation page
    GET /openapi.json           the errors as OpenAPI components
    GET /errors                 the codes as JSON, with their details and example values
    /errors/CODE                this error; /errors/CODE?limit=5 sets a detail or a context value
    /errors/CODE/times/N        this error N times, then a 200, and so on
    ws: /socket/errors/CODE     accepts, then sends the frame of this error
    ws: /socket/close/1008      accepts, then closes with this code; 1006 drops the connection

Write the values of text details as they are, all others as JSON; null omits an optional detail or a context value. An
invalid request gets a plain text with the reason, and status 400, 404 or 405. The server accepts connections from this
machine only, and requests from web pages of any origin.")]
pub(crate) struct Arguments {
    /// The catalogue
    #[arg(default_value = "errors.yaml")]
    file: PathBuf,
    /// The port on 127.0.0.1; 0 picks any free port
    #[arg(long, default_value_t = 8080)]
    port: u16,
}

/// State shared by all requests.
struct Mock {
    catalogue: Catalogue,
    page: String,
    openapi: String,
    listing: String,
    /// The number of errors that `/times/` sent for each code since the last 200.
    sent: Mutex<HashMap<String, u32>>,
    requests: AtomicU64,
}

pub(crate) fn run(arguments: Arguments) -> Result<Outcome, Failure> {
    let Arguments { file, port } = arguments;
    let catalogue = load(&file)?.catalogue;
    let runtime = tokio::runtime::Builder::new_current_thread()
        .enable_all()
        .build()
        .map_err(|error| format!("cannot start a server: {error}"))?;
    runtime.block_on(serve(Mock::new(catalogue), port)).map(|()| Outcome::Fine)
}

async fn serve(mock: Mock, port: u16) -> Result<(), Failure> {
    let address = SocketAddr::from((Ipv4Addr::LOCALHOST, port));
    let refused = |error| Failure::Usage(format!("cannot listen on {address}: {error}"));
    let listener = TcpListener::bind(address).await.map_err(refused)?;
    let bound = listener.local_addr().map_err(refused)?;
    print(&format!("serving `{}` at http://{bound}/ until Ctrl-C\n", mock.catalogue.about.name))?;
    let server = axum::serve(listener, http::router(Arc::new(mock)));
    tokio::select! {
        served = server => served.map_err(|error| Failure::Usage(format!("cannot serve: {error}"))),
        pressed = tokio::signal::ctrl_c() => pressed.map_err(|error| Failure::Usage(format!("cannot wait for Ctrl-C: {error}"))),
    }
}

impl Mock {
    fn new(catalogue: Catalogue) -> Self {
        Self {
            page: crate::docs::html_page(&catalogue),
            openapi: json(&crate::openapi::document(&catalogue)),
            listing: json(&listing::catalogue(&catalogue)),
            catalogue,
            sent: Mutex::default(),
            requests: AtomicU64::new(0),
        }
    }

    /// Returns the number of this request, counted from 1.
    fn next_request(&self) -> u64 {
        self.requests.fetch_add(1, Ordering::Relaxed) + 1
    }

    /// Returns true if one of the first `times` errors is still to be sent; a 200 follows, then the count restarts.
    fn is_to_fail(&self, code: &str, times: u32) -> bool {
        let mut sent = self.sent.lock().unwrap_or_else(PoisonError::into_inner);
        let sent = sent.entry(code.to_owned()).or_default();
        let fails = *sent < times;
        *sent = if fails { *sent + 1 } else { 0 };
        fails
    }
}
