//! The best alignment of two words.

use std::sync::LazyLock;

use super::units::{SCRIPTS, Script, UNITS};

/// Log-odds that two units stand for one sound, and of units that stand for nothing.
pub(super) struct Odds {
    between: Vec<f32>,
    gaps: Vec<[f32; SCRIPTS.len()]>,
    /// The best that a unit can add, whatever it stands against.
    most: Vec<f32>,
}

/// The learnt odds, read once.
pub(super) static ODDS: LazyLock<Odds> = LazyLock::new(|| Odds::read(include_str!("odds.tsv")));

/// What is not in the table.
const LEAST: f32 = -6.0;

/// Sums in another order differ by no more.
const ROUNDING: f32 = 1e-3;

impl Odds {
    fn read(table: &str) -> Odds {
        let count = UNITS.rows.len();
        let mut odds =
            Odds { between: vec![LEAST; count * count], gaps: vec![[LEAST; SCRIPTS.len()]; count], most: Vec::new() };
        for line in table.lines().filter(|line| !line.starts_with('#')) {
            odds.read_line(line);
        }
        let rows = odds.between.chunks_exact(count).zip(&odds.gaps);
        odds.most = rows.map(|(row, gaps)| row.iter().chain(gaps).copied().fold(LEAST, f32::max)).collect();
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

    fn between(&self, one: u16, other: u16) -> f32 {
        self.between[usize::from(one) * self.gaps.len() + usize::from(other)]
    }

    fn gap(&self, unit: u16, against: Script) -> f32 {
        self.gaps[usize::from(unit)][against as usize]
    }
}

fn tenths(value: &str) -> f32 {
    value.parse::<f32>().map_or(LEAST, |tenths| tenths / 10.0)
}

/// Aligns words; its row is kept from pair to pair.
#[derive(Default)]
pub(super) struct Aligner {
    best: Vec<f32>,
}

impl Aligner {
    /// The log-odds that two words are one name rather than two: the sum over their best alignment. Of words that cannot
    /// reach `least`, less than that.
    pub(super) fn log_odds(&mut self, left: (&[u16], Script), right: (&[u16], Script), least: f32) -> f32 {
        let odds = &*ODDS;
        self.best.clear();
        self.best.push(0.0);
        let (mut sum, mut to_come) = (0.0, 0.0);
        for unit in right.0 {
            let gap = odds.gap(*unit, left.1);
            sum += gap;
            to_come += gap.max(0.0);
            self.best.push(sum);
        }
        to_come += left.0.iter().map(|unit| odds.most[usize::from(*unit)]).sum::<f32>();
        for unit in left.0 {
            let gap = odds.gap(*unit, right.1);
            let mut diagonal = self.best[0];
            self.best[0] += gap;
            let mut row_best = self.best[0];
            for (at, other) in right.0.iter().enumerate() {
                let both = diagonal + odds.between(*unit, *other);
                diagonal = self.best[at + 1];
                let alone = (diagonal + gap).max(self.best[at] + odds.gap(*other, left.1));
                self.best[at + 1] = both.max(alone);
                row_best = row_best.max(self.best[at + 1]);
            }
            to_come -= odds.most[usize::from(*unit)];
            if row_best + to_come < least - ROUNDING {
                return f32::MIN;
            }
        }
        self.best.last().copied().unwrap_or(0.0)
    }
}
