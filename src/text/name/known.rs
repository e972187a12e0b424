//! Spellings of one name that are known: what odds alone are not sure of, Wien and Vienna, John and Джон.
//!
//! The table lies in the program as text, its lines sorted by the name that they begin with, so that a name is found in it
//! by binary search and nothing is read before. A line is a name, the first names of the groups that it is in, and
//! the other names of the group that it is the first of; names of several words have `_` between them.
//! `tools/names/known.py` makes it anew.
//!
//! The names of countries are a table of their own (`countries.tsv`, by `tools/names/countries.py`). It is complete as far as the
//! languages go that dateline knows, so that what odds find beside it is another name: Frank and Franco for France.

/// Persons and cities.
const KNOWN: &str = include_str!("known.tsv");
/// Countries.
const COUNTRIES: &str = include_str!("countries.tsv");

/// The other spellings of a folded name in the tables, sorted; names of several words have `_` between them, here and there.
pub fn known(name: &str) -> Vec<&'static str> {
    let mut found: Vec<&str> = [KNOWN, COUNTRIES].into_iter().flat_map(|table| others(table, name)).collect();
    found.sort_unstable();
    found.dedup();
    found.retain(|other| *other != name);
    found
}

/// Whether a folded word is the name of a country, in any language and case that the table has: then all its spellings
/// are [`known`].
pub fn is_country(name: &str) -> bool {
    row(COUNTRIES, name).is_some()
}

/// The names that stand in one group with a name in a table, itself among them at times.
fn others(table: &'static str, name: &str) -> Vec<&'static str> {
    let Some((firsts, others)) = row(table, name) else { return Vec::new() };
    let mut found: Vec<&str> = others.split_terminator(' ').collect();
    for first in firsts.split_terminator(' ') {
        found.push(first);
        found.extend(row(table, first).into_iter().flat_map(|(_, others)| others.split_terminator(' ')));
    }
    found
}

/// What follows a name in its line of a table.
fn row(table: &'static str, name: &str) -> Option<(&'static str, &'static str)> {
    let (mut low, mut high) = (0, table.len());
    while low < high {
        let middle = table.floor_char_boundary(low.midpoint(high));
        let start = table[low..middle].rfind('\n').map_or(low, |end| low + end + 1);
        let end = table[middle..high].find('\n').map_or(high, |end| middle + end);
        let mut columns = table[start..end].splitn(3, '\t');
        match columns.next().unwrap_or_default().cmp(name) {
            std::cmp::Ordering::Less => low = (end + 1).min(high),
            std::cmp::Ordering::Equal => return Some((columns.next()?, columns.next()?)),
            std::cmp::Ordering::Greater => high = start,
        }
    }
    None
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::text::fold::fold;

    #[test]
    fn every_line_is_found_and_leads_back() {
        for table in [KNOWN, COUNTRIES] {
            let mut last = "";
            for line in table.lines().filter(|line| !line.starts_with('#')) {
                let name = line.split('\t').next().unwrap();
                assert!(last < name, "{last} {name}");
                last = name;
                let others = known(name);
                assert!(!others.is_empty() && others.iter().all(|other| known(other).contains(&name)), "{line}");
                assert_eq!(fold(name), name);
            }
        }
    }

    #[test]
    fn names_that_odds_do_not_see_are_known() {
        for (one, other) in [("wien", "vienna"), ("cologne", "koln"), ("john", "джон"), ("milan", "ميلانو")] {
            assert!(known(one).contains(&other), "{one} {other}");
        }
        for none in ["", "#", "of", "hmeimim", "\u{10ffff}"] {
            assert_eq!(known(none), [""; 0], "{none}");
        }
    }

    #[test]
    fn countries_are_known_in_all_languages_and_cases() {
        for (one, other) in [("france", "francia"), ("ukraine", "украины"), ("syria", "سوريا"), ("turkey", "turkiye")]
        {
            assert!(is_country(one) && known(one).contains(&other), "{one} {other}: {:?}", known(one));
        }
        for (one, other) in [("france", "frank"), ("france", "franco"), ("germany", "deutschland")] {
            assert!(!known(one).contains(&other), "{one} {other}");
        }
        assert!(!is_country("paris") && !is_country("frank"));
    }

    #[test]
    fn other_names_are_none() {
        for (one, other) in
            [("assad", "اسعد"), ("tartus", "tortosa"), ("istanbul", "constantinople"), ("vienna", "vine")]
        {
            assert!(!known(one).contains(&other), "{one} {other}");
        }
    }
}
