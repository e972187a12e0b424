//! Which address is answered by what.

use std::sync::Arc;

use axum::Router;
use axum::middleware::from_fn_with_state;
use axum::routing::{get, post};

use super::app::App;
use super::failure::Failure;
use super::{api, assets, guard, pages};

/// All that is served.
pub(super) fn router(app: Arc<App>) -> Router {
    let pages = Router::new()
        .route("/", get(pages::search::page))
        .route("/article/{id}", get(pages::article::page))
        .route("/article/{id}/original", get(pages::original::frame))
        .route("/article/{id}/page", get(pages::original::page))
        .route("/article/{id}/bytes", get(pages::original::bytes))
        .route("/article/{id}/beside", get(pages::beside::page))
        .route("/article/{id}/cite/{form}", get(pages::cite::file))
        .route("/archive", get(pages::archive::page))
        .route("/archive/progress", get(pages::archive::progress))
        .route("/archive/read", post(pages::archive::read))
        .route("/archive/stop", post(pages::archive::stop))
        .route("/archive/forget", post(pages::archive::forget))
        .route("/saved", get(pages::saved::page))
        .route("/saved/save", post(pages::saved::save))
        .route("/saved/delete", post(pages::saved::remove))
        .route("/lists", get(pages::lists::overview::page))
        .route("/lists/list", get(pages::lists::list::page))
        .route("/lists/export", get(pages::lists::export::file))
        .route("/lists/collect", post(pages::lists::change::collect))
        .route("/lists/take-out", post(pages::lists::change::take_out))
        .route("/lists/remove", post(pages::lists::change::remove))
        .route("/lists/note", post(pages::lists::change::note))
        .route("/feed", get(pages::feed::feed))
        .route("/map", get(pages::map::page))
        .route("/trend", get(pages::trend::page::page))
        .route("/trend.svg", get(pages::trend::page::drawing))
        .route("/trend.csv", get(pages::trend::page::table))
        .route("/complete", get(pages::complete::options))
        .route("/values/{by}", get(pages::values::page))
        .route("/help", get(pages::help::page))
        .route("/assets/{name}", get(assets::file));
    let api = Router::new()
        .route("/search", get(api::questions::search).post(api::questions::search_posted))
        .route("/facets", get(api::questions::facets).post(api::questions::facets_posted))
        .route("/timeline", get(api::questions::timeline))
        .route("/export", get(api::export::lines))
        .route("/export.csv", get(api::export::csv))
        .route("/articles/{id}", get(api::articles::article))
        .route("/articles/{id}/copies", get(api::articles::copies))
        .route("/copies", get(api::articles::groups))
        .route("/names", get(api::archive::names))
        .route("/stats", get(api::archive::stats))
        .route("/openapi.json", get(api::openapi::document));
    Router::new()
        .merge(pages)
        .nest("/api/v1", api)
        .fallback(async || Failure::NotFound("there is nothing at this address".to_owned()))
        .layer(from_fn_with_state(Arc::clone(&app), guard::guard))
        .with_state(app)
}
