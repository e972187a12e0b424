//! Very many at once: whoever comes later is answered all the same.

use std::io::Write;
use std::net::TcpStream;
use std::time::{Duration, Instant};

use super::client::Served;
use crate::harness::Archive;

/// Connections that are opened.
const MANY: usize = 10_000;

/// Lets this process have more files open, and says how many: both ends of each connection are files of it.
fn most_files() -> usize {
    use nix::sys::resource::{Resource, getrlimit, setrlimit};
    let (_, hard) = getrlimit(Resource::RLIMIT_NOFILE).unwrap();
    // Where it may not be raised, fewer are held open at a time.
    let _ = setrlimit(Resource::RLIMIT_NOFILE, hard.min(2 * MANY as u64 + 1_000), hard);
    getrlimit(Resource::RLIMIT_NOFILE).unwrap().0 as usize
}

#[test]
fn ten_thousand_connections_leave_room_for_a_reader() {
    let archive = Archive::new();
    archive.write("quay.txt", "Quay closed\n\nThe quay of Lisbon was closed on Monday after a storm.");
    archive.run(&["index", "archive"]).exits(0);
    let served = Served::over(&archive.path().join("index"));
    let held = most_files().saturating_sub(1_000) / 2;
    let mut open: Vec<TcpStream> = Vec::new();
    for number in 0..MANY {
        let Ok(mut stream) = TcpStream::connect_timeout(&served.address, Duration::from_secs(10)) else { continue };
        // Each begins a request that never ends; a server that is full may have closed it already.
        let _ = stream.write_all(b"GET /?q=quay HTTP/1.1\r\nHost: ");
        if open.len() < held {
            open.push(stream);
        } else {
            open[number % held] = stream;
        }
    }
    // Who was let in and sends nothing is left after ten seconds; from then on there is room, though all others are open still.
    let began = Instant::now();
    while served.get("/?q=quay").status != 200 {
        assert!(began.elapsed() < Duration::from_secs(120), "nobody else is answered");
        std::thread::sleep(Duration::from_millis(100));
    }
    drop(open);
    served.get("/api/v1/search?q=quay").is(200);
}
