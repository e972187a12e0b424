//! When what was found was published: a bar a day, month or year, those without a date beside them.
//!
//! Every bar is a link; the script makes a range of them out of a drag or of the arrow keys.

use maud::{Markup, html};

use super::periods::{between, bounds, next, previous};
use super::{labels, links};
use crate::ask::{Question, Subject};
use crate::model::{FacetCounts, Results};

/// The most bars that are wide enough to be clicked; where there would be more, each covers a longer time.
const MOST_BARS: usize = 72;
/// Fewer bars than this are made up by empty ones before them: two bars as wide as a page show nothing.
const FEWEST_BARS: usize = 24;
/// The longest period, in days, that is shown day by day.
const MOST_DAYS: i32 = 70;
/// Where all bars have no room, more empty ones than this in a row become one gap, which says so.
const LONGEST_RUN: usize = 3;
/// The height of the drawing.
const HEIGHT: u64 = 100;

/// When what was found was published.
pub(super) struct Histogram {
    bars: Vec<Bar>,
    /// Articles without a date.
    undated: u64,
    /// Articles of which less is known than a step: only the year, of a month.
    coarse: u64,
    step: &'static str,
}

/// A day, month or year; or a gap: a row of them in which there is nothing.
#[derive(Clone, Debug, PartialEq, Eq)]
struct Bar {
    /// The first day, month or year as a question takes it; of a bar that is no gap the only one.
    since: String,
    /// The last one.
    until: String,
    count: u64,
}

impl Bar {
    fn of(value: String, count: u64) -> Bar {
        Bar { since: value.clone(), until: value, count }
    }

    fn is_gap(&self) -> bool {
        self.since != self.until
    }

    /// What it is, for whoever does not see it.
    fn label(&self) -> String {
        match self.is_gap() {
            true => format!("{} to {}: nothing", self.since, self.until),
            false => format!("{}: {}", self.since, labels::number(self.count)),
        }
    }
}

/// What is counted for the histogram of a question.
pub(super) fn steps(question: &Question) -> &'static [&'static str] {
    let date = |text: &Option<String>| text.as_deref().and_then(bounds);
    let (since, until) = (date(&question.filters.since), date(&question.filters.until));
    let days = since.zip(until).and_then(|(since, until)| since.0.until(until.1).ok()).map(|span| span.get_days());
    if days.is_some_and(|days| days <= MOST_DAYS) { &["year", "day"] } else { &["year", "month"] }
}

impl Histogram {
    /// The histogram of an answer to a question.
    pub(super) fn of(results: &Results, question: &Question) -> Histogram {
        let counts = |by: &str| results.facets.iter().find(|counts| counts.by == by);
        let years = counts("year");
        let fine = steps(question)[1];
        let finer = counts(fine).map(|counts| (fine, filled(counts))).filter(|(_, bars)| bars.len() <= MOST_BARS);
        let (step, bars) = finer.unwrap_or_else(|| ("year", years.map(filled).unwrap_or_default()));
        let undated = years.map_or(0, |counts| counts.unknown);
        let shown: u64 = bars.iter().map(|bar| bar.count).sum();
        Histogram { coarse: results.total.saturating_sub(shown + undated), bars, undated, step }
    }

    /// The drawing, with a form for those who type a period.
    pub(super) fn view(&self, question: &Question) -> Markup {
        let most = self.bars.iter().map(|bar| bar.count).max().unwrap_or(1).max(1);
        html! {
            section.when aria-label="By date" {
                @if !self.bars.is_empty() { (self.drawing(question, most)) }
                div.beside {
                    @if self.undated > 0 {
                        a.undated href=(undated(question)) { "date unknown " span.count { (labels::number(self.undated)) } }
                    } @else {
                        span.undated { "date unknown " span.count { "0" } }
                    }
                    @if self.coarse > 0 {
                        span.coarse { (labels::number(self.coarse)) " known only to the " @if self.step == "day" { "month or year" } @else { "year" } }
                    }
                    (period(question))
                }
            }
        }
    }

    fn drawing(&self, question: &Question, most: u64) -> Markup {
        let width = 10 * self.bars.len();
        let last = self.bars.len() - 1;
        let ticks: Vec<usize> = if last > 3 { vec![0, last / 2, last] } else { (0..=last).collect() };
        html! {
            div.drawing {
                svg.bars data-step=(self.step) viewBox=(format!("0 0 {width} {HEIGHT}")) preserveAspectRatio="none"
                    role="group" aria-label=(format!("Articles by {}; the period can be typed below", self.step)) {
                    @for (place, bar) in self.bars.iter().enumerate() { (self.bar(question, place, bar, most)) }
                }
                div.ticks aria-hidden="true" { @for tick in ticks { span { (self.bars[tick].since) } } }
            }
        }
    }

    fn bar(&self, question: &Question, place: usize, bar: &Bar, most: u64) -> Markup {
        // A single article among thousands is to be seen, too.
        let height = if bar.count == 0 { 0 } else { (bar.count * HEIGHT / most).max(2) };
        let label = bar.label();
        let drawn = html! {
            title { (label) }
            rect.room x=(10 * place) y="0" width="10" height=(HEIGHT) {}
            rect.bar x=(10 * place + 1) y=(HEIGHT - height) width="8" height=(height) {}
        };
        html! {
            @if bar.is_gap() {
                g.gap data-since=(bar.since) data-until=(bar.until) aria-label=(label) role="img" {
                    (drawn)
                    path d=(format!("M{} {HEIGHT}l2 -12M{} {HEIGHT}l2 -12", 10 * place + 3, 10 * place + 5)) {}
                }
            } @else {
                a href=(links::within(question, Some(&bar.since), Some(&bar.until))) tabindex="-1" data-since=(bar.since)
                    data-until=(bar.until) aria-label=(label) { (drawn) }
            }
        }
    }
}

/// The counts as bars, with those between them that have none: each where there is room for all, else long rows of them as
/// one gap.
fn filled(counts: &FacetCounts) -> Vec<Bar> {
    let values: Vec<&str> = counts.buckets.iter().map(|bucket| bucket.value.as_str()).collect();
    let empty: usize = values.windows(2).map(|two| between(two[0], two[1])).sum();
    let longest = if values.len() + empty <= MOST_BARS { MOST_BARS } else { LONGEST_RUN };
    let mut bars: Vec<Bar> = Vec::with_capacity(values.len());
    for bucket in &counts.buckets {
        if let Some(last) = bars.last().map(|bar| bar.until.clone()) {
            bars.extend(nothing(&last, &bucket.value, longest));
        }
        bars.push(Bar::of(bucket.value.clone(), bucket.count));
    }
    let mut earlier: Vec<Bar> = Vec::new();
    while !bars.is_empty() && bars.len() + earlier.len() < FEWEST_BARS {
        let Some(value) = previous(&earlier.last().unwrap_or(&bars[0]).since) else { break };
        earlier.push(Bar::of(value, 0));
    }
    earlier.into_iter().rev().chain(bars).collect()
}

/// The bars between two: empty ones, or one gap where they are more than `longest`.
fn nothing(earlier: &str, later: &str, longest: usize) -> Vec<Bar> {
    if between(earlier, later) > longest {
        let ends = next(earlier).zip(previous(later));
        return ends.map(|(since, until)| Bar { since, until, count: 0 }).into_iter().collect();
    }
    let row = std::iter::successors(next(earlier), |value| next(value));
    row.take_while(|value| value.as_str() < later).map(|value| Bar::of(value, 0)).collect()
}

/// The question for what has no date.
fn undated(question: &Question) -> String {
    match &question.subject {
        Subject::Text(text) if text == "*" => links::asking(question, "date:unknown".to_owned()),
        Subject::Text(text) if text.contains("date:unknown") => links::search(question),
        Subject::Text(text) => links::asking(question, format!("({text}) date:unknown")),
        Subject::Like(_) => links::search(question),
    }
}

/// The form for a period that is typed.
fn period(question: &Question) -> Markup {
    let value = |date: &Option<String>| date.clone().unwrap_or_default();
    let (since, until) = (value(&question.filters.since), value(&question.filters.until));
    let mut rest = question.clone();
    (rest.filters.since, rest.filters.until) = (None, None);
    html! {
        form.period action="/" {
            @if let Subject::Text(text) = &question.subject { @if text != "*" { input type="hidden" name="q" value=(text); } }
            @for (key, value) in links::kept(&rest) { input type="hidden" name=(key) value=(value); }
            label { "from " input name="since" value=(since) placeholder="2024-10" size="10"; }
            label { "to " input name="until" value=(until) placeholder="last month" size="10"; }
            button type="submit" { "Go" }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::Bucket;

    fn counts(values: &[(&str, u64)]) -> FacetCounts {
        let bucket =
            |(value, count): &(&str, u64)| Bucket { value: (*value).to_owned(), label: String::new(), count: *count };
        FacetCounts { buckets: values.iter().map(bucket).collect(), ..FacetCounts::default() }
    }

    fn shown(values: &[(&str, u64)]) -> Vec<(String, u64)> {
        filled(&counts(values)).into_iter().map(|bar| (bar.since, bar.count)).collect()
    }

    #[test]
    fn months_without_articles_have_their_place() {
        let bars = shown(&[("2024-11", 2), ("2025-02", 1)]);
        let last: Vec<(&str, u64)> =
            bars[FEWEST_BARS - 5..].iter().map(|(value, count)| (value.as_str(), *count)).collect();
        assert_eq!(last, [("2024-10", 0), ("2024-11", 2), ("2024-12", 0), ("2025-01", 0), ("2025-02", 1)]);
        assert_eq!(bars[0].0, "2023-03", "a few bars are made up to a row");
        let bars = shown(&[("2024-02-28", 1), ("2024-03-01", 1)]);
        assert_eq!(bars[FEWEST_BARS - 2].0, "2024-02-29");
        assert!(shown(&[]).is_empty());
    }

    #[test]
    fn a_long_time_without_articles_is_one_gap_that_says_so() {
        let bars = filled(&counts(&[("1963-08", 1), ("2024-06", 1), ("2024-09", 2)]));
        let gaps: Vec<&Bar> = bars.iter().filter(|bar| bar.is_gap()).collect();
        assert_eq!(gaps, [&Bar { since: "1963-09".to_owned(), until: "2024-05".to_owned(), count: 0 }]);
        assert_eq!(gaps[0].label(), "1963-09 to 2024-05: nothing");
        let last: Vec<&str> = bars[bars.len() - 3..].iter().map(|bar| bar.since.as_str()).collect();
        assert_eq!(last, ["2024-07", "2024-08", "2024-09"], "a short row is drawn");
        let bars = filled(&counts(&[("0987", 1), ("2025", 1)]));
        assert!(
            bars.len() <= FEWEST_BARS && bars.iter().any(Bar::is_gap),
            "a slip of a thousand years is no thousand bars"
        );
    }

    #[test]
    fn a_short_period_is_shown_day_by_day() {
        let mut question = Question::default();
        assert_eq!(steps(&question), ["year", "month"]);
        question.filters.since = Some("2025-10".to_owned());
        question.filters.until = Some("2025-11-15".to_owned());
        assert_eq!(steps(&question), ["year", "day"]);
        question.filters.until = Some("last month".to_owned());
        assert_eq!(steps(&question), ["year", "month"]);
    }
}
