//! Who may ask, and the headers that every answer has.
//!
//! A page on another site can have a browser send requests here. It cannot make it send another `Host` than the one in its
//! address (so a name that was bound to this machine's address is found out), nor hide its `Origin`, nor read what is
//! answered; and what changes something needs the key that only pages of this run know.

use std::sync::Arc;
use std::time::Duration;

use axum::extract::{Request, State};
use axum::http::header::{self, HeaderMap, HeaderName, HeaderValue};
use axum::http::{Method, StatusCode, Uri};
use axum::middleware::Next;
use axum::response::{IntoResponse, Response};
use url::form_urlencoded::parse;

use super::app::App;
use super::failure::{Failure, Told};
use super::{pages, problem, secret};

/// The longest query of an address, in bytes.
const LONGEST_QUERY: usize = 16 << 10;
/// How long an answer may take to begin.
const LONGEST_WAIT: Duration = Duration::from_secs(60);
/// The cookie that keeps the token.
const COOKIE: &str = "dateline_token";

/// What pages may do: show our style, run our script, ask this server. Nothing from elsewhere, nothing inline.
const POLICY: &str = "default-src 'none'; style-src 'self'; script-src 'self'; img-src 'self' data:; connect-src 'self'; \
    form-action 'self'; frame-src 'self'; base-uri 'none'; frame-ancestors 'none'";

/// Lets a request through to its handler, or not, and completes the answer.
pub(super) async fn guard(State(app): State<Arc<App>>, request: Request, next: Next) -> Response {
    let is_api = request.uri().path().starts_with("/api/");
    let mut response = match admitted(&app, &request) {
        Ok(None) => match tokio::time::timeout(LONGEST_WAIT, next.run(request)).await {
            Ok(response) => response,
            Err(_) => Failure::TooSlow.into_response(),
        },
        Ok(Some(redirection)) => redirection,
        Err(failure) => failure.into_response(),
    };
    if let Some(told) = response.extensions_mut().remove::<Arc<Told>>() {
        response = if is_api { problem::response(&told) } else { pages::failure(&told) };
        complete(&told, response.headers_mut());
    }
    harden(response.headers_mut());
    response
}

/// Whether a request may be answered; a redirection where it brought the token in its address.
fn admitted(app: &App, request: &Request) -> Result<Option<Response>, Failure> {
    let (uri, headers) = (request.uri(), request.headers());
    if uri.query().is_some_and(|query| query.len() > LONGEST_QUERY) {
        return Err(Failure::TooLong);
    }
    let host = headers.get(header::HOST).and_then(|host| host.to_str().ok()).unwrap_or_default();
    if !is_our_host(app, host) {
        return Err(Failure::Forbidden(
            "the request names another host; open the address that `dateline serve` printed",
        ));
    }
    if is_from_elsewhere(host, request.method(), headers) {
        return Err(Failure::Forbidden("the request comes from another site"));
    }
    match &app.token {
        None => Ok(None),
        Some(token) => with_token(token, uri, headers),
    }
}

/// Whether a host is one that a browser has from our own address. Where all addresses are listened to, names cannot be known;
/// the token stands in for them, since a browser does not send its cookie to a name that it had not from us.
fn is_our_host(app: &App, host: &str) -> bool {
    let port = app.address.port();
    let ours =
        [app.address.to_string(), format!("localhost:{port}"), format!("127.0.0.1:{port}"), format!("[::1]:{port}")];
    app.address.ip().is_unspecified() || ours.iter().any(|ours| ours.eq_ignore_ascii_case(host))
}

/// Whether another site has the browser send this.
fn is_from_elsewhere(host: &str, method: &Method, headers: &HeaderMap) -> bool {
    let value = |name: &str| headers.get(name).map(|value| value.to_str().unwrap_or_default());
    let changes = !matches!(*method, Method::GET | Method::HEAD);
    let other_origin = value("origin").is_some_and(|origin| origin != format!("http://{host}"));
    // Somebody may follow a link from elsewhere to an article; what else a page asks for across sites it is to go without.
    let across = matches!(value("sec-fetch-site"), Some("cross-site" | "same-site"));
    other_origin || across && (changes || value("sec-fetch-mode") != Some("navigate"))
}

/// Whether the token was said: as a cookie, as a program says it, or in the address, from which it goes into the cookie.
fn with_token(token: &str, uri: &Uri, headers: &HeaderMap) -> Result<Option<Response>, Failure> {
    let value = |name: HeaderName| headers.get(name).and_then(|value| value.to_str().ok()).unwrap_or_default();
    let bearer = value(header::AUTHORIZATION).strip_prefix("Bearer ").map(str::to_owned);
    let cookies = value(header::COOKIE).split(';').filter_map(|pair| pair.trim().split_once('='));
    let cookie = cookies.filter(|(name, _)| *name == COOKIE).map(|(_, value)| decoded(value)).next();
    if [bearer, cookie].iter().flatten().any(|given| secret::same(given, token)) {
        return Ok(None);
    }
    let query = uri.query().unwrap_or_default();
    let given = parse(query.as_bytes()).find(|(key, _)| key == "token").map(|(_, value)| value);
    if !given.is_some_and(|given| secret::same(&given, token)) {
        return Err(Failure::NoToken);
    }
    let encoded: String = url::form_urlencoded::byte_serialize(token.as_bytes()).collect();
    let cookie = format!("{COOKIE}={encoded}; HttpOnly; SameSite=Strict; Path=/");
    let mut response = (StatusCode::SEE_OTHER, [(header::LOCATION, "/")]).into_response();
    if let Ok(cookie) = HeaderValue::from_str(&cookie) {
        response.headers_mut().insert(header::SET_COOKIE, cookie);
    }
    Ok(Some(response))
}

fn decoded(value: &str) -> String {
    parse(format!("v={value}").as_bytes()).map(|(_, value)| value.into_owned()).next().unwrap_or_default()
}

/// What some failures say beside their text.
fn complete(told: &Told, headers: &mut HeaderMap) {
    match told.status {
        StatusCode::SERVICE_UNAVAILABLE => headers.insert(header::RETRY_AFTER, HeaderValue::from_static("1")),
        StatusCode::UNAUTHORIZED => headers.insert(header::WWW_AUTHENTICATE, HeaderValue::from_static("Bearer")),
        _ => None,
    };
    headers.insert(header::CACHE_CONTROL, HeaderValue::from_static("no-store"));
}

/// The headers that every answer has. A handler may have set stricter ones.
fn harden(headers: &mut HeaderMap) {
    let usual = [
        (header::CONTENT_SECURITY_POLICY, POLICY),
        (header::X_CONTENT_TYPE_OPTIONS, "nosniff"),
        // With `no-referrer` browsers hide the origin of our own forms as well (`Origin: null`), which are then refused.
        (header::REFERRER_POLICY, "same-origin"),
        // Else the names of all sites that a page links to are looked up when it is shown.
        (HeaderName::from_static("x-dns-prefetch-control"), "off"),
        (HeaderName::from_static("cross-origin-opener-policy"), "same-origin"),
        (HeaderName::from_static("cross-origin-resource-policy"), "same-origin"),
        (header::CACHE_CONTROL, "no-cache"),
    ];
    for (name, value) in usual {
        headers.entry(name).or_insert(HeaderValue::from_static(value));
    }
}
