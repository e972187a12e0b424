//! Choosing among clues: what each kind is worth, and what agreement adds.

use jiff::civil::{Date, date};

use super::agreement::{self, Numbers};
use super::clue::{Clue, Standing};
use super::dating::Dating;
use super::moment::Moment;
use super::order::{Locale, Order};
use crate::extract::extraction::Note;
use crate::model::{DateSource, NumericDay, OpenDay, Precision, Published};

// What a clue of each kind is worth alone, from 0 to 1. Chosen on pages with known days; only their order matters much.

/// JSON-LD of a story.
pub(super) const JSON_LD: f32 = 0.95;
/// JSON-LD of a page or anything else.
pub(super) const JSON_LD_PAGE: f32 = 0.80;
/// A `meta` element.
pub(super) const META: f32 = 0.92;
/// A `meta` element that dates a record of the page.
pub(super) const META_OF_RECORD: f32 = 0.78;
/// A `time` element or microdata marked as the day of publication.
pub(super) const TIME_MARKED: f32 = 0.88;
/// Microdata in a box that is not the article's by its name.
pub(super) const MICRODATA_ELSEWHERE: f32 = 0.5;
/// Any `time` element near the headline.
pub(super) const TIME_NEAR: f32 = 0.78;
/// Any other `time` element.
pub(super) const TIME_FAR: f32 = 0.45;
/// A date that stands by itself near the headline.
pub(super) const WRITTEN: f32 = 0.72;
/// A date in an element that is named after dates, wherever it stands.
pub(super) const NAMED: f32 = 0.68;
/// A date near the headline that is called the day of publication.
pub(super) const WRITTEN_LABELLED: f32 = 0.80;
/// A date that stands by itself right above the headline of a text.
pub(super) const WRITTEN_ABOVE: f32 = 0.62;
/// A date that stands by itself right behind a text.
pub(super) const WRITTEN_BEHIND: f32 = 0.5;
/// A day that the page counts from when it was shown, near the headline: in doubt, for nobody knows its zone.
pub(super) const COUNTED: f32 = 0.46;
/// A date inside longer text near the headline.
pub(super) const WRITTEN_IN_TEXT: f32 = 0.35;
/// The only day in a box beside the article.
pub(super) const BESIDE: f32 = 0.42;
/// A date that the page calls the day of publication, far from the headline.
pub(super) const WRITTEN_AS_PUBLISHED: f32 = 0.5;
/// A date that the page calls the day of the last change, where it calls none another.
pub(super) const WRITTEN_AS_CHANGED: f32 = 0.67;
/// A `time` element of a list.
pub(super) const LISTED: f32 = 0.34;
/// The only day that scripts of the page call the day of publication.
pub(super) const SCRIPT: f32 = 0.42;
/// The only day that stands written by itself, far from the headline.
pub(super) const WRITTEN_ANYWHERE: f32 = 0.38;
/// The page's address.
pub(super) const URL: f32 = 0.75;
/// A day in a file's name of the page's address.
pub(super) const URL_NAME: f32 = 0.73;
/// A day that is a part of the page's title by itself.
pub(super) const IN_TITLE: f32 = 0.45;
/// A date in the opening of the text.
pub(super) const IN_DATELINE: f32 = 0.5;
/// A date that the first paragraph of a text names, where nothing else dates it: most often the day of what happened.
pub(super) const IN_LEAD: f32 = 0.4;
/// The creation date in a document's information.
pub(super) const DOCUMENT_INFO: f32 = 0.42;
/// How far the opening of a text reaches, in bytes.
pub(super) const DATELINE: usize = 120;

/// What a clue to the last change is worth, relative to one to publication.
const CHANGE: f32 = 0.55;
/// The same where no reader sees it: alone it is too little, for a page is changed whenever its site is.
const UNSEEN_CHANGE: f32 = 0.35;
/// What another source of the same day adds.
const AGREEMENT: f32 = 0.06;
/// What being the stamp of the last change costs a stamp of publication.
const OVERWRITTEN: f32 = 0.4;
/// How many clues are weighed against each other.
const MOST: usize = 400;
/// How many refused clues are reported.
const REFUSED: usize = 6;
/// Below this nothing is claimed.
const CLAIM: f32 = 0.36;
/// Below this what is claimed is in doubt.
const DOUBT: f32 = 0.5;

/// What distance from the headline costs, in trust.
pub(super) fn nearness_loss(distance: usize) -> f32 {
    (distance.min(500) as f32) * 0.0002
}

/// When a page was seen: nothing on it is from after that.
#[derive(Clone, Copy, Debug, Default)]
pub(super) struct Seen {
    /// When it was saved.
    pub(super) captured: Option<jiff::Timestamp>,
    /// When it is read, which counts where nobody knows when it was saved.
    pub(super) read: Option<jiff::Timestamp>,
    /// What it is.
    pub(super) medium: Medium,
}

/// What a day stands on.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(super) enum Medium {
    /// A page, of which none is older than the web.
    #[default]
    Page,
    /// A text, which may be a copy of print.
    Text,
}

impl Medium {
    /// Whether a day from before there were pages may be the day of publication: where a text shows it as its own, or where a page
    /// that holds an old story declares it.
    fn may_be_so_old(self, clue: &Clue) -> bool {
        /// What is declared of the story, or marked as its day of publication.
        const DECLARED: f32 = 0.87;
        /// What stands by itself below a headline, its distance from there aside.
        const SHOWN: f32 = 0.7;
        /// First days of calendars of computers, which stand where nobody gave a day.
        const EMPTY: [Date; 7] = [
            date(1899, 12, 30),
            date(1899, 12, 31),
            date(1900, 1, 1),
            date(1904, 1, 1),
            date(1969, 12, 31),
            date(1970, 1, 1),
            date(1980, 1, 1),
        ];
        let least = if self == Medium::Text { SHOWN } else { DECLARED };
        let is_day = clue.moment.date().is_some_and(|day| day.year() >= 1600 && !EMPTY.contains(&day));
        clue.source == DateSource::Dateline || is_day && clue.standing != Standing::Mentioned && clue.trust >= least
    }
}

/// Chooses the clue that is worth most; of equals the one found first. What depends on the order of day and month, which nothing in
/// the capture proves, is chosen for both orders too.
pub(super) fn choose(found: Vec<Clue>, seen: Seen, locale: Locale) -> Dating {
    let saved = seen.captured.map(|moment| jiff::tz::Offset::UTC.to_datetime(moment).date());
    match agreement::numbers(&found, locale, saved) {
        Numbers::Silent => choose_in(found, seen, locale),
        Numbers::Proves(order) => Dating { numeric_day: NumericDay::Proves(order), ..choose_in(found, seen, locale) },
        Numbers::Open => {
            let by_site = |order| choose_in(found.clone(), seen, locale.of_site(order)).published;
            let (day_first, month_first) = (by_site(Order::DayFirst), by_site(Order::MonthFirst));
            let dating = choose_in(found, seen, locale);
            let alone = dating.published.clone();
            // Where another clue dates the page, nothing is left to the site.
            let is_left = day_first != alone || month_first != alone;
            let open = is_left.then(|| NumericDay::Open(Box::new(OpenDay { alone, day_first, month_first })));
            Dating { numeric_day: open.unwrap_or_default(), ..dating }
        }
    }
}

/// Chooses the clue that is worth most, where day and month stand in the order that the page or the locale tells.
fn choose_in(mut found: Vec<Clue>, seen: Seen, locale: Locale) -> Dating {
    let day = |moment| jiff::tz::Offset::UTC.to_datetime(moment).date();
    let (saved, read) = (seen.captured.map(day), seen.read.map(day));
    agreement::settle(&mut found, locale, saved);
    let refused = refuse(&mut found, (saved, read), seen.medium);
    found.truncate(MOST);
    let worth: Vec<f32> = found.iter().map(|clue| worth(clue, &found)).collect();
    let best = (0..found.len()).reduce(|best, next| if worth[next] > worth[best] { next } else { best });
    let Some(best) = best.filter(|best| worth[*best] >= CLAIM) else {
        let notes = notes(&found, &worth, None).chain(refused).collect();
        return Dating { notes, ..Dating::default() };
    };
    let best = unchanged(best, &found, &worth).unwrap_or(best);
    let best = narrower(best, &found, &worth).unwrap_or(best);
    let best = minted(best, &found).unwrap_or(best);
    let published = settle(&found[best], &found, &worth, worth[best]);
    let doubt = (published.confidence < DOUBT)
        .then(|| Note::new("published", "in doubt: little speaks for this day, and nothing confirms it".to_owned()));
    Dating {
        published: Some(published),
        numeric_day: NumericDay::Silent,
        notes: notes(&found, &worth, Some(best)).chain(doubt).chain(refused).collect(),
    }
}

/// Takes out the days on which the page cannot have been published, and tells why; what a record says is kept, and trusted less.
fn refuse(found: &mut Vec<Clue>, (saved, read): (Option<Date>, Option<Date>), medium: Medium) -> Vec<Note> {
    /// There are no pages of before 1991.
    const FIRST: i16 = 1991;
    /// What is left of the trust in a record's day that is later than its save.
    const LATE: f32 = 0.6;
    let limit = saved.or(read);
    let mut refused = Vec::new();
    found.retain_mut(|clue| {
        let day = clue.moment.start.date();
        // A day of slack: the page's zone may be ahead of the clock that stamped the save.
        let is_late = limit.is_some_and(|limit| day > limit.saturating_add(jiff::Span::new().days(1)));
        let is_early = day.year() < FIRST && !medium.may_be_so_old(clue);
        if clue.source == DateSource::Record {
            if is_late && let Some(saved) = saved {
                clue.trust *= LATE;
                clue.note(format!("a day after it was saved ({saved})"));
            }
            return true;
        }
        let reason = match (is_late, saved) {
            (true, Some(saved)) => format!("the page was saved before, on {saved}"),
            (true, None) => "that day is still to come".to_owned(),
            _ => "there were no pages yet".to_owned(),
        };
        if is_late || is_early {
            refused.push(Note::new("published", format!("refused ({reason}): {:?}, {}", clue.source, clue.evidence)));
        }
        !is_late && !is_early
    });
    refused.truncate(REFUSED);
    refused
}

/// Where the best clue tells the last change: a day before it that nothing calls so, and that stands for itself. The page was
/// published before it was changed.
fn unchanged(best: usize, found: &[Clue], worth: &[f32]) -> Option<usize> {
    let changed = found[best].moment.start.date();
    let is_before =
        |clue: &Clue| !clue.modified && clue.trust >= TIME_FAR && clue.moment.date().is_some_and(|day| day < changed);
    let days = (0..found.len()).filter(|place| found[best].modified && is_before(&found[*place]));
    days.reduce(|best, next| if worth[next] > worth[best] { next } else { best })
}

/// Where the best clue gives only a month or a year: the best clue to a day within it.
fn narrower(best: usize, found: &[Clue], worth: &[f32]) -> Option<usize> {
    let wide = &found[best].moment;
    let within = |clue: &Clue| {
        let month = clue.moment.start.month() == wide.start.month() || wide.precision == Precision::Year;
        clue.moment.date().is_some() && month && clue.moment.start.year() == wide.start.year()
    };
    let days = (0..found.len()).filter(|place| wide.precision < Precision::Day && within(&found[*place]));
    days.reduce(|best, next| if worth[next] > worth[best] { next } else { best })
}

/// Where the folders of the address name a day well before the best clue's: the address. It was made when the page was,
/// and stays when the page is published again.
fn minted(best: usize, found: &[Clue]) -> Option<usize> {
    let is_earlier = |clue: &Clue| (found[best].moment.start.date() - clue.moment.start.date()).get_days() > 1;
    let is_day = |clue: &Clue| clue.source == DateSource::Url && clue.trust == URL && clue.moment.date().is_some();
    let day = (0..found.len()).find(|place| is_day(&found[*place]) && is_earlier(&found[*place]));
    day.filter(|_| found[best].source != DateSource::Record)
}

fn worth(clue: &Clue, all: &[Clue]) -> f32 {
    let base = match (clue.modified, clue.standing) {
        (false, _) => clue.trust,
        (true, Standing::Declared) => clue.trust * UNSEEN_CHANGE,
        (true, Standing::Shown | Standing::Mentioned) => clue.trust * CHANGE,
    };
    let agrees = |other: &&Clue| {
        !other.modified && other.source != clue.source && other.moment.start.date() == clue.moment.start.date()
    };
    let mut sources: Vec<DateSource> = Vec::new();
    for other in all.iter().filter(agrees) {
        if !sources.contains(&other.source) {
            sources.push(other.source);
        }
    }
    let vague = if clue.moment.precision < Precision::Day { 0.35 } else { 0.0 };
    let overwritten = if is_overwritten(clue, all) { OVERWRITTEN } else { 0.0 };
    base - vague - overwritten + AGREEMENT * sources.len() as f32
}

/// Whether a stamp of publication is the very stamp of the last change, while another declares an earlier day: some
/// systems write every change into both fields.
fn is_overwritten(clue: &Clue, all: &[Clue]) -> bool {
    let same = |other: &Clue| other.modified && other.moment.start == clue.moment.start;
    // A source that gives both days is no witness against the later one.
    let of_two_minds = |other: &Clue| {
        all.iter()
            .any(|third| !third.modified && third.source == other.source && third.moment.start == clue.moment.start)
    };
    let earlier = |other: &Clue| {
        !other.modified && other.trust > TIME_NEAR && other.moment.start < clue.moment.start && !of_two_minds(other)
    };
    !clue.modified && clue.moment.precision == Precision::Minute && all.iter().any(same) && all.iter().any(earlier)
}

/// The chosen clue as a date. Where it is stamped in UTC and the page shows a day next to it, the page's day decides.
fn settle(chosen: &Clue, all: &[Clue], worth: &[f32], confidence: f32) -> Published {
    let mut published = Published {
        start: chosen.moment.start,
        precision: chosen.moment.precision,
        offset_minutes: chosen.moment.offset,
        source: chosen.source,
        evidence: chosen.evidence.clone(),
        confidence: confidence.min(1.0),
    };
    if let Some(letters) = chosen.moment.letters {
        published.evidence += &match chosen.moment.offset {
            Some(_) => format!("; {letters} is that of the site's country"),
            None => format!("; {letters} means several zones, so the time stays local"),
        };
    }
    if chosen.moment.offset != Some(0) || is_confirmed(chosen, all) {
        return published;
    }
    if let Some(shown) = shown_beside(chosen, all, worth) {
        published.start = shown.moment.start;
        published.precision = shown.moment.precision;
        published.offset_minutes = None;
        published.evidence = format!("{}; shown as {}", chosen.evidence, shown.evidence);
    } else if let Some(local) = all.iter().find(|clue| is_same_instant(&chosen.moment, &clue.moment)) {
        published.start = local.moment.start;
        published.offset_minutes = local.moment.offset;
        published.evidence = format!("{}; in the page's zone {}", chosen.evidence, local.evidence);
    }
    published
}

/// Whether another source of the page, its prose apart, tells the day of a UTC stamp as its own.
fn is_confirmed(chosen: &Clue, all: &[Clue]) -> bool {
    all.iter().any(|clue| {
        clue.moment.offset.is_none()
            && clue.moment.start.date() == chosen.moment.start.date()
            && (clue.source != chosen.source || clue.standing == Standing::Shown)
            && clue.standing != Standing::Mentioned
    })
}

/// The likeliest day next to a UTC stamp that the page shows as its own, or has in its address.
fn shown_beside<'a>(chosen: &Clue, all: &'a [Clue], worth: &[f32]) -> Option<&'a Clue> {
    let is_shown = |clue: &Clue| {
        let days = clue.moment.start.date() - chosen.moment.start.date();
        (clue.standing == Standing::Shown || clue.source == DateSource::Url)
            && !clue.modified
            && clue.moment.precision >= Precision::Day
            && clue.moment.offset.is_none()
            && days.get_days().abs() == 1
            && is_local(chosen.moment.start, &clue.moment)
            && (clue.source != DateSource::Url || is_inhabited(chosen.moment.start, &clue.moment))
    };
    let shown = (0..all.len()).filter(|place| is_shown(&all[*place]));
    shown.reduce(|best, next| if worth[next] > worth[best] { next } else { best }).map(|place| &all[place])
}

/// Whether the day of an address can be the local one of a UTC stamp where the press is: no more than eight hours behind it. An
/// address further back was made while the story was written.
fn is_inhabited(utc: jiff::civil::DateTime, day: &Moment) -> bool {
    const BEHIND: i8 = 8;
    day.start.date() > utc.date() || utc.hour() < BEHIND
}

/// Whether a moment is the same as a UTC stamp, told in another zone.
fn is_same_instant(utc: &Moment, local: &Moment) -> bool {
    let is_told = local.precision == Precision::Minute && utc.precision == Precision::Minute;
    let offset = local.offset.filter(|offset| *offset != 0 && is_told);
    offset.is_some_and(|offset| {
        let span = jiff::Span::new().minutes(i64::from(offset));
        local.start.checked_sub(span).is_ok_and(|start| start == utc.start)
    })
}

/// Whether a moment can be a UTC stamp in the time of some zone: no more than 14 hours away, and where it tells the
/// time, by whole quarters of an hour.
fn is_local(utc: jiff::civil::DateTime, shown: &Moment) -> bool {
    const DAY: i64 = 24 * 60;
    const FURTHEST: i64 = 14 * 60;
    let minutes = |moment: jiff::civil::DateTime| i64::from(moment.hour()) * 60 + i64::from(moment.minute());
    let days = i64::from((shown.start.date() - utc.date()).get_days());
    if shown.precision == Precision::Minute {
        let apart = days * DAY + minutes(shown.start) - minutes(utc);
        return apart.abs() <= FURTHEST && apart % 15 == 0;
    }
    let to_midnight = if days > 0 { DAY - minutes(utc) } else { minutes(utc) };
    to_midnight <= FURTHEST
}

fn notes(found: &[Clue], worth: &[f32], best: Option<usize>) -> impl Iterator<Item = Note> {
    const SHOWN: usize = 12;
    let mut places: Vec<usize> = (0..found.len()).collect();
    places.sort_by(|a, b| worth[*b].total_cmp(&worth[*a]));
    let note = move |place: usize| {
        let clue = &found[place];
        let verdict = match (Some(place) == best, clue.modified) {
            (true, _) => "chosen",
            (false, true) => "last change",
            (false, false) => "not chosen",
        };
        Note {
            about: "published",
            text: format!("{verdict}, {:.2}: {:?}, {}", worth[place], clue.source, clue.evidence),
        }
    };
    places.into_iter().take(SHOWN).map(note)
}
