//! A reader who sits before a browser.

use std::io::{BufRead, BufReader, Read, Write};
use std::net::TcpStream;
use std::os::unix::fs::MetadataExt;
use std::process::{Child, Command, Stdio};
use std::time::{Duration, Instant};

use fantoccini::elements::Element;
use fantoccini::wd::{Capabilities, WebDriverCompatibleCommand};
use fantoccini::{Client, ClientBuilder, Locator};
use hyper_util::client::legacy::connect::HttpConnector;
use serde_json::{Value, json};

/// How long anything may take before it counts as missing; a busy machine is no fault of the page.
const PATIENCE: Duration = Duration::from_secs(30);
/// How often it is looked.
const LOOK: Duration = Duration::from_millis(50);

/// Whether the browser runs scripts.
#[derive(Clone, Copy, PartialEq, Eq)]
pub enum Scripts {
    /// As browsers do.
    On,
    /// As some readers have it.
    Off,
}

/// The colours that the system asks for.
#[derive(Clone, Copy, PartialEq, Eq)]
pub enum Colours {
    /// Dark ink on light ground.
    Light,
    /// Light ink on dark ground.
    Dark,
}

/// How something is dragged.
#[derive(Clone, Copy, PartialEq, Eq)]
pub enum Gesture {
    /// With the mouse.
    Mouse,
    /// With a finger.
    Touch,
}

/// A reader with a browser of his own.
pub struct Reader {
    /// The browser.
    pub browser: Client,
    driver: Child,
    port: u16,
    session: String,
}

impl Reader {
    /// A reader before a window of 1400 by 900.
    pub async fn new() -> Reader {
        Reader::with(Scripts::On).await
    }

    /// A reader whose browser runs scripts or not.
    pub async fn with(scripts: Scripts) -> Reader {
        let (driver, port) = driver();
        let mut arguments = vec!["--headless=new", "--disable-gpu", "--disable-dev-shm-usage", "--hide-scrollbars"];
        // Chromium has no sandbox of its own for root, as whom containers run.
        if std::fs::metadata("/proc/self").is_ok_and(|process| process.uid() == 0) {
            arguments.push("--no-sandbox");
        }
        let mut options = json!({ "args": arguments });
        if scripts == Scripts::Off {
            options["prefs"] = json!({ "profile.managed_default_content_settings.javascript": 2 });
        }
        let wanted: Capabilities = [("goog:chromeOptions".to_owned(), options)].into_iter().collect();
        let mut builder = ClientBuilder::new(HttpConnector::new());
        let browser = builder.capabilities(wanted).connect(&format!("http://127.0.0.1:{port}")).await;
        let browser = browser.expect("chromedriver starts Chromium; are both installed?");
        let session = browser.session_id().await.ok().flatten().expect("a session has an id");
        let reader = Reader { browser, driver, port, session };
        reader.see(1400, Colours::Light).await;
        reader
    }

    /// Sets the width of the window and the colours of the system.
    pub async fn see(&self, width: u32, colours: Colours) {
        let mobile = width < 500;
        let metrics = json!({ "width": width, "height": 900, "deviceScaleFactor": 1, "mobile": mobile });
        self.devtools("Emulation.setDeviceMetricsOverride", metrics).await;
        let scheme = if colours == Colours::Dark { "dark" } else { "light" };
        let media = json!({ "features": [{ "name": "prefers-color-scheme", "value": scheme }] });
        self.devtools("Emulation.setEmulatedMedia", media).await;
    }

    /// Opens an address.
    pub async fn open(&self, address: &str) {
        self.browser.goto(address).await.unwrap_or_else(|error| panic!("{address}: {error}"));
    }

    /// The first thing that a selector means, as soon as it is there.
    pub async fn find(&self, css: &str) -> Element {
        let found = self.browser.wait().at_most(PATIENCE).every(LOOK).for_element(Locator::Css(css)).await;
        match found {
            Ok(element) => element,
            Err(error) => panic!("no `{css}` at {}: {error}", self.address().await),
        }
    }

    /// How many things a selector means now.
    pub async fn count(&self, css: &str) -> usize {
        self.browser.find_all(Locator::Css(css)).await.expect("a selector is one").len()
    }

    /// The text of the first thing that a selector means.
    pub async fn text(&self, css: &str) -> String {
        self.find(css).await.text().await.unwrap_or_else(|error| panic!("{css}: {error}"))
    }

    /// The texts of all things that a selector means.
    pub async fn texts(&self, css: &str) -> Vec<String> {
        let mut texts = Vec::new();
        for element in self.browser.find_all(Locator::Css(css)).await.expect("a selector is one") {
            texts.push(element.text().await.unwrap_or_else(|error| panic!("{css}: {error}")));
        }
        texts
    }

    /// Clicks on the first thing that a selector means.
    pub async fn click(&self, css: &str) {
        self.find(css).await.click().await.unwrap_or_else(|error| panic!("{css}: {error}"));
    }

    /// Clicks on something that leads to another page, and waits until that is there.
    pub async fn follow(&self, css: &str) {
        self.leave(async || self.click(css).await).await;
    }

    /// Does something that leads to another page, and waits until that is there. With scripts off it waits for what comes
    /// next instead, as [`Reader::find`] does.
    pub async fn leave(&self, act: impl AsyncFnOnce()) {
        let before = self.browser.find(Locator::Css("html")).await.expect("a page has a root");
        act().await;
        let began = Instant::now();
        // The root of a page that was left is no element any more.
        while before.tag_name().await.is_ok() {
            assert!(began.elapsed() < PATIENCE, "the page stays at {}", self.address().await);
            tokio::time::sleep(LOOK).await;
        }
        self.find("main").await;
    }

    /// Types into a box what it is to hold.
    pub async fn type_into(&self, css: &str, text: &str) {
        let element = self.find(css).await;
        element.clear().await.unwrap_or_else(|error| panic!("{css}: {error}"));
        element.send_keys(text).await.unwrap_or_else(|error| panic!("{css}: {error}"));
    }

    /// Types keys to whatever has the focus.
    pub async fn press(&self, keys: &str) {
        let focused = self.browser.active_element().await.expect("something has the focus");
        focused.send_keys(keys).await.unwrap_or_else(|error| panic!("{keys:?}: {error}"));
    }

    /// Drags over the first thing that a selector means, from one share of its width to another.
    pub async fn drag(&self, css: &str, from: f64, to: f64, gesture: Gesture) {
        let (left, top, width, height) = self.find(css).await.rectangle().await.expect("it has a place");
        let (_, scrolled) = (0, self.run("return window.scrollY", vec![]).await.as_f64().unwrap_or(0.0));
        let at = |share: f64| (left + share * width, top + height / 2.0 - scrolled);
        let kind = if gesture == Gesture::Touch { "touch" } else { "mouse" };
        let moved = |(x, y): (f64, f64)| json!({ "type": "pointerMove", "duration": 50, "x": x.round(), "y": y.round(), "origin": "viewport" });
        let steps = [
            moved(at(from)),
            json!({ "type": "pointerDown", "button": 0 }),
            moved(at(from + (to - from) / 3.0)),
            moved(at(to)),
            json!({ "type": "pointerUp", "button": 0 }),
        ];
        let pointer = json!({ "type": "pointer", "id": kind, "parameters": { "pointerType": kind }, "actions": steps });
        self.command("actions", json!({ "actions": [pointer] })).await;
    }

    /// Where the browser is.
    pub async fn address(&self) -> String {
        self.browser.current_url().await.map(|url| url.to_string()).unwrap_or_default()
    }

    /// Waits until something holds.
    pub async fn wait(&self, what: &str, holds: impl AsyncFn() -> bool) {
        let began = Instant::now();
        while !holds().await {
            assert!(began.elapsed() < PATIENCE, "{what}: not so at {}", self.address().await);
            tokio::time::sleep(LOOK).await;
        }
    }

    /// Runs a script in the page; it gives what it returns.
    pub async fn run(&self, script: &str, arguments: Vec<Value>) -> Value {
        self.browser.execute(script, arguments).await.unwrap_or_else(|error| panic!("{script}: {error}"))
    }

    /// Runs a script in the page that calls its last argument when it is done.
    pub async fn run_async(&self, script: &str, arguments: Vec<Value>) -> Value {
        self.browser.execute_async(script, arguments).await.unwrap_or_else(|error| panic!("{script}: {error}"))
    }

    /// The page as a picture (PNG in base64), its first `highest` pixels.
    pub async fn picture(&self, highest: u64, format: &str) -> String {
        let metrics = self.devtools("Page.getLayoutMetrics", json!({})).await;
        let size = &metrics["cssContentSize"];
        let height = size["height"].as_f64().unwrap_or(900.0).min(highest as f64);
        let clip = json!({ "x": 0, "y": 0, "width": size["width"], "height": height, "scale": 1 });
        let wanted = json!({ "format": format, "quality": 45, "captureBeyondViewport": true, "clip": clip });
        let picture = self.devtools("Page.captureScreenshot", wanted).await;
        picture["data"].as_str().expect("a picture").to_owned()
    }

    /// Sends a command of the browser's own protocol.
    pub async fn devtools(&self, command: &str, parameters: Value) -> Value {
        self.command("goog/cdp/execute", json!({ "cmd": command, "params": parameters })).await
    }

    async fn command(&self, path: &str, body: Value) -> Value {
        let command = Post { path: path.to_owned(), body };
        self.browser.issue_cmd(command).await.unwrap_or_else(|error| panic!("{path}: {error}"))
    }
}

impl Drop for Reader {
    /// Ends the browser, also after a test that failed: a driver that is killed would leave it behind.
    fn drop(&mut self) {
        if let Ok(mut stream) = TcpStream::connect(("127.0.0.1", self.port)) {
            let _ = stream.set_read_timeout(Some(PATIENCE));
            let request =
                format!("DELETE /session/{} HTTP/1.1\r\nHost: 127.0.0.1\r\nConnection: close\r\n\r\n", self.session);
            let _ = stream.write_all(request.as_bytes());
            let _ = stream.read(&mut [0; 64]);
        }
        let _ = self.driver.kill();
        let _ = self.driver.wait();
    }
}

/// A driver at a port of its own choice.
fn driver() -> (Child, u16) {
    let mut command = Command::new("chromedriver");
    let started = command.args(["--port=0", "--log-level=SEVERE"]).stdout(Stdio::piped()).stderr(Stdio::null()).spawn();
    let mut driver = started.expect("chromedriver is installed (Debian: chromium-driver)");
    let told = BufReader::new(driver.stdout.take().expect("its output is taken")).lines();
    let port = told.map_while(Result::ok).find_map(|line| {
        let (_, port) = line.split_once("successfully on port ")?;
        port.trim_end_matches('.').parse().ok()
    });
    (driver, port.expect("chromedriver tells its port"))
}

/// A command that fantoccini has no name for.
#[derive(Debug)]
struct Post {
    path: String,
    body: Value,
}

impl WebDriverCompatibleCommand for Post {
    fn endpoint(&self, base: &url::Url, session: Option<&str>) -> Result<url::Url, url::ParseError> {
        base.join(&format!("session/{}/{}", session.unwrap_or_default(), self.path))
    }

    fn method_and_body(&self, _: &url::Url) -> (http::Method, Option<String>) {
        (http::Method::POST, Some(self.body.to_string()))
    }
}
