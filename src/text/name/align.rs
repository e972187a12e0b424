//! The best alignment of two words.

use std::sync::LazyLock;

use super::units::{SCRIPTS, Script, UNITS, Word};

/// Log-odds that two units stand for one sound, and of units that stand for nothing.
pub(super) struct Odds {
    between: Vec<Tenths>,
    gaps: Vec<[Tenths; SCRIPTS.len()]>,
    /// The best that a unit can add in a word that is aligned with one of a script.
    most: Vec<[Tenths; SCRIPTS.len()]>,
}

/// Log-odds in tenths, as the table has them: sums are exact, and the greater of two is found faster than of fractions.
pub(super) type Tenths = i32;

/// The learnt odds, read once.
pub(super) static ODDS: LazyLock<Odds> = LazyLock::new(|| Odds::read(include_str!("odds.tsv")));

/// What is not in the table.
const LEAST: Tenths = -60;

impl Odds {
    fn read(table: &str) -> Odds {
        let count = UNITS.rows.len();
        let mut odds =
            Odds { between: vec![LEAST; count * count], gaps: vec![[LEAST; SCRIPTS.len()]; count], most: Vec::new() };
        for line in table.lines().filter(|line| !line.starts_with('#')) {
            odds.read_line(line);
        }
        odds.most = odds.gaps.clone();
        for (row, most) in odds.between.chunks_exact(count).zip(&mut odds.most) {
            for (between, unit) in row.iter().zip(&UNITS.rows) {
                let most = &mut most[unit.script as usize];
                *most = (*most).max(*between);
            }
        }
        odds
    }

    /// `script:unit`, then `@` and its gaps by script, or a script and `unit=odds` of that script.
    fn read_line(&mut self, line: &str) -> Option<()> {
        let mut columns = line.split('\t');
        let (script, unit) = columns.next()?.split_once(':')?;
        let script_named = |name: &str| SCRIPTS.into_iter().find(|known| known.name() == name);
        let one = UNITS.number(script_named(script)?, unit)?;
        let (what, values) = (columns.next()?, columns.next()?.split(' '));
        if what == "@" {
            for (gap, value) in self.gaps[one].iter_mut().zip(values) {
                *gap = tenths(value);
            }
            return Some(());
        }
        for (unit, value) in values.filter_map(|value| value.rsplit_once('=')) {
            let other = UNITS.number(script_named(what)?, unit)?;
            self.between[one * UNITS.rows.len() + other] = tenths(value);
            self.between[other * UNITS.rows.len() + one] = tenths(value);
        }
        Some(())
    }

    /// The odds of a unit against each.
    fn row(&self, unit: u16) -> &[Tenths] {
        let start = usize::from(unit) * self.gaps.len();
        &self.between[start..start + self.gaps.len()]
    }

    fn gap(&self, unit: u16, against: Script) -> Tenths {
        self.gaps[usize::from(unit)][against as usize]
    }
}

fn tenths(value: &str) -> Tenths {
    value.parse().unwrap_or(LEAST)
}

/// Aligns words; its row is kept from pair to pair.
#[derive(Default)]
pub(super) struct Aligner {
    best: Vec<Tenths>,
    /// What each unit on the right costs where it stands for nothing.
    gaps: Vec<Tenths>,
}

impl Aligner {
    /// The log-odds of the likeliest readings of two words, in tenths; of words that cannot reach `least`, less than that.
    pub(super) fn log_odds(&mut self, one: &Word, other: &Word, least: Tenths) -> Tenths {
        let mut best = Tenths::MIN;
        for mine in &one.readings {
            for theirs in &other.readings {
                best = best.max(self.of_readings((mine, one.script), (theirs, other.script), least));
            }
        }
        best
    }

    /// The log-odds that two words are one name rather than two: the sum over their best alignment. Of words that cannot
    /// reach `least`, less than that.
    fn of_readings(&mut self, left: (&[u16], Script), right: (&[u16], Script), least: Tenths) -> Tenths {
        let odds = &*ODDS;
        self.gaps.clear();
        self.gaps.extend(right.0.iter().map(|unit| odds.gap(*unit, left.1)));
        self.best.clear();
        self.best.push(0);
        let (mut sum, mut to_come) = (0, 0);
        for gap in &self.gaps {
            sum += gap;
            to_come += (*gap).max(0);
            self.best.push(sum);
        }
        let most = |unit: &u16| odds.most[usize::from(*unit)][right.1 as usize];
        to_come += left.0.iter().map(most).sum::<Tenths>();
        for unit in left.0 {
            let (gap, row) = (odds.gap(*unit, right.1), odds.row(*unit));
            let mut diagonal = self.best[0];
            let mut before = diagonal + gap;
            self.best[0] = before;
            let mut row_best = before;
            for ((other, gap_there), best) in right.0.iter().zip(&self.gaps).zip(&mut self.best[1..]) {
                let both = diagonal + row[usize::from(*other)];
                diagonal = *best;
                before = both.max(diagonal + gap).max(before + gap_there);
                *best = before;
                row_best = row_best.max(before);
            }
            to_come -= most(unit);
            if row_best + to_come < least {
                return Tenths::MIN;
            }
        }
        self.best.last().copied().unwrap_or(0)
    }

    /// The steps of the best alignment of the likeliest readings of two words, from the start.
    pub(super) fn steps(&mut self, one: &Word, other: &Word) -> Vec<Step> {
        let pairs = one.readings.iter().flat_map(|mine| other.readings.iter().map(move |theirs| (mine, theirs)));
        let mut best: Option<(Tenths, &[u16], &[u16])> = None;
        for (mine, theirs) in pairs {
            let odds = self.of_readings((mine, one.script), (theirs, other.script), Tenths::MIN);
            if best.is_none_or(|(known, ..)| odds > known) {
                best = Some((odds, mine, theirs));
            }
        }
        best.map_or_else(Vec::new, |(_, mine, theirs)| steps((mine, one.script), (theirs, other.script)))
    }
}

/// A step of an alignment: units that stand for each other, or one that stands alone.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Step {
    /// The unit on the left.
    pub(super) left: Option<u16>,
    /// The unit on the right.
    pub(super) right: Option<u16>,
    /// What the step adds to the log-odds.
    pub(super) odds: Tenths,
}

/// The best alignment of two words, from the start.
fn steps(left: (&[u16], Script), right: (&[u16], Script)) -> Vec<Step> {
    let odds = &*ODDS;
    let width = right.0.len() + 1;
    let step = |row: usize, column: usize, of_left: bool, of_right: bool| {
        let (one, other) = (of_left.then(|| left.0[row - 1]), of_right.then(|| right.0[column - 1]));
        let odds = match (one, other) {
            (Some(one), Some(other)) => odds.row(one)[usize::from(other)],
            (Some(one), None) => odds.gap(one, right.1),
            (None, Some(other)) => odds.gap(other, left.1),
            (None, None) => 0,
        };
        Step { left: one, right: other, odds }
    };
    let mut best: Vec<(Tenths, Option<Step>)> = Vec::with_capacity((left.0.len() + 1) * width);
    for row in 0..=left.0.len() {
        for column in 0..width {
            let mut here: Option<(Tenths, Option<Step>)> = None;
            let mut offer = |before: usize, step: Step| {
                let sum = best[before].0 + step.odds;
                if here.is_none_or(|(known, _)| sum > known) {
                    here = Some((sum, Some(step)));
                }
            };
            let at = row * width + column;
            if row > 0 && column > 0 {
                offer(at - width - 1, step(row, column, true, true));
            }
            if row > 0 {
                offer(at - width, step(row, column, true, false));
            }
            if column > 0 {
                offer(at - 1, step(row, column, false, true));
            }
            best.push(here.unwrap_or_default());
        }
    }
    let mut found = Vec::new();
    let mut at = best.len() - 1;
    while let Some(step) = best[at].1 {
        at -= usize::from(step.right.is_some()) + if step.left.is_some() { width } else { 0 };
        found.push(step);
    }
    found.reverse();
    found
}
