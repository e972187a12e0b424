//! The original page: it may show itself, and nothing else.

use std::collections::BTreeSet;
use std::io::{Read, Write};
use std::net::{TcpListener, TcpStream};
use std::sync::{Arc, Mutex};
use std::time::Duration;

use dateline_browser_tests::{Reader, Served};

/// A server that takes note of what is asked for.
struct Listening {
    address: String,
    asked: Arc<Mutex<BTreeSet<String>>>,
}

impl Listening {
    fn new() -> Listening {
        let listener = TcpListener::bind("127.0.0.1:0").expect("a port");
        let address = format!("http://{}", listener.local_addr().expect("an address"));
        let asked = Arc::new(Mutex::new(BTreeSet::new()));
        let noted = Arc::clone(&asked);
        std::thread::spawn(move || {
            for stream in listener.incoming().flatten() {
                let noted = Arc::clone(&noted);
                std::thread::spawn(move || note(stream, &noted));
            }
        });
        Listening { address, asked }
    }

    fn asked(&self) -> BTreeSet<String> {
        self.asked.lock().expect("nobody panics with it").clone()
    }
}

/// Takes note of what a connection asks for; also of one that asks for nothing, as a browser opens ahead of time.
fn note(mut stream: TcpStream, noted: &Mutex<BTreeSet<String>>) {
    let _ = stream.set_read_timeout(Some(Duration::from_millis(300)));
    let mut head = [0; 2048];
    let read = stream.read(&mut head).unwrap_or(0);
    let head = String::from_utf8_lossy(&head[..read]).into_owned();
    let path = head.split(' ').nth(1).unwrap_or("a connection").to_owned();
    noted.lock().expect("nobody panics with it").insert(path);
    let _ = stream.write_all(b"HTTP/1.1 200 OK\r\nContent-Length: 0\r\nConnection: close\r\n\r\n");
}

/// A page that fetches in every way that pages know, and a script that would leave a trace. What it connects to ahead of time is a
/// server of its own: a browser may use such a connection for the next thing that it asks for.
fn page(tracker: &str, ahead: &str) -> String {
    let from = |what: &str| format!("{tracker}/{what}");
    format!(
        "<!doctype html><html lang=en><head><title>Quay closed</title>\
         <link rel=stylesheet href={}><link rel=preload as=image href={}><link rel=prefetch href={}>\
         <link rel=preconnect href={}><link rel=dns-prefetch href={}><link rel=icon href={}><link rel=manifest href={}>\
         <meta http-equiv=refresh content='0; url={}'><script src={}></script>\
         <style>@import '{}'; @font-face {{ font-family: f; src: url({}) }} body {{ font-family: f; background: url({}) }}</style>\
         <script>document.title = 'ran'; fetch('{}'); new WebSocket('{}'); navigator.sendBeacon('{}')</script></head>\
         <body onload=\"document.title = 'ran'\" background={}><article><h1>Quay closed</h1>\
         <p>The quay of Lisbon was closed on Monday after a storm. The storm broke a crane, and nobody was hurt there.</p>\
         <p id=seen style='color: rgb(1, 2, 3)'>The port said that ships wait outside of the river until the crane is mended.</p>\
         <img src={} srcset='{} 2x' onerror=\"document.title = 'ran'\"><picture><source srcset={}><img src=x></picture>\
         <video src={} poster={} autoplay></video><audio src={} autoplay></audio><iframe src={}></iframe>\
         <iframe srcdoc=\"<img src='{}'>\"></iframe><object data={}></object><embed src={}>\
         <svg><image href={} /><use href='{}#a' /></svg><input type=image src={}>\
         <form id=f action={}><button>go</button></form><script>f.submit(); location = '{}'</script></article></body></html>",
        from("style"),
        from("preload"),
        from("prefetch"),
        format_args!("{ahead}/preconnect"),
        format_args!("{ahead}/dns"),
        from("icon"),
        from("manifest"),
        from("refresh"),
        from("script"),
        from("import"),
        from("font"),
        from("css-image"),
        from("fetch"),
        from("socket").replace("http", "ws"),
        from("beacon"),
        from("background"),
        from("image"),
        from("srcset"),
        from("source"),
        from("video"),
        from("poster"),
        from("audio"),
        from("frame"),
        from("srcdoc"),
        from("object"),
        from("embed"),
        from("svg-image"),
        from("use"),
        from("input"),
        from("form"),
        from("location"),
    )
}

#[tokio::test(flavor = "multi_thread", worker_threads = 1)]
async fn an_original_page_asks_for_nothing_and_runs_nothing() {
    let (tracker, ahead) = (Listening::new(), Listening::new());
    let served = Served::files(&[("quay.html", &page(&tracker.address, &ahead.address))]);
    let (heard, heard_ahead) = (Listening::new(), Listening::new());
    std::fs::write(served.folder().join("open.html"), page(&heard.address, &heard_ahead.address)).expect("a file");
    let reader = Reader::new().await;
    // That a listener hears is shown first: such a page, opened as a file, asks for many things.
    let _ = reader.browser.goto(&format!("file://{}/open.html", served.folder().display())).await;
    reader.wait("the file asks for its pictures", async || heard.asked().len() > 10).await;
    reader.wait("it connects ahead of time", async || heard_ahead.asked().contains("a connection")).await;

    reader.open(&format!("{}/?q=crane", served.address)).await;
    reader.follow(".hit h2 a").await;
    reader.follow("a[href$='/original']").await;
    let title = reader.browser.title().await.expect("a title");
    assert!(title.starts_with("Quay closed"), "{title}");
    let frame = reader.find("iframe.original").await;
    let alone = frame.attr("src").await.expect("an attribute").expect("the frame has an address");
    frame.enter_frame().await.expect("the frame is a page");
    assert_eq!(
        reader.find("#seen").await.css_value("color").await.expect("a colour"),
        "rgba(1, 2, 3, 1)",
        "its own styles hold"
    );
    reader.browser.enter_parent_frame().await.expect("the page around it");
    // The page alone, as somebody may open it.
    reader.browser.goto(&format!("{}{alone}", served.address)).await.expect("it is a page");
    tokio::time::sleep(Duration::from_millis(1_000)).await;
    assert!(reader.address().await.starts_with(&served.address), "it leads elsewhere: {}", reader.address().await);
    assert_ne!(reader.browser.title().await.expect("a title"), "ran");
    assert_eq!(tracker.asked(), BTreeSet::new(), "such a file asks for {:?}", heard.asked());
    assert_eq!(ahead.asked(), BTreeSet::new(), "such a file connects ahead of time");
}

#[tokio::test(flavor = "multi_thread", worker_threads = 1)]
async fn text_of_the_archive_runs_nowhere() {
    let script = "<img src=x onerror=document.title='ran'><script>document.title='ran'</script>\\\"'>";
    let record = format!(
        "{{\"title\": \"Quay {script}\", \"text\": \"The quay {script} of Lisbon was closed on Monday after a storm.\", \
         \"authors\": [\"{script}\"], \"site\": \"{script}\", \"tags\": [\"{script}\"], \"url\": \"javascript:document.title='ran'\", \
         \"lang\": \"{script}\", \"date\": \"2025-10-14\"}}\n"
    );
    let served = Served::files(&[("<img src=x onerror=document.title='ran'>.jsonl", &record)]);
    let reader = Reader::new().await;
    reader.open(&format!("{}/?q=quay", served.address)).await;
    let article = reader.find(".hit h2 a").await.attr("href").await.expect("an attribute").expect("an address");
    let id = article.trim_start_matches("/article/").split('?').next().expect("an id").to_owned();
    let typed: String = url::form_urlencoded::byte_serialize(b"\"><img src=x onerror=document.title='ran'>").collect();
    for path in [
        "/?q=quay".to_owned(),
        article,
        format!("/article/{id}/original"),
        format!("/article/{id}/page"),
        format!("/?q={typed}"),
        format!("/?q=quay&site={typed}"),
        format!("/saved?q={typed}"),
        format!("/trend?q={typed}&and={typed}"),
        format!("/values/site?q={typed}"),
        format!("/lists/list?name={typed}"),
        format!("/archive?folder={typed}"),
        format!("/{typed}"),
        "/archive".to_owned(),
    ] {
        reader
            .browser
            .goto(&format!("{}{path}", served.address))
            .await
            .unwrap_or_else(|error| panic!("{path}: {error}"));
        let title = reader.browser.title().await.expect("a title");
        assert_ne!(title, "ran", "{path}");
        assert!(reader.browser.get_alert_text().await.is_err(), "{path} asks something");
    }
}
