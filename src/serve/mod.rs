//! The page in the browser, and the API: all of dateline for people who never open a terminal.
//!
//! A [`Server`] listens where its [`Options`] say: to its own machine alone, unless there is a token. A request passes the
//! `guard` (whose page sent it? does whoever sent it know the token?), and `routes` finds what answers it: a page (`pages/`),
//! or the API (`api/`), whose answers are those of `docs/json.md`.
//!
//! A question is an `address`: what follows the `?` of a page means the same in the API, and gives the same answer
//! for as long as the archive is the same. `ask::Live` has the last commit of the index, whoever wrote it; `work` bounds how
//! much is searched at a time; `reading` reads folders into the index while a page shows how that goes on.
//!
//! Pages are made by maud, which escapes by type: nothing of the archive can become markup. They work without a script; the
//! one that there is makes them handier. Nothing comes from another host, and nothing of an original page may run.

mod server;

mod options;
mod routes;

mod guard;
mod problem;

mod api;
mod pages;

mod app;
mod reading;
mod work;

mod address;
mod asking;
mod assets;
mod body;
mod caching;
mod error;
mod failure;
mod forms;
mod patience;
mod secret;

pub use error::ServeError;
pub use options::Options;
pub use server::{Server, Stopper};
