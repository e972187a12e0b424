//! What a person types for a value of a facet, and the paths that it stands for.
//!
//! This is the one place where codes and names are read. A value that nobody knows is an error that names the nearest
//! one, never a query without hits.

use std::collections::BTreeSet;

use super::archive::Archive;
use crate::enrich::{resolve_country, resolve_topic};
use crate::index::whole_value;
use crate::lang;
use crate::model::{COUNTRIES, FacetField, PageKind, TOPICS, country, topic};
use crate::text::fold::fold;
use crate::{Error, ErrorKind, Result};

/// The word that asks for articles without a value.
const UNKNOWN: &str = "unknown";

/// The facet paths that a value of a field stands for; any of them matches.
///
/// # Errors
///
/// [`ErrorKind::Unknown`] where there is no such value.
pub(super) fn paths(archive: &dyn Archive, field: FacetField, value: &str) -> Result<Vec<String>> {
    if value.eq_ignore_ascii_case(UNKNOWN) {
        return Ok(vec![format!("/{UNKNOWN}")]);
    }
    let found = match field {
        FacetField::Country | FacetField::Mentions => country_paths(value),
        FacetField::Topic => topic_paths(value),
        FacetField::Date => vec![format!("/{}", value.replace('-', "/"))],
        FacetField::Kind => kind_paths(value),
        FacetField::Lang => lang_paths(archive, value)?,
        FacetField::Site => site_paths(archive, value)?,
        FacetField::Authors | FacetField::Sections | FacetField::Tags => whole_paths(archive, field, value)?,
    };
    if found.is_empty() {
        return Err(unknown(field.name(), value, &names(archive, field)?));
    }
    Ok(found)
}

/// Codes and names of countries, of the regions of the UN, and paths: `SY`, `Syria`, `Western Asia`, `asia/western-asia`.
fn country_paths(value: &str) -> Vec<String> {
    let path = value.trim_matches('/').to_lowercase();
    if let Some(row) = country(path.rsplit('/').next().unwrap_or_default()) {
        return vec![row.facet_path()];
    }
    let wanted = bare(value);
    let named = COUNTRIES.iter().find(|row| bare(row.name) == wanted).map(|row| row.facet_path());
    let region = || {
        let nodes = COUNTRIES.iter().map(|row| row.facet_path());
        nodes.flat_map(|path| ancestors(&path)).find(|node| {
            bare(node.trim_start_matches('/')) == wanted || node.rsplit('/').next().is_some_and(|n| bare(n) == wanted)
        })
    };
    // Names in other languages are looked up last: only then the table of all of them is loaded.
    let in_any_language = || resolve_country(value).map(|row| row.facet_path());
    named.or_else(region).or_else(in_any_language).into_iter().collect()
}

/// Codes, short names, names in any language and paths of topics: `medtop:11000000`, `politics`, `Politik`.
fn topic_paths(value: &str) -> Vec<String> {
    let known = topic(value.trim_matches('/').rsplit('/').next().unwrap_or_default());
    known.or_else(|| resolve_topic(value)).map(|row| row.facet_path()).into_iter().collect()
}

fn kind_paths(value: &str) -> Vec<String> {
    PageKind::ALL
        .iter()
        .filter(|kind| bare(kind.name()) == bare(value))
        .map(|kind| format!("/{}", kind.name()))
        .collect()
}

/// ISO 639-1 codes, tags that begin with one, and names of languages: `de`, `de-AT`, `German`, `Deutsch`.
fn lang_paths(archive: &dyn Archive, value: &str) -> Result<Vec<String>> {
    let Some(code) = lang::named(value).map(str::to_owned).or_else(|| lang::primary(value)) else {
        return Ok(Vec::new());
    };
    Ok(archive
        .values(FacetField::Lang)?
        .into_iter()
        .filter(|lang| *lang == code)
        .map(|lang| format!("/{lang}"))
        .collect())
}

/// A domain stands for itself and everything below it, an address for its domain.
fn site_paths(archive: &dyn Archive, value: &str) -> Result<Vec<String>> {
    let domain = value.to_lowercase();
    let domain = domain.split_once("://").map_or(&*domain, |(_, rest)| rest);
    let domain = domain.split('/').next().unwrap_or_default();
    let domain = domain.strip_prefix("*.").unwrap_or(domain);
    let domain = domain.strip_prefix("www.").unwrap_or(domain);
    let below = format!(".{domain}");
    let sites = archive.values(FacetField::Site)?.into_iter().filter(|site| site == domain || site.ends_with(&below));
    Ok(sites.map(|site| format!("/{site}")).collect())
}

/// A name or keyword stands for itself in any case, with or without accents.
fn whole_paths(archive: &dyn Archive, field: FacetField, value: &str) -> Result<Vec<String>> {
    let wanted = bare(value);
    Ok(archive.values(field)?.iter().filter(|name| bare(name) == wanted).map(|name| whole_value(name)).collect())
}

/// What may be typed for a field, for suggestions.
fn names(archive: &dyn Archive, field: FacetField) -> Result<Vec<String>> {
    Ok(match field {
        FacetField::Country | FacetField::Mentions => {
            let regions = COUNTRIES.iter().flat_map(|row| [row.region, row.subregion]);
            let names: BTreeSet<&str> = COUNTRIES.iter().map(|row| row.name).chain(regions).collect();
            names.into_iter().map(str::to_owned).collect()
        }
        FacetField::Topic => TOPICS.iter().map(|row| row.slug.to_owned()).collect(),
        FacetField::Kind => PageKind::ALL.iter().map(|kind| kind.name().to_owned()).collect(),
        FacetField::Date | FacetField::Site | FacetField::Lang => archive.values(field)?.into_iter().collect(),
        FacetField::Authors | FacetField::Sections | FacetField::Tags => archive.values(field)?.into_iter().collect(),
    })
}

/// The error for a value that is not known, with the nearest that is.
fn unknown(field: &str, value: &str, names: &[String]) -> Error {
    let wanted = bare(value);
    let names = names.iter().filter(|name| !name.is_empty());
    let nearest = names.min_by_key(|name| strsim::damerau_levenshtein(&bare(name), &wanted));
    let advice = nearest.map(|name| format!("; the nearest is `{name}`")).unwrap_or_default();
    Error::new(ErrorKind::Unknown(format!("there is no {field} `{value}`{advice}")))
}

/// A name in the form in which names are compared: folded, words joined by single spaces.
fn bare(name: &str) -> String {
    let folded = fold(name);
    folded.split(|c: char| !c.is_alphanumeric() && c != '/').filter(|w| !w.is_empty()).collect::<Vec<_>>().join(" ")
}

/// The nodes on the way to a path, itself left out.
fn ancestors(path: &str) -> Vec<String> {
    path.match_indices('/').skip(1).map(|(at, _)| path[..at].to_owned()).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_are_compared_bare() {
        assert_eq!(bare("Côte d’Ivoire"), bare("cote d'ivoire"));
        assert_eq!(bare("western-asia"), bare("Western  Asia"));
        assert_eq!(ancestors("/asia/western-asia/sy"), ["/asia", "/asia/western-asia"]);
    }

    #[test]
    fn the_error_names_the_nearest() {
        let names = ["politics".to_owned(), "sport".to_owned()];
        let error = unknown("topic", "polticks", &names);
        assert_eq!(error.to_string(), "there is no topic `polticks`; the nearest is `politics`");
    }
}
