//! A server for one test: it hears every request, and says what the test wants.

use std::io::{BufRead, BufReader, Read, Write};
use std::net::{TcpListener, TcpStream};
use std::sync::atomic::{AtomicUsize, Ordering};
use std::sync::{Arc, Mutex};
use std::thread;
use std::time::Duration;

use flate2::read::GzDecoder;
use serde_json::{Value, json};

use crate::cluster::client::{Access, Connection, Patience};

/// A request as the server got it, unpacked.
#[derive(Clone, Debug)]
pub(in crate::cluster) struct Heard {
    pub(in crate::cluster) line: String,
    pub(in crate::cluster) headers: String,
    pub(in crate::cluster) body: String,
}

/// What the server does.
pub(in crate::cluster) enum Say {
    Status(u16, Value),
    /// With one further header.
    With(u16, &'static str, Value),
    /// Closes the connection without an answer.
    Cut,
    /// Closes it in the middle of the answer.
    Half,
}

/// A server on the loopback interface.
pub(in crate::cluster) struct Server {
    pub(in crate::cluster) address: String,
    pub(in crate::cluster) heard: Arc<Mutex<Vec<Heard>>>,
}

impl Server {
    /// A server that answers the request with the number `n`, from 0, with `say(n, request)`.
    pub(in crate::cluster) fn new(say: impl Fn(usize, &Heard) -> Say + Send + Sync + 'static) -> Server {
        let listener = TcpListener::bind("127.0.0.1:0").unwrap();
        let address = format!("http://{}", listener.local_addr().unwrap());
        let heard = Arc::new(Mutex::new(Vec::new()));
        let (say, count, kept) = (Arc::new(say), Arc::new(AtomicUsize::new(0)), Arc::clone(&heard));
        thread::spawn(move || {
            for stream in listener.incoming().map_while(Result::ok) {
                let (say, count, kept) = (Arc::clone(&say), Arc::clone(&count), Arc::clone(&kept));
                thread::spawn(move || {
                    while let Some(request) = read(&stream) {
                        kept.lock().unwrap().push(request.clone());
                        if !answer(&stream, say(count.fetch_add(1, Ordering::SeqCst), &request)) {
                            break;
                        }
                    }
                });
            }
        });
        Server { address, heard }
    }

    /// A connection to it that gives up soon.
    pub(in crate::cluster) fn connection(&self) -> Connection {
        Connection::open(&access(&self.address)).unwrap()
    }

    pub(in crate::cluster) fn bodies(&self) -> Vec<String> {
        self.heard.lock().unwrap().iter().map(|heard| heard.body.clone()).collect()
    }
}

/// Access without much patience.
pub(in crate::cluster) fn access(addresses: &str) -> Access {
    let mut access = Access::to(addresses).unwrap();
    access.patience = Patience { total: Duration::from_secs(2), single: Duration::from_secs(20) };
    access
}

/// An answer to a search with so many shards.
pub(in crate::cluster) fn shards(total: u64, successful: u64) -> Value {
    json!({ "timed_out": false, "_shards": { "total": total, "successful": successful, "failed": 0 }, "hits": {} })
}

fn read(stream: &TcpStream) -> Option<Heard> {
    let mut reader = BufReader::new(stream);
    let mut line = String::new();
    reader.read_line(&mut line).ok().filter(|count| *count > 0)?;
    let mut headers = String::new();
    while !headers.ends_with("\r\n\r\n") && headers != "\r\n" {
        reader.read_line(&mut headers).ok().filter(|count| *count > 0)?;
    }
    let headers = headers.to_lowercase();
    let length = headers.lines().find_map(|line| line.strip_prefix("content-length: ")?.trim().parse().ok());
    let mut bytes = vec![0; length.unwrap_or(0)];
    reader.read_exact(&mut bytes).ok()?;
    let body = if headers.contains("content-encoding: gzip") {
        let mut text = String::new();
        GzDecoder::new(&bytes[..]).read_to_string(&mut text).unwrap();
        text
    } else {
        String::from_utf8(bytes).unwrap()
    };
    Some(Heard { line: line.trim().to_owned(), headers, body })
}

/// Whether the connection goes on.
fn answer(mut stream: &TcpStream, say: Say) -> bool {
    let (status, header, body) = match say {
        Say::Status(status, body) => (status, "x-none: 0", body),
        Say::With(status, header, body) => (status, header, body),
        Say::Cut => return false,
        Say::Half => {
            drop(stream.write_all(b"HTTP/1.1 200 OK\r\ncontent-length: 1000\r\n\r\n{\"took\":"));
            return false;
        }
    };
    let body = if body.is_null() { String::new() } else { body.to_string() };
    // In one piece: the second of two waits for the first to be acknowledged, which takes 40 ms.
    let answer = format!("HTTP/1.1 {status} Some\r\n{header}\r\ncontent-length: {}\r\n\r\n{body}", body.len());
    stream.write_all(answer.as_bytes()).is_ok()
}
