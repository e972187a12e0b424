//! The best alignment of two words.

use std::sync::LazyLock;

use super::units::{SCRIPTS, Script, UNITS};

/// Log-odds that two units stand for one sound, and of units that stand for nothing.
pub(super) struct Odds {
    between: Vec<Tenths>,
    gaps: Vec<[Tenths; SCRIPTS.len()]>,
    /// The best that a unit can add in a word that is aligned with one of a script.
    most: Vec<[Tenths; SCRIPTS.len()]>,
}

/// Log-odds in tenths, as the table has them: sums are exact, and the greater of two is found faster than of fractions.
type Tenths = i32;

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
    /// The log-odds that two words are one name rather than two: the sum over their best alignment. Of words that cannot
    /// reach `least`, less than that.
    pub(super) fn log_odds(&mut self, left: (&[u16], Script), right: (&[u16], Script), least: f32) -> f32 {
        let odds = &*ODDS;
        let least = (least * 10.0).floor() as Tenths;
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
                return f32::MIN;
            }
        }
        self.best.last().map_or(0.0, |tenths| *tenths as f32 / 10.0)
    }
}
