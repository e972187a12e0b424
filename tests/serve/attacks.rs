//! What means harm stays text, or an error.

use std::io::{Read, Write};
use std::net::{IpAddr, Ipv4Addr};

use dateline::serve::Options;

use super::client::{Answer, Served, ids};
use crate::harness::Archive;

/// Markup as an archive may hold it anywhere.
const SCRIPT: &str = "<script>alert(1)</script>\\\"'><img src=x onerror=alert(2)>";

/// An archive whose every field means harm.
fn archive() -> Archive {
    let archive = Archive::new();
    let record = |n: usize| {
        format!(
            "{{\"title\": \"Quay {n} {SCRIPT}\", \"text\": \"The quay {SCRIPT} of Lisbon {n} was closed on Monday.\", \
             \"authors\": [\"{SCRIPT}\"], \"site\": \"{SCRIPT}\", \"section\": \"{SCRIPT}\", \"tags\": [\"{SCRIPT}\"], \
             \"url\": \"javascript:alert({n})\", \"lang\": \"{SCRIPT}\", \"date\": \"2025-10-1{n}\"}}\n"
        )
    };
    archive.write("<img src=x onerror=alert(3)>.jsonl", (1..4).map(record).collect::<String>());
    archive.run(&["index", "archive"]).exits(0);
    archive
}

/// Asserts that a page holds no markup but ours, and may run none.
#[track_caller]
fn is_harmless(answer: &Answer, what: &str) {
    let page = answer.text().to_lowercase();
    for harm in ["<script>", "<img", " onerror=alert(2)>", "href=\"javascript:", "href=\"data:", "style=\""] {
        // As text it stands escaped: `&lt;img src=x onerror=alert(2)&gt;`.
        assert!(!page.contains(harm), "{what} holds {harm}: {page}");
    }
    let policy = answer.header("content-security-policy").unwrap();
    assert!(policy.starts_with("default-src 'none'") && !policy.contains("unsafe"), "{what}: {policy}");
    assert_eq!(answer.header("x-content-type-options"), Some("nosniff"), "{what}");
    assert_eq!(answer.header("referrer-policy"), Some("same-origin"), "{what}");
    assert_eq!(answer.header("x-dns-prefetch-control"), Some("off"), "{what}");
}

#[test]
fn text_of_the_archive_and_of_addresses_never_becomes_markup() {
    let archive = archive();
    let served = Served::over(&archive.path().join("index"));
    let found = served.get("/?q=quay").is(200);
    assert!(found.text().contains("&lt;script&gt;"), "the text itself is shown");
    let id = ids(&found.text()).remove(0);
    is_harmless(&found, "the search page");
    is_harmless(&served.get(&format!("/article/{id}?q=quay")).is(200), "the article");
    is_harmless(&served.get(&format!("/article/{id}/original")).is(200), "the frame of the original");
    is_harmless(&served.get("/archive").is(200), "the archive");
    let script = "%3Cscript%3Ealert(1)%3C/script%3E%22%27%3E%3Cimg%20src=x%20onerror=alert(2)%3E";
    for path in [
        format!("/?q={script}"),
        format!("/?q=%22{script}"),
        format!("/?q=quay&site={script}"),
        format!("/?q=quay&in={script}"),
        format!("/?q=quay&since={script}"),
        format!("/?{script}=1"),
        format!("/article/{script}"),
        format!("/{script}"),
        format!("/archive?folder={script}"),
        format!("/saved?q={script}"),
        format!("/values/{script}"),
        format!("/map?q=quay&author={script}"),
    ] {
        let answer = served.get(&path);
        assert!((200..500).contains(&answer.status), "{path}: {}", answer.status);
        is_harmless(&answer, &path);
    }
    let page = served.get("/saved?q=quay").is(200).text();
    let key = page.split_once("name=\"key\" value=\"").unwrap().1.split_once('"').unwrap().0;
    let named = served.post("/saved/save", &served.origin(), &format!("key={key}&question=q%3Dquay&name={script}"));
    is_harmless(&named.is(400), "the name of a search");
    let bib = served.get(&format!("/article/{id}/cite/bib")).is(200);
    assert!(bib.header("content-disposition").unwrap().starts_with("attachment"));
}

#[test]
fn a_name_that_was_bound_to_this_machine_is_refused() {
    let archive = archive();
    let served = Served::over(&archive.path().join("index"));
    let port = served.address.port();
    for host in ["evil.example", "evil.example:80", &format!("evil.example:{port}"), "127.0.0.1", ""] {
        for path in ["/?q=quay", "/api/v1/search?q=quay", "/assets/script.js"] {
            let answer = served.get_with(path, &[("Host", host)]);
            assert!(matches!(answer.status, 400 | 403), "{host} {path}: {}", answer.status);
            assert!(!answer.text().contains("Quay"));
        }
    }
    for host in [format!("localhost:{port}"), format!("LOCALHOST:{port}"), format!("127.0.0.1:{port}")] {
        served.get_with("/?q=quay", &[("Host", &host)]).is(200);
    }
}

#[test]
fn another_site_changes_nothing_and_reads_nothing() {
    let archive = archive();
    let served = Served::over(&archive.path().join("index"));
    let page = served.get("/archive").is(200).text();
    let key = page.split_once("name=\"key\" value=\"").unwrap().1.split_once('"').unwrap().0;
    let good = format!("key={key}&folder=/tmp");
    for path in ["/archive/read", "/archive/forget", "/archive/stop", "/saved/save", "/saved/delete"] {
        served.post(path, "https://evil.example", &good).is(403);
        served.post(path, "null", &good).is(403);
        served.post(path, &served.origin(), "folder=/tmp").is(403);
        served.post(path, &served.origin(), "key=0&folder=/tmp").is(403);
        served.get(path).is(405);
    }
    let across = [("Sec-Fetch-Site", "cross-site"), ("Sec-Fetch-Mode", "no-cors")];
    served.get_with("/api/v1/search?q=quay", &across).is(403);
    served.get_with("/?q=quay", &[("Sec-Fetch-Site", "cross-site"), ("Sec-Fetch-Mode", "navigate")]).is(200);
    let answer = served.get("/api/v1/search?q=quay").is(200);
    assert_eq!(answer.header("access-control-allow-origin"), None);
}

#[test]
fn paths_lead_nowhere_but_to_pages() {
    let archive = archive();
    let served = Served::over(&archive.path().join("index"));
    for path in [
        "/../../etc/passwd",
        "/assets/../../Cargo.toml",
        "/assets/..%2F..%2FCargo.toml",
        "/assets/%2e%2e/mod.rs",
        "/article/..%2f..%2fetc%2fpasswd/bytes",
        "/article/0000000000000000/bytes",
        "/archive?folder=/etc",
        "/archive?folder=..%2F..%2F..%2Fetc",
    ] {
        let answer = served.get(path);
        assert!(!answer.text().contains("root:") && !answer.text().contains("[package]"), "{path}");
        assert!(!answer.text().contains("hostname"), "{path}");
    }
}

#[test]
fn who_does_not_know_the_token_learns_nothing() {
    let archive = archive();
    let token = "an open sesame & more";
    let options = Options::new(archive.path().join("index")).token(Some(token.to_owned()));
    let served = Served::with(&options);
    for path in ["/", "/?q=quay", "/archive", "/api/v1/search?q=quay", "/assets/style.css", "/?token=an+open+sesame"] {
        let answer = served.get(path).is(401);
        assert!(!answer.text().contains("Quay"), "{path}");
    }
    served.get_with("/api/v1/search?q=quay", &[("Authorization", "Bearer wrong wrong wrong")]).is(401);
    let bearer = format!("Bearer {token}");
    served.get_with("/api/v1/search?q=quay", &[("Authorization", &bearer)]).is(200);
    let first = served.get("/?token=an+open+sesame+%26+more").is(303);
    assert_eq!(first.header("location"), Some("/"), "the token does not stay in the address");
    let cookie = first.header("set-cookie").unwrap();
    assert!(cookie.contains("HttpOnly") && cookie.contains("SameSite=Strict"), "{cookie}");
    let cookie = cookie.split(';').next().unwrap();
    served.get_with("/?q=quay", &[("Cookie", cookie)]).is(200);
    let everywhere = Options::new("index").address(IpAddr::V4(Ipv4Addr::UNSPECIFIED));
    let refused = dateline::serve::Server::bind(&everywhere).err().unwrap().to_string();
    assert!(refused.contains("--token"), "{refused}");
}

#[test]
fn what_is_too_long_is_refused() {
    let archive = archive();
    let served = Served::over(&archive.path().join("index"));
    let answer = served.get(&format!("/?q={}", "a".repeat(1 << 20)));
    assert!(matches!(answer.status, 0 | 414 | 431), "{}", answer.status);
    served.get(&format!("/?q={}", "a+".repeat(10_000))).is(414);
    let nested = format!("/?q={}a{}", "(".repeat(5_000), ")".repeat(5_000));
    assert!(matches!(served.get(&nested).status, 200 | 400));
    let body = format!("key=1&folder={}", "a".repeat(1 << 20));
    let posted = served.send("POST", "/api/v1/search", &[], &format!("{{\"text\": \"{}\"}}", "a ".repeat(1 << 19)));
    assert!(matches!(posted.status, 0 | 414), "{}", posted.status);
    let posted = served.post("/archive/read", &served.origin(), &body);
    assert!(matches!(posted.status, 0 | 403 | 414), "{}", posted.status);
    for request in
        ["GET\r\n\r\n", "\0\0\0\0\r\n\r\n", "GET / HTTP/9.9\r\n\r\n", "POST / HTTP/1.1\r\nContent-Length: -1\r\n\r\n"]
    {
        let answer = served.raw(request.as_bytes());
        assert!(answer.status >= 400 || answer.status == 0, "{request:?}: {}", answer.status);
    }
    served.get("/?q=quay").is(200);
}

#[test]
fn who_sends_nothing_is_left_and_the_others_are_answered() {
    let archive = archive();
    let served = Served::over(&archive.path().join("index"));
    let mut slow: Vec<_> = (0..50).map(|_| served.connect()).collect();
    for stream in &mut slow {
        stream.write_all(b"GET / HTTP/1.1\r\nHost: ").unwrap();
    }
    served.get("/?q=quay").is(200);
    let mut rest = Vec::new();
    // Ends when the server closes; a server that waits for ever lets the client's own patience end, which is an error.
    let closed = slow[0].read_to_end(&mut rest);
    assert!(closed.is_ok() || closed.is_err_and(|error| error.kind() == std::io::ErrorKind::ConnectionReset));
    served.get("/?q=quay").is(200);
}
