//! A map of the countries that what was found is about, each a link that narrows the question down.

use std::collections::HashMap;
use std::sync::LazyLock;

use axum::response::Response;
use maud::{Markup, html};

use super::frame::{self, Frame};
use super::{chips, facets, labels, links};
use crate::ask::{Engine, Purpose, Question, today};
use crate::model::FacetCounts;
use crate::serve::asking::Asking;
use crate::serve::failure::Failure;

/// Codes and shapes of countries, drawn in a box of 1000 by 460.
static SHAPES: LazyLock<Vec<(&str, &str)>> = LazyLock::new(|| {
    let rows = include_str!("world.tsv").lines().filter(|line| !line.starts_with('#'));
    rows.filter_map(|row| row.split_once('\t')).collect()
});

/// Shades of a country: each stands for about three times the articles of the one before.
const SHADES: u32 = 6;

/// The map of a question.
pub(in crate::serve) async fn page(asking: Asking) -> Result<Response, Failure> {
    asking.answer(answer).await
}

fn answer(question: &Question, searcher: &dyn Engine) -> Result<Response, Failure> {
    let results = question.clone().facets(["country"]).answer(searcher, Purpose::Facets, &today)?;
    let frame = Frame { title: "Map – dateline", question, kind: "map" };
    Ok(frame::response(frame.around(&html! {
        (links::back(question))
        (chips::view(question))
        h1 { "Countries that the articles are about" }
        @for counts in &results.facets {
            (drawing(question, counts))
            (facets::whole(question, counts, results.total))
        }
    })))
}

fn drawing(question: &Question, counts: &FacetCounts) -> Markup {
    let by_code: HashMap<String, u64> =
        counts.buckets.iter().map(|bucket| (bucket.value.to_ascii_uppercase(), bucket.count)).collect();
    let most = by_code.values().copied().max().unwrap_or(0);
    html! {
        svg.world viewBox="0 0 1000 460" role="group" aria-label="Map; the same counts stand in the list below" {
            @for (code, shape) in SHAPES.iter() {
                @match by_code.get(*code) {
                    Some(count) => {
                        @let label = format!("{}: {}", labels::country(code), labels::number(*count));
                        a href=(links::with_value(question, "country", &code.to_ascii_lowercase())) tabindex="-1" aria-label=(label) {
                            title { (label) }
                            path class=(format!("s{}", shade(*count, most))) d=(shape) {}
                        }
                    }
                    None => path d=(shape) {},
                }
            }
        }
    }
}

/// The shade of a count, from 1 to [`SHADES`]: by its logarithm, since a few countries have most of the news.
fn shade(count: u64, most: u64) -> u32 {
    if most <= 1 {
        return SHADES;
    }
    let share = (count.max(1) as f64).ln() / (most as f64).ln();
    1 + (share * f64::from(SHADES - 1)).round() as u32
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_shape_is_a_path_of_a_country_that_can_be_asked_for() {
        for (code, shape) in SHAPES.iter() {
            assert!(*code == "-" || crate::model::country(code).is_some(), "{code}");
            assert!(shape.starts_with('M') && shape.ends_with('z'), "{code}");
            assert!(
                shape.bytes().all(|b| b.is_ascii_digit() || b" -Mlaz".contains(&b)),
                "{code} holds more than a path"
            );
        }
        assert!(SHAPES.len() > 230);
    }

    #[test]
    fn one_article_is_seen_and_the_most_are_darkest() {
        assert_eq!([shade(1, 10_000), shade(100, 10_000), shade(10_000, 10_000), shade(1, 1)], [1, 4, 6, 6]);
    }
}
