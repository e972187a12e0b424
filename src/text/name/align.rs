//! The best alignment of two words, and what its steps say.

use std::sync::LazyLock;

use super::units::{SCRIPTS, Script, UNITS};

/// How many features an alignment has.
pub(super) const FEATURES: usize = 12;

/// Log-odds that two units stand for one sound, and of units that stand for nothing.
pub(super) struct Odds {
    between: Vec<f32>,
    gaps: Vec<[f32; SCRIPTS.len()]>,
    vowels: Vec<bool>,
}

/// The learnt odds, read once.
pub(super) static ODDS: LazyLock<Odds> = LazyLock::new(|| Odds::read(include_str!("odds.tsv")));

/// What is not in the table.
const LEAST: f32 = -6.0;

impl Odds {
    fn read(table: &str) -> Odds {
        let count = UNITS.rows.len();
        let vowels = UNITS.rows.iter().map(|unit| unit.is_vowel()).collect();
        let mut odds = Odds { between: vec![LEAST; count * count], gaps: vec![[LEAST; SCRIPTS.len()]; count], vowels };
        for line in table.lines().filter(|line| !line.starts_with('#')) {
            odds.read_line(line);
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

/// Aligns words; its tables are kept from pair to pair.
#[derive(Default)]
pub(super) struct Aligner {
    best: Vec<(f32, Step)>,
}

/// How the best alignment reaches a place.
#[derive(Clone, Copy, Debug, PartialEq)]
enum Step {
    Both,
    Left,
    Right,
}

/// Features of a pair whose steps give less than this on average are not reckoned.
const HOPELESS: f32 = -0.5;

impl Aligner {
    /// What the best alignment of two words says; none where it is hopeless.
    pub(super) fn features(&mut self, left: (&[u16], Script), right: (&[u16], Script)) -> Option<[f32; FEATURES]> {
        let score = self.fill(left, right);
        let longest = left.0.len().max(right.0.len());
        if longest == 0 || score < HOPELESS * longest as f32 {
            return None;
        }
        Some(self.trace(left, right, score))
    }

    fn fill(&mut self, left: (&[u16], Script), right: (&[u16], Script)) -> f32 {
        let odds = &*ODDS;
        let width = right.0.len() + 1;
        self.best.clear();
        self.best.resize(width * (left.0.len() + 1), (0.0, Step::Both));
        for (at, unit) in right.0.iter().enumerate() {
            self.best[at + 1] = (self.best[at].0 + odds.gap(*unit, left.1), Step::Right);
        }
        for (row, unit) in left.0.iter().enumerate() {
            let (above, here) = (row * width, (row + 1) * width);
            let gap = odds.gap(*unit, right.1);
            self.best[here] = (self.best[above].0 + gap, Step::Left);
            for (at, other) in right.0.iter().enumerate() {
                let mut best = (self.best[above + at].0 + odds.between(*unit, *other), Step::Both);
                let left_gap = self.best[above + at + 1].0 + gap;
                if left_gap > best.0 {
                    best = (left_gap, Step::Left);
                }
                let right_gap = self.best[here + at].0 + odds.gap(*other, left.1);
                if right_gap > best.0 {
                    best = (right_gap, Step::Right);
                }
                self.best[here + at + 1] = best;
            }
        }
        self.best[width * (left.0.len() + 1) - 1].0
    }

    /// Mean odds a step; sums of gaps, of bad and of good matches, vowels (odd places) and consonants (even places)
    /// apart; odds of the last and the first step, and of the worst; consonants; steps.
    fn trace(&self, left: (&[u16], Script), right: (&[u16], Script), score: f32) -> [f32; FEATURES] {
        let odds = &*ODDS;
        let vowel = |unit: u16| odds.vowels[usize::from(unit)];
        let width = right.0.len() + 1;
        let (mut i, mut j) = (left.0.len(), right.0.len());
        let mut features = [0.0; FEATURES];
        let (mut steps, mut consonants, mut worst) = (0.0_f32, 0.0_f32, 9.0_f32);
        while i > 0 || j > 0 {
            let step = self.best[i * width + j].1;
            let (value, soft) = match step {
                Step::Both => {
                    let (one, other) = (left.0[i - 1], right.0[j - 1]);
                    (odds.between(one, other), vowel(one) && vowel(other))
                }
                Step::Left => (odds.gap(left.0[i - 1], right.1), vowel(left.0[i - 1])),
                Step::Right => (odds.gap(right.0[j - 1], left.1), vowel(right.0[j - 1])),
            };
            let kind = if step != Step::Both {
                1
            } else if value < 0.0 {
                3
            } else {
                5
            };
            features[kind + usize::from(!soft)] += value;
            i -= usize::from(step != Step::Right);
            j -= usize::from(step != Step::Left);
            if steps == 0.0 {
                features[7] = value.min(2.0);
            }
            features[8] = value.min(2.0);
            worst = worst.min(value);
            consonants += f32::from(u8::from(!soft));
            steps += 1.0;
        }
        features[0] = score / steps.max(1.0);
        features[9] = worst;
        features[10] = consonants.min(8.0);
        features[11] = steps.min(12.0);
        features
    }
}
