//! The page in the browser and the API, asked over a socket as a browser asks them.

mod api;
mod attacks;
pub(crate) mod client;
mod crowds;
mod first_start;
mod kept;
mod pages;
mod same_answers;
