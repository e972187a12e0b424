//! A connection to the nodes of a cluster.

use std::fmt;
use std::io::Write;
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, AtomicU64, AtomicUsize, Ordering};
use std::thread;
use std::time::Duration;

use flate2::Compression;
use flate2::write::GzEncoder;
use serde::Deserialize;
use serde_json::Value;
use ureq::Agent;
use ureq::config::AutoHeaderValue;
use ureq::http::{Method, Request, Response};
use ureq::tls::{RootCerts, TlsConfig};
use url::Url;

use super::access::{Access, is_loopback, place};
use super::answer::{self, Again, Answer, Fault, Reply};
use super::patience::Tries;
use crate::{ClusterTrouble, Error, Result};

/// How long a node has to take a connection.
const CONNECT: Duration = Duration::from_secs(10);
/// The longest answer that is read, unpacked. The answers that are asked for are a hundredth of it.
const LONGEST_ANSWER: u64 = 512 << 20;
/// Bodies shorter than this are sent as they are.
const WORTH_PACKING: usize = 1 << 10;

/// A connection to a cluster. It is cheap to clone, and clones go on with the same node.
///
/// A request goes to one node; when that is gone, to the next. It may so be sent twice, hence all requests here are such
/// that the second does no harm.
#[derive(Clone)]
pub struct Connection {
    shared: Arc<Shared>,
}

struct Shared {
    agent: Agent,
    access: Access,
    authorization: Option<String>,
    /// The node that is asked.
    current: AtomicUsize,
    /// Whether any node has ever answered.
    has_answered: AtomicBool,
    /// How many requests were sent.
    requests: AtomicU64,
}

/// What a cluster says of itself.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Version {
    /// The number of the version: `3.9.0`.
    pub number: String,
    /// What the cluster calls itself, for as long as it lives.
    pub cluster: String,
}

/// What the body of a request is.
#[derive(Clone, Copy)]
pub(super) enum Body<'a> {
    None,
    Json(&'a [u8]),
    /// A JSON value a line.
    Lines(&'a [u8]),
}

/// The answer to several searches.
#[derive(Deserialize)]
struct Answers<A> {
    responses: Vec<A>,
}

impl Connection {
    /// A connection to a cluster. Nothing is asked yet.
    ///
    /// # Errors
    ///
    /// When an address is unencrypted that must not be, or the file of authorities cannot be read.
    pub fn open(access: &Access) -> Result<Connection> {
        access.check()?;
        let roots = match access.certificates()? {
            Some(certificates) => RootCerts::new_with_certs(&certificates),
            None => RootCerts::WebPki,
        };
        // On one machine it takes longer to pack an answer than to hand it over.
        let packed =
            if access.nodes.iter().all(is_loopback) { AutoHeaderValue::None } else { AutoHeaderValue::Default };
        let config = Agent::config_builder()
            .accept_encoding(packed)
            .http_status_as_error(false)
            // A redirect would take the secret and the articles to another machine.
            .max_redirects(0)
            .max_redirects_will_error(false)
            .proxy(None)
            .timeout_connect(Some(CONNECT))
            .timeout_global(Some(access.patience.single))
            .user_agent(concat!("dateline/", env!("CARGO_PKG_VERSION")))
            .tls_config(TlsConfig::builder().root_certs(roots).build())
            .build();
        let authorization = access.credentials.as_ref().map(super::access::Credentials::header);
        let shared = Shared {
            agent: config.into(),
            access: access.clone(),
            authorization,
            current: AtomicUsize::new(0),
            has_answered: AtomicBool::new(false),
            requests: AtomicU64::new(0),
        };
        Ok(Connection { shared: Arc::new(shared) })
    }

    /// What the cluster is.
    ///
    /// # Errors
    ///
    /// [`ClusterTrouble::Unintelligible`] when it is no OpenSearch; else as [`Connection::get`].
    pub fn version(&self) -> Result<Version> {
        let told = self.get("/")?;
        let is_opensearch = told["version"]["distribution"] == "opensearch";
        match told["version"]["number"].as_str().filter(|_| is_opensearch) {
            Some(number) => {
                let cluster = told["cluster_uuid"].as_str().unwrap_or_default();
                Ok(Version { number: number.to_owned(), cluster: cluster.to_owned() })
            }
            None => Err(self.error(ClusterTrouble::Unintelligible(
                "the server does not say that it is OpenSearch; other engines are not supported".to_owned(),
            ))),
        }
    }

    /// Asks for what is at `path`, which begins with a slash.
    ///
    /// # Errors
    ///
    /// [`crate::ErrorKind::Cluster`], after the patience of [`Access`] where it may pass.
    pub fn get(&self, path: &str) -> Result<Value> {
        self.json(&Method::GET, path, Body::None)
    }

    /// Sends `body` to `path`.
    ///
    /// # Errors
    ///
    /// As [`Connection::get`].
    pub fn post(&self, path: &str, body: &Value) -> Result<Value> {
        self.json(&Method::POST, path, Body::Json(body.to_string().as_bytes()))
    }

    /// Puts `body` at `path`.
    ///
    /// # Errors
    ///
    /// As [`Connection::get`].
    pub fn put(&self, path: &str, body: &Value) -> Result<Value> {
        self.json(&Method::PUT, path, Body::Json(body.to_string().as_bytes()))
    }

    /// Removes what is at `path`.
    ///
    /// # Errors
    ///
    /// As [`Connection::get`].
    pub fn delete(&self, path: &str) -> Result<Value> {
        self.json(&Method::DELETE, path, Body::None)
    }

    /// Removes at `path` what `body` names.
    ///
    /// # Errors
    ///
    /// As [`Connection::get`].
    pub fn delete_with(&self, path: &str, body: &Value) -> Result<Value> {
        self.json(&Method::DELETE, path, Body::Json(body.to_string().as_bytes()))
    }

    /// Searches: sends `body` to `path` and gives an answer of all shards.
    ///
    /// # Errors
    ///
    /// [`ClusterTrouble::Incomplete`] and [`ClusterTrouble::TimedOut`] where it is not whole; else as [`Connection::get`].
    pub fn search(&self, path: &str, body: &Value) -> Result<Value> {
        self.answer(path, body)
    }

    /// Searches `index` for several bodies with one request; gives their answers in order, each of all shards.
    ///
    /// # Errors
    ///
    /// As [`Connection::search`], of the first answer that is not whole.
    pub fn searches(&self, index: &str, bodies: &[Value]) -> Result<Vec<Value>> {
        self.answers(&format!("/{}/_msearch", escaped(index)), bodies)
    }

    /// An answer of all shards to a search at `path`.
    ///
    /// # Errors
    ///
    /// As [`Connection::search`].
    pub(in crate::cluster) fn answer<A: Answer>(&self, path: &str, body: &Value) -> Result<A> {
        let join = if path.contains('?') { '&' } else { '?' };
        let path = format!("{path}{join}allow_partial_search_results=false");
        let body = body.to_string();
        self.patiently(|node| {
            let reply = self.reply(node, &Method::POST, &path, Body::Json(body.as_bytes()))?;
            answer::whole(answer::value(&reply)?)
        })
    }

    /// The answers to several searches at `path`, in order, each of all shards.
    ///
    /// # Errors
    ///
    /// As [`Connection::searches`].
    pub(in crate::cluster) fn answers<A: Answer>(&self, path: &str, bodies: &[Value]) -> Result<Vec<A>> {
        let mut lines = Vec::new();
        for body in bodies {
            lines.extend_from_slice(b"{\"allow_partial_search_results\":false}\n");
            lines.extend_from_slice(body.to_string().as_bytes());
            lines.push(b'\n');
        }
        self.patiently(|node| {
            let reply = self.reply(node, &Method::POST, path, Body::Lines(&lines))?;
            let Answers { responses } = answer::value(&reply)?;
            if responses.len() != bodies.len() {
                return Err(unintelligible("the answers are not as many as the searches").into());
            }
            responses.into_iter().map(answer::whole).collect()
        })
    }

    /// How many requests were sent, those among them that were sent again.
    pub fn requests(&self) -> u64 {
        self.shared.requests.load(Ordering::Relaxed)
    }

    /// The address of the node that is asked now.
    pub(crate) fn address(&self) -> String {
        place(self.node(self.shared.current.load(Ordering::Relaxed)))
    }

    /// An error at the node that is asked now.
    pub(crate) fn error(&self, trouble: ClusterTrouble) -> Error {
        Error::cluster(self.address(), trouble)
    }

    /// The error of a request that was tried for so long.
    pub(super) fn given_up(&self, fault: Fault, seconds: u64) -> Error {
        self.error(given_up(fault.trouble, seconds))
    }

    fn json(&self, method: &Method, path: &str, body: Body<'_>) -> Result<Value> {
        self.patiently(|node| answer::value(&self.reply(node, method, path, body)?))
    }

    fn node(&self, number: usize) -> &Url {
        &self.shared.access.nodes[number % self.shared.access.nodes.len()]
    }

    /// The tries of a request to this cluster.
    pub(super) fn tries(&self) -> Tries {
        Tries::new(self.shared.access.patience)
    }

    /// Asks until there is an answer, or patience is at its end.
    pub(super) fn patiently<T>(&self, ask: impl Fn(&Url) -> Result<T, Fault>) -> Result<T> {
        let mut tries = self.tries();
        let mut not_tried = self.shared.access.nodes.len() - 1;
        loop {
            let number = self.shared.current.load(Ordering::Relaxed);
            let node = self.node(number);
            let fault = match ask(node) {
                Ok(answer) => return Ok(answer),
                Err(fault) => self.unless_starting(node, fault),
            };
            let is_gone = matches!(fault.trouble, ClusterTrouble::Unreachable(_));
            if is_gone {
                // Whoever else saw it go has chosen the next node already.
                let _ = self.shared.current.compare_exchange(
                    number,
                    number.wrapping_add(1),
                    Ordering::Relaxed,
                    Ordering::Relaxed,
                );
                if not_tried > 0 {
                    not_tried -= 1;
                    continue;
                }
            }
            let wait = match fault.again {
                Again::Later(asked) => tries.wait(asked),
                Again::IfKnown if self.shared.has_answered.load(Ordering::Relaxed) => tries.wait(None),
                Again::IfKnown | Again::Never => None,
            };
            match wait {
                Some(wait) => thread::sleep(wait),
                None => return Err(Error::cluster(place(node), given_up(fault.trouble, tries.seconds()))),
            }
        }
    }

    /// The fault of an archive that is not there; or that the node is not ready: one that has just started knows of no archive until
    /// the cluster's state is there.
    fn unless_starting(&self, node: &Url, fault: Fault) -> Fault {
        if !matches!(fault.trouble, ClusterTrouble::NoArchive(_)) {
            return fault;
        }
        let told = self.reply(node, &Method::GET, "/_cluster/state/blocks", Body::None);
        let blocks = told.and_then(|reply| answer::value::<Value>(&reply)).map(|told| told["blocks"]["global"].clone());
        let is_starting = match blocks {
            Ok(Value::Object(blocks)) => !blocks.is_empty(),
            Err(other) => matches!(other.trouble, ClusterTrouble::Busy { .. } | ClusterTrouble::Unreachable(_)),
            Ok(_) => false,
        };
        if !is_starting {
            return fault;
        }
        let reason = "the node has just started, and does not know yet what the cluster holds".to_owned();
        Fault { trouble: ClusterTrouble::Busy { seconds: 0, reason }, again: Again::Later(None) }
    }

    /// One request to one node.
    pub(super) fn reply(&self, node: &Url, method: &Method, path: &str, body: Body<'_>) -> Result<Reply, Fault> {
        self.shared.requests.fetch_add(1, Ordering::Relaxed);
        let address = format!("{}{path}", node.as_str().trim_end_matches('/'));
        let mut request = Request::builder().method(method.clone()).uri(address);
        if let Some(value) = &self.shared.authorization {
            request = request.header("authorization", value);
        }
        let (bytes, kind) = match body {
            Body::None => (None, ""),
            Body::Json(bytes) => (Some(bytes), "application/json"),
            Body::Lines(bytes) => (Some(bytes), "application/x-ndjson"),
        };
        let Some(bytes) = bytes else {
            let request = request.body(()).map_err(unfit_request)?;
            return self.read(self.shared.agent.run(request), 0);
        };
        request = request.header("content-type", kind);
        let packed = if bytes.len() >= WORTH_PACKING { Some(pack(bytes)) } else { None };
        if packed.is_some() {
            request = request.header("content-encoding", "gzip");
        }
        let bytes = packed.as_deref().unwrap_or(bytes);
        let request = request.body(bytes).map_err(unfit_request)?;
        self.read(self.shared.agent.run(request), bytes.len())
    }

    /// Reads an answer to its end.
    fn read(&self, response: Result<Response<ureq::Body>, ureq::Error>, sent: usize) -> Result<Reply, Fault> {
        let mut response = response.map_err(of_transport)?;
        self.shared.has_answered.store(true, Ordering::Relaxed);
        let status = response.status().as_u16();
        let retry_after = response.headers().get("retry-after").and_then(|value| value.to_str().ok()?.parse().ok());
        let body = response.body_mut().with_config().limit(LONGEST_ANSWER).read_to_vec().map_err(of_transport)?;
        Ok(Reply { status, body, retry_after: retry_after.map(Duration::from_secs), sent })
    }
}

impl fmt::Debug for Connection {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let nodes: Vec<&str> = self.shared.access.nodes.iter().map(Url::as_str).collect();
        f.debug_struct("Connection").field("nodes", &nodes).finish_non_exhaustive()
    }
}

/// A name as it stands in a path: only letters, digits, `-`, `_` and `.` as they are.
pub fn escaped(name: &str) -> String {
    let mut out = String::with_capacity(name.len());
    for byte in name.bytes() {
        match byte {
            b'A'..=b'Z' | b'a'..=b'z' | b'0'..=b'9' | b'-' | b'_' | b'.' => out.push(char::from(byte)),
            _ => {
                out.push('%');
                out.push_str(&format!("{byte:02X}"));
            }
        }
    }
    out
}

/// The body as gzip, at the fastest level: 1.7 times as many articles a second came in so as without.
fn pack(bytes: &[u8]) -> Vec<u8> {
    let mut packed = GzEncoder::new(Vec::with_capacity(bytes.len() / 3), Compression::fast());
    packed.write_all(bytes).expect("a vector takes all bytes");
    packed.finish().expect("a vector takes all bytes")
}

pub(super) fn unintelligible(what: &str) -> ClusterTrouble {
    ClusterTrouble::Unintelligible(what.to_owned())
}

/// Trouble after the last try: being busy says for how long.
fn given_up(trouble: ClusterTrouble, seconds: u64) -> ClusterTrouble {
    match trouble {
        ClusterTrouble::Busy { reason, .. } => ClusterTrouble::Busy { seconds, reason },
        other => other,
    }
}

fn unfit_request(cause: ureq::http::Error) -> Fault {
    // Never the header itself: it may hold the secret.
    ClusterTrouble::Unfit(format!("the request cannot be made: {cause}")).into()
}

/// What went wrong on the way.
fn of_transport(cause: ureq::Error) -> Fault {
    let text = cause.to_string().trim_start_matches("io: ").to_owned();
    match cause {
        ureq::Error::Tls(_) | ureq::Error::Pem(_) | ureq::Error::Rustls(_) => ClusterTrouble::Untrusted(text).into(),
        // The handshake fails while it is written or read, and comes as such an error.
        ureq::Error::Io(inner) if inner.kind() == std::io::ErrorKind::InvalidData => {
            ClusterTrouble::Untrusted(text).into()
        }
        ureq::Error::BodyExceedsLimit(_) => unintelligible("it is longer than any answer should be").into(),
        ureq::Error::BadUri(_) | ureq::Error::Http(_) => ClusterTrouble::Unfit(text).into(),
        ureq::Error::Io(inner) if inner.kind() == std::io::ErrorKind::ConnectionRefused => nobody_there(&text),
        ureq::Error::HostNotFound | ureq::Error::ConnectionFailed | ureq::Error::Timeout(ureq::Timeout::Connect) => {
            nobody_there(&text)
        }
        _ => Fault { trouble: unreachable(&text), again: Again::Later(None) },
    }
}

fn nobody_there(text: &str) -> Fault {
    Fault { trouble: unreachable(text), again: Again::IfKnown }
}

fn unreachable(text: &str) -> ClusterTrouble {
    ClusterTrouble::Unreachable(text.to_owned())
}
