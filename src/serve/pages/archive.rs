//! The archive: what it holds, what is read into it, and the first page of whoever has none yet.

use std::path::PathBuf;
use std::sync::Arc;

use axum::body::Body;
use axum::extract::State;
use axum::http::{StatusCode, Uri, header};
use axum::response::{IntoResponse, Response};
use maud::{Markup, html};
use serde_json::json;
use url::form_urlencoded::parse;

use super::frame::{self, Frame};
use super::{folders, labels, progress, report};
use crate::ErrorKind;
use crate::ask::{ArchiveState as Shown, Place, Question};
use crate::serve::app::App;
use crate::serve::failure::Failure;
use crate::serve::forms;
use crate::serve::options::Rights;
use crate::serve::reading::{Reading, Stage, Task};

/// Shows what the archive holds, the run that reads it, and the folders that can be read.
pub(in crate::serve) async fn page(State(app): State<Arc<App>>, uri: Uri) -> Result<Response, Failure> {
    let folder = parse(uri.query().unwrap_or_default().as_bytes())
        .find(|(key, _)| key == "folder")
        .map(|(_, folder)| PathBuf::from(&*folder));
    let shared = Arc::clone(&app);
    let content = app.work.run(move || content(&shared, folder)).await?;
    let frame = Frame { title: "Archive – dateline", question: &Question::default(), kind: "archive" };
    Ok(frame::unkept(frame.around(&content)))
}

fn content(app: &App, folder: Option<PathBuf>) -> Result<Markup, Failure> {
    let state = match app.archive.state() {
        Err(error) if matches!(error.kind, ErrorKind::NoIndex) => None,
        state => Some(state?),
    };
    let stage = app.reading.as_ref().map_or(Stage::Never, Reading::stage);
    let is_running = matches!(stage, Stage::Running(_));
    let key = app.form_key.as_str();
    Ok(html! {
        @if state.is_none() && !is_running {
            h1 { "Welcome to dateline" }
            p.lead {
                "Name a folder with saved news articles: pages saved from a browser, crawls (WARC), ZIP files, exports of databases, "
                "mails, feeds. dateline reads it once, and leaves it as it is."
            }
        } @else {
            h1 { "Archive" }
        }
        (progress::view(&stage, key))
        @if let Stage::Read(read) = &stage { (report::view(read)) }
        @if may_read(app) && !is_running { (folders::view(app.home.as_deref(), folder, key)?) }
        @if let Some(state) = &state { (held(app, state, is_running)?) }
    })
}

/// Whether whoever asks may have folders of this machine read.
fn may_read(app: &App) -> bool {
    app.rights == Rights::Change && app.reading.is_some()
}

/// What the archive holds.
fn held(app: &App, state: &Shown, is_running: bool) -> Result<Markup, Failure> {
    let holdings = state.engine.holdings()?;
    let may_change = may_read(app) && !is_running;
    Ok(html! {
        section aria-labelledby="held" {
            h2 #held { "What is in it" }
            p {
                a href="/" { (labels::counted(state.engine.article_count(), "article", "articles")) }
                " from " (labels::counted(holdings.files.total(), "file", "files"))
                (kept(&state.engine.place()?))
            }
            ul.roots {
                @for root in &holdings.roots {
                    @let path = root.to_string();
                    li {
                        code { bdi { (path) } }
                        @if may_change {
                            (action("/archive/read", &path, &app.form_key, "Read again"))
                            (action("/archive/forget", &path, &app.form_key, "Take out of the index"))
                        }
                    }
                }
            }
        }
    })
}

/// Where the archive is kept.
fn kept(place: &Place) -> Markup {
    html! {
        @match place {
            Place::Index { folder, .. } => { ". The index lies in " code { bdi { (folder.to_string()) } } "." }
            Place::Cluster { address, name, .. } => {
                ". It is kept as " code { bdi { (name) } } " in the cluster at " code { bdi { (address) } }
                ", and brought up to date by " code { "dateline export" } "."
            }
        }
    }
}

fn action(to: &str, folder: &str, key: &str, name: &str) -> Markup {
    html! {
        form.action method="post" action=(to) {
            input type="hidden" name="key" value=(key);
            input type="hidden" name="folder" value=(folder);
            button type="submit" { (name) }
        }
    }
}

/// How far a run has come, for the script.
pub(in crate::serve) async fn progress(State(app): State<Arc<App>>) -> Response {
    let told = match app.reading.as_ref().map_or(Stage::Never, Reading::stage) {
        Stage::Running(counters) => {
            json!({ "running": true, "text": progress::sentence(&counters), "share": progress::share(&counters) })
        }
        _ => json!({ "running": false }),
    };
    ([(header::CONTENT_TYPE, "application/json"), (header::CACHE_CONTROL, "no-store")], told.to_string())
        .into_response()
}

/// Has a folder read into the index.
pub(in crate::serve) async fn read(State(app): State<Arc<App>>, body: Body) -> Result<Response, Failure> {
    let folder = folder_of(&app, body).await?;
    if !folder.is_absolute() {
        return Err(Failure::Request(format!("`{}`: write the whole path, from the root on", folder.display())));
    }
    let full = folder.canonicalize();
    let full = full.map_err(|cause| Failure::Request(format!("`{}` cannot be read: {cause}", folder.display())))?;
    start(&app, Task::Read(vec![full]))
}

/// Has a folder taken out of the index.
pub(in crate::serve) async fn forget(State(app): State<Arc<App>>, body: Body) -> Result<Response, Failure> {
    let folder = folder_of(&app, body).await?;
    start(&app, Task::Forget(folder))
}

/// Has the run that goes on end soon.
pub(in crate::serve) async fn stop(State(app): State<Arc<App>>, body: Body) -> Result<Response, Failure> {
    forms::read(&app, body).await?;
    app.reading.iter().for_each(Reading::stop);
    Ok(back())
}

fn start(app: &App, task: Task) -> Result<Response, Failure> {
    let Some(reading) = &app.reading else {
        return Err(Failure::Forbidden("the archive is kept in a cluster; `dateline export` reads folders into it"));
    };
    match reading.start(task) {
        true => Ok(back()),
        false => Err(Failure::Request("another run goes on; wait for it, or stop it".to_owned())),
    }
}

fn back() -> Response {
    (StatusCode::SEE_OTHER, [(header::LOCATION, "/archive")]).into_response()
}

/// The folder of a form that may change something.
async fn folder_of(app: &App, body: Body) -> Result<PathBuf, Failure> {
    let form = forms::read(app, body).await?;
    let folder = form.value("folder").unwrap_or_default().trim();
    if folder.is_empty() {
        return Err(Failure::Request("name a folder".to_owned()));
    }
    Ok(PathBuf::from(folder))
}
