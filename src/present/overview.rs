//! What is in an archive, in one screen: how much of it has a date, which sites it covers and when, what was left out and why.

use std::io::{self, Write};

use super::columns::{width, wrap_behind};
use super::lines;
use super::steps::{Step, filled};
use super::style::{Role, Style};
use super::timeline::sparkline;
use crate::model::{self, FacetCounts, Results};
use crate::plan::{FileCounts, Reasons};
use crate::sites::{Home, SiteHome};
use crate::text::escape::for_terminal;

/// What is counted for an overview, over all articles.
pub const OVERVIEW_FACETS: [&str; 8] = ["lang", "kind", "country", "topic", "year", "month", "day", "site"];
/// What is counted for the coverage of a site.
pub const COVERAGE_FACETS: [&str; 2] = ["month", "year"];
/// How many sites an overview tells of.
pub const OVERVIEW_SITES: usize = 8;

/// The facets that are told in a line each.
const LINES: [&str; 4] = ["lang", "kind", "country", "topic"];
/// How many reasons are told of files that were left out.
const REASONS: usize = 5;
/// How many steps of time the coverage of a site has at most.
const MOST_STEPS: usize = 48;

/// What is known of all articles.
pub struct Overview<'a> {
    /// What became of the files.
    pub files: &'a FileCounts,
    /// The counts of [`OVERVIEW_FACETS`] over all articles.
    pub results: &'a Results,
    /// Of the largest sites: each with its number of articles and its counts of [`COVERAGE_FACETS`].
    pub sites: &'a [Coverage],
    /// The sites whose stories show where they are at home.
    pub homes: &'a [SiteHome],
}

/// When a site is covered.
pub struct Coverage {
    /// The site.
    pub site: String,
    /// How many articles are of it.
    pub articles: u64,
    /// When they are from, by month and by year.
    pub facets: Vec<FacetCounts>,
}

impl Overview<'_> {
    fn counts(&self, by: &str) -> Option<&FacetCounts> {
        self.results.facets.iter().find(|counts| counts.by == by)
    }

    fn unknown(&self, by: &str) -> u64 {
        self.counts(by).map_or(0, |counts| counts.unknown)
    }
}

/// Writes an overview.
///
/// # Errors
///
/// When the writer fails.
pub fn write(overview: &Overview, style: &Style, out: &mut dyn Write) -> io::Result<()> {
    /// Where all of these lines begin.
    const INDENT: usize = 10;
    let Overview { files, results, .. } = overview;
    let mut line = |name: &str, text: &str| {
        write!(out, "{}{:space$}", style.paint(Role::Title, name), "", space = INDENT - width(name))?;
        wrap_behind(&for_terminal(text), INDENT, style.width, out)
    };
    for (name, told) in [("skipped", reasons(&files.skipped_for)), ("failed", reasons(&files.failed_for))] {
        if !told.is_empty() {
            line(name, &told)?;
        }
    }
    line("articles", &results.total.to_string())?;
    line("dated", &dated(overview))?;
    let facets: Vec<FacetCounts> = LINES.iter().filter_map(|by| overview.counts(by)).cloned().collect();
    lines::write_behind(&facets, INDENT, style, out)?;
    if !overview.homes.is_empty() {
        write!(out, "{}{:space$}", style.paint(Role::Title, "homes"), "", space = INDENT - width("homes"))?;
        wrap_behind(&for_terminal(&homes(overview.homes)), INDENT, style.width, out)?;
    }
    coverage(overview, style, out)
}

/// Where sites are at home, those with most stories first.
fn homes(homes: &[SiteHome]) -> String {
    let mut homes: Vec<&SiteHome> = homes.iter().collect();
    homes.sort_by_key(|site| std::cmp::Reverse(site.home.stories));
    let told = homes.iter().take(OVERVIEW_SITES).map(|site| {
        let Home { country, stories, of } = site.home;
        let code = country.code();
        let name = model::country(&code).map_or(code.as_str(), |country| country.name);
        format!("{} {name} ({stories} of {of} stories)", site.site)
    });
    let more = homes.len().saturating_sub(OVERVIEW_SITES);
    let more = (more > 0).then(|| format!("{more} more"));
    told.chain(more).collect::<Vec<_>>().join(" · ")
}

/// How much is dated, and how exactly.
fn dated(overview: &Overview) -> String {
    let total = overview.results.total;
    let [day, month, year] = ["day", "month", "year"].map(|by| overview.unknown(by));
    let share = (year * 100).checked_div(total).unwrap_or(0);
    let parts = [
        (total.saturating_sub(day), "to the day"),
        (day.saturating_sub(month), "to the month"),
        (month.saturating_sub(year), "to the year"),
    ];
    let told = parts.iter().filter(|(count, _)| *count > 0).map(|(count, how)| format!("{how} {count}"));
    told.chain([format!("not at all {year} ({share} %)")]).collect::<Vec<_>>().join(" · ")
}

/// Why files were left out, the most frequent reason first.
fn reasons(reasons: &Reasons) -> String {
    let more = reasons.first.len().saturating_sub(REASONS) + reasons.more;
    let told = reasons.first.iter().take(REASONS).map(|(reason, count)| format!("{count} {reason}"));
    let more = (more > 0).then(|| format!("{more} more reasons"));
    told.chain(more).collect::<Vec<_>>().join(" · ")
}

/// Writes of each large site when it is covered, all on one scale of time.
fn coverage(overview: &Overview, style: &Style, out: &mut dyn Write) -> io::Result<()> {
    let Some((by, axis)) = axis(overview) else { return Ok(()) };
    let (first, last) = (&axis[0].label, &axis[axis.len() - 1].label);
    let earlier: u64 = overview.counts(by).map_or(0, |counts| {
        let all: u64 = counts.buckets.iter().map(|bucket| bucket.count).sum();
        all.saturating_sub(axis.iter().map(|step| step.count).sum())
    });
    let earlier = if earlier > 0 { format!("; {earlier} earlier") } else { String::new() };
    let head = format!("sites, and all articles, by {by} from {first} to {last}{earlier}");
    writeln!(out, "\n{}", style.paint(Role::Title, &head))?;
    let all =
        Coverage { site: "all".to_owned(), articles: overview.results.total, facets: overview.results.facets.clone() };
    let rows = || std::iter::once(&all).chain(overview.sites);
    let label = rows().map(|row| width(&for_terminal(&row.site))).max().unwrap_or(0);
    for row in rows() {
        let Some(counts) = row.facets.iter().find(|counts| counts.by == by) else { continue };
        let steps = filled(counts).unwrap_or_default();
        let at = |step: &Step| steps.iter().find(|known| known.first == step.first).map_or(0, |known| known.count);
        let cells: Vec<u64> = axis.iter().map(at).collect();
        let cells = sparkline(cells.iter().copied(), cells.iter().copied().max().unwrap_or(0));
        let site = for_terminal(&row.site);
        let space = label - width(&site);
        writeln!(out, "  {site}{:space$}  {:>7}  {}", "", row.articles, style.paint(Role::Bar, &cells))?;
    }
    let sites = overview.counts("site");
    let more = sites.map_or(0, |sites| sites.more + sites.buckets.len().saturating_sub(overview.sites.len()));
    let unknown = overview.unknown("site");
    if more > 0 || unknown > 0 {
        let noun = if unknown == 1 { "article" } else { "articles" };
        writeln!(out, "  and {more} more; {unknown} {noun} of an unknown site")?;
    }
    Ok(())
}

/// The scale of time: the last months where three articles of four lie in them, else years.
fn axis<'a>(overview: &Overview) -> Option<(&'a str, Vec<Step>)> {
    let steps = |by| overview.counts(by).and_then(filled).filter(|steps| !steps.is_empty());
    let sum = |steps: &[Step]| steps.iter().map(|step| step.count).sum::<u64>();
    if let Some(mut months) = steps("month") {
        let all = sum(&months);
        let months = months.split_off(months.len().saturating_sub(MOST_STEPS));
        if 4 * sum(&months) >= 3 * all {
            return Some(("month", months));
        }
    }
    let mut years = steps("year")?;
    let left_out = years.len().saturating_sub(MOST_STEPS);
    Some(("year", years.split_off(left_out)))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::index::{FileRecord, Outcome, ReadingRules};
    use crate::present::steps::tests::counts;

    fn file(outcome: Outcome) -> FileRecord {
        FileRecord {
            path: "a".to_owned(),
            size: 1,
            modified: 1,
            hash: 1,
            sha256: None,
            articles: 1,
            outcome,
            rules: ReadingRules::default(),
        }
    }

    #[test]
    fn what_is_in_here_is_told_in_one_screen() {
        let facet = |by: &str, buckets: &[(&str, u64)], unknown| FacetCounts { unknown, ..counts(by, buckets) };
        let months = [("2025-01", 2), ("2025-03", 4)];
        let facets = vec![
            facet("lang", &[("en", 9)], 1),
            facet("year", &[("2025", 8)], 2),
            facet("month", &months, 4),
            facet("day", &[("2025-03-01", 5)], 5),
            facet("site", &[("a.example", 6), ("b.example", 1)], 3),
        ];
        let results = Results { total: 10, facets, ..Results::default() };
        let of = |site: &str, articles, months: &[(&str, u64)]| Coverage {
            site: site.to_owned(),
            articles,
            facets: vec![facet("month", months, 0), facet("year", &[], 0)],
        };
        let sites = [of("a.example", 6, &months[1..])];
        let skipped = || file(Outcome::Skipped("an image".to_owned()));
        let files = [skipped(), file(Outcome::Indexed), skipped(), file(Outcome::Failed("cut off".to_owned()))];
        let mut out = Vec::new();
        write(
            &Overview { files: &FileCounts::of(&files), results: &results, sites: &sites, homes: &[] },
            &Style::default(),
            &mut out,
        )
        .unwrap();
        let expected = "skipped   2 an image\nfailed    1 cut off\narticles  10\n\
                        dated     to the day 5 · to the month 1 · to the year 2 · not at all 2 (20 %)\nlang      en 9 · unknown 1\n\n\
                        sites, and all articles, by month from 2025-01 to 2025-03\n  all             10  ▄·█\n  a.example        6  ··█\n  \
                        and 1 more; 3 articles of an unknown site\n";
        assert_eq!(String::from_utf8(out).unwrap(), expected);
    }
}
