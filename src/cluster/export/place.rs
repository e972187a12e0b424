//! Where an archive stands in a cluster: an alias, the index behind it, and what that says of itself.
//!
//! The name of an archive is an alias of the index `NAME-1`, and `NAME-words` one of `NAME-words-1`. An archive of another form is
//! written to `NAME-2` and `NAME-words-2` beside them, and both aliases change hands in one step, so questions find one or the other. What is written is told in the `_meta` of the mapping.

use std::collections::BTreeMap;
use std::thread;
use std::time::Duration;

use serde::Deserialize;
use serde_json::{Value, json};

use super::archive::Archive;
use super::guard;
use super::mirror::Removal;
use crate::cluster::client::{Connection, escaped};
use crate::cluster::mapping::{self, Layout};
use crate::{ClusterTrouble, Result};

/// The form of documents and mapping. An archive of another one is written anew.
const FORM: u64 = 3;

/// For how long a run waits until all copies of its shards are there.
const GREEN_SECONDS: u32 = 15;

/// What an archive in a cluster says of itself: what it is, and whether it is whole.
#[derive(Clone, Debug, PartialEq)]
pub struct Shape {
    /// The version of dateline that wrote to it last.
    pub written_by: String,
    /// The form of its documents.
    pub form: u64,
    /// Whether it is whole.
    pub state: State,
    /// The version of the documents that were written last.
    pub version: u64,
    /// The mean lengths of texts by which it scores; an archive that an earlier dateline made does not say.
    pub lengths: BTreeMap<String, f32>,
}

/// Whether an archive in a cluster is whole.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum State {
    /// It holds the archive as it was when it was written.
    Whole,
    /// It is being written, or that was cut off: articles may be missing, old, or there twice.
    BeingWritten,
}

impl Shape {
    /// What the archive `name`, which may be an alias or an index, says of itself.
    ///
    /// # Errors
    ///
    /// [`ClusterTrouble::NoArchive`] where there is none; [`ClusterTrouble::Unfit`] where it is not dateline's.
    pub fn of(connection: &Connection, name: &str) -> Result<Shape> {
        let told = connection.get(&format!("/{}/_mapping", escaped(name)))?;
        let index = told.as_object().and_then(|indexes| indexes.values().next());
        index.and_then(|index| Shape::read(&index["mappings"]["_meta"])).ok_or_else(|| {
            let told = format!("the index `{name}` was not made by dateline; choose another --name");
            connection.error(ClusterTrouble::Unfit(told))
        })
    }

    /// Refuses an archive whose documents have another form than those of this program.
    ///
    /// # Errors
    ///
    /// [`ClusterTrouble::Unfit`], with what to do.
    pub fn check(&self, connection: &Connection) -> Result<()> {
        if self.form == FORM {
            return Ok(());
        }
        let advice =
            if self.form < FORM { "`dateline export` writes it anew" } else { "use that dateline, or a newer one" };
        let told = format!(
            "the archive has form {}, written by dateline {}, and this program reads form {FORM}; {advice}",
            self.form, self.written_by
        );
        Err(connection.error(ClusterTrouble::Unfit(told)))
    }

    fn new() -> Shape {
        Shape {
            written_by: env!("CARGO_PKG_VERSION").to_owned(),
            form: FORM,
            state: State::BeingWritten,
            version: 0,
            lengths: BTreeMap::new(),
        }
    }

    fn read(meta: &Value) -> Option<Shape> {
        let told = &meta["dateline"];
        Some(Shape {
            written_by: told["written_by"].as_str()?.to_owned(),
            form: told["form"].as_u64()?,
            state: if told["state"] == "whole" { State::Whole } else { State::BeingWritten },
            version: told["version"].as_u64()?,
            lengths: BTreeMap::deserialize(&told["lengths"]).unwrap_or_default(),
        })
    }

    fn meta(&self) -> Value {
        let state = match self.state {
            State::Whole => "whole",
            State::BeingWritten => "being written",
        };
        let Shape { written_by, form, version, lengths, .. } = self;
        json!({
            "dateline": { "written_by": written_by, "form": form, "state": state, "version": version, "lengths": lengths }
        })
    }
}

/// The indexes that a run writes to: the articles in `NAME-K`, their words in `NAME-words-K`.
#[derive(Debug)]
pub(super) struct Place {
    name: String,
    articles: String,
    words: String,
    shape: Shape,
}

impl Place {
    /// The indexes for the archive `name`, made where there are none that fit; the archive says from now on that it is being
    /// written.
    pub(super) fn prepare(
        connection: &Connection,
        name: &str,
        archive: &dyn Archive,
        (layout, removal): (Option<Layout>, Removal),
        now: u64,
    ) -> Result<Place> {
        check_name(connection, name)?;
        let current = aliased(connection, name)?;
        let known = numbered(connection, name)?;
        let of_name = known.iter().copied().find(|number| current == Some(articles_of(name, *number)));
        if current.is_some() && of_name.is_none() {
            let told = format!("`{name}` is an alias of an index that was not made by dateline; choose another --name");
            return Err(connection.error(ClusterTrouble::Unfit(told)));
        }
        if let (Some(index), Removal::Half) = (&current, removal) {
            // What another form of documents holds cannot be told.
            if Shape::of(connection, index)?.form == FORM {
                guard::check_before(connection, index, archive)?;
            }
        }
        // First the index that has the name; then, from the last one on, what runs left that were cut off.
        let candidates =
            of_name.into_iter().chain(known.iter().rev().copied().take_while(|number| of_name != Some(*number)));
        let mut fitting = None;
        for number in candidates {
            let shape = Shape::of(connection, &articles_of(name, number))?;
            let wanted = if of_name == Some(number) { layout } else { Some(layout.unwrap_or_default()) };
            let fits = match wanted {
                Some(layout) => has_layout(connection, &articles_of(name, number), layout)?,
                None => true,
            };
            if shape.form == FORM && fits {
                fitting = Some((number, shape));
                break;
            }
        }
        let lengths = mapping::mean_lengths(|field| archive.mean_length(field));
        let made = mapping::articles(layout.unwrap_or_default(), &lengths);
        let new = || (known.last().map_or(1, |number| number + 1), Shape { lengths, ..Shape::new() });
        let (number, shape) = fitting.unwrap_or_else(new);
        // A clock that was set back must not make the run's documents older than those that are there.
        let version = now.max(shape.version + 1);
        let shape = Shape { version, lengths: shape.lengths, ..Shape::new() };
        let place =
            Place { name: name.to_owned(), articles: articles_of(name, number), words: words_of(name, number), shape };
        place.make(connection, &place.articles, made)?;
        place.make(connection, &place.words, mapping::words(layout.unwrap_or_default()))?;
        place.tell(connection)?;
        Ok(place)
    }

    /// Makes an index that is not there, and waits until it can be written to.
    fn make(&self, connection: &Connection, index: &str, mut body: Value) -> Result<()> {
        body["mappings"]["_meta"] = self.shape.meta();
        if let Err(error) = connection.put(&format!("/{}", escaped(index)), &body) {
            let kind = match error.cluster_trouble() {
                Some(ClusterTrouble::Refused { kind, .. }) => kind.as_str(),
                _ => "",
            };
            if kind != "resource_already_exists_exception" {
                return Err(error);
            }
        }
        // With all copies there from the beginning no single node holds the only one. Where they cannot be, the primaries will do.
        let health = format!("/_cluster/health/{}", escaped(index));
        for _ in 0..GREEN_SECONDS {
            if connection.get(&health)?["status"] == "green" {
                return Ok(());
            }
            thread::sleep(Duration::from_secs(1));
        }
        connection.get(&format!("{health}?wait_for_status=yellow&timeout=20s")).map(drop)
    }

    pub(super) fn articles(&self) -> &str {
        &self.articles
    }

    pub(super) fn words(&self) -> &str {
        &self.words
    }

    /// The version of all that the run writes.
    pub(super) fn version(&self) -> u64 {
        self.shape.version
    }

    /// The archive is whole: it says so and has its name; what had the name before goes.
    pub(super) fn finish(mut self, connection: &Connection) -> Result<()> {
        self.shape.state = State::Whole;
        self.tell(connection)?;
        let aliases = [(&self.articles, self.name.clone()), (&self.words, words_alias(&self.name))];
        let mut actions: Vec<Value> = Vec::new();
        for (index, alias) in aliases {
            if let Some(former) = aliased(connection, &alias)?.filter(|former| former != index) {
                actions.push(json!({ "remove": { "index": former, "alias": alias } }));
            }
            actions.push(json!({ "add": { "index": index, "alias": alias } }));
        }
        connection.post("/_aliases", &json!({ "actions": actions }))?;
        for number in numbered(connection, &self.name)? {
            let articles = articles_of(&self.name, number);
            if articles != self.articles && Shape::of(connection, &articles).is_ok() {
                for index in [words_of(&self.name, number), articles] {
                    connection.delete(&format!("/{}?ignore_unavailable=true", escaped(&index)))?;
                }
            }
        }
        Ok(())
    }

    fn tell(&self, connection: &Connection) -> Result<()> {
        let body = json!({ "_meta": self.shape.meta() });
        connection.put(&format!("/{}/_mapping", escaped(&self.articles)), &body).map(drop)
    }
}

/// The body with which the index of articles is made by other loaders: whole from the beginning.
pub(super) fn whole_articles(layout: Layout, archive: &dyn Archive) -> Value {
    let lengths = mapping::mean_lengths(|field| archive.mean_length(field));
    let mut body = mapping::articles(layout, &lengths);
    body["mappings"]["_meta"] = Shape { state: State::Whole, lengths, ..Shape::new() }.meta();
    body
}

fn articles_of(name: &str, number: u64) -> String {
    format!("{name}-{number}")
}

fn words_of(name: &str, number: u64) -> String {
    format!("{name}-words-{number}")
}

fn words_alias(name: &str) -> String {
    format!("{name}-words")
}

/// Refuses a name that the cluster would refuse, or take for several.
fn check_name(connection: &Connection, name: &str) -> Result<()> {
    let words = name.trim_end_matches(|c: char| c.is_ascii_digit());
    if name.ends_with("-words") || words.ends_with("-words-") {
        let told =
            format!("`{name}` is the name that the words of another archive have in a cluster; choose another --name");
        return Err(connection.error(ClusterTrouble::Unfit(told)));
    }
    let is_fine = |byte: u8| matches!(byte, b'a'..=b'z' | b'0'..=b'9' | b'-' | b'_' | b'.');
    let begins = name.bytes().next().is_some_and(|byte| byte.is_ascii_lowercase() || byte.is_ascii_digit());
    if begins && name.len() <= 200 && name.bytes().all(is_fine) {
        return Ok(());
    }
    let told = format!(
        "`{name}` cannot be the name of an archive in a cluster: it has small letters a to z, digits, `-`, `_` and `.`, a letter or digit first"
    );
    Err(connection.error(ClusterTrouble::Unfit(told)))
}

/// The index behind the alias.
fn aliased(connection: &Connection, name: &str) -> Result<Option<String>> {
    let told = connection.get(&format!("/_cat/aliases/{}?format=json&h=alias,index", escaped(name)))?;
    let indexes: Vec<&str> = told.as_array().into_iter().flatten().filter_map(|row| row["index"].as_str()).collect();
    match indexes.as_slice() {
        [] => Ok(None),
        [index] => Ok(Some((*index).to_owned())),
        several => {
            let told =
                format!("`{name}` is an alias of several indexes ({}); choose another --name", several.join(", "));
            Err(connection.error(ClusterTrouble::Unfit(told)))
        }
    }
}

/// The numbers of the indexes `name-1`, `name-2`, …, in order.
///
/// # Errors
///
/// Where an index, and no alias, has the name itself.
fn numbered(connection: &Connection, name: &str) -> Result<Vec<u64>> {
    let told = connection.get(&format!("/_cat/indices/{}*?format=json&h=index", escaped(name)))?;
    let indexes: Vec<&str> = told.as_array().into_iter().flatten().filter_map(|row| row["index"].as_str()).collect();
    if indexes.contains(&name) {
        let told = format!("`{name}` is an index that was not made by dateline; choose another --name");
        return Err(connection.error(ClusterTrouble::Unfit(told)));
    }
    let number = |index: &&str| -> Option<u64> {
        let digits = index.strip_prefix(name)?.strip_prefix('-')?;
        digits.bytes().all(|byte| byte.is_ascii_digit()).then(|| digits.parse().ok()).flatten()
    };
    let mut numbers: Vec<u64> = indexes.iter().filter_map(number).collect();
    numbers.sort_unstable();
    Ok(numbers)
}

fn has_layout(connection: &Connection, index: &str, layout: Layout) -> Result<bool> {
    let told = connection.get(&format!("/{}/_settings", escaped(index)))?;
    let told = &told[index]["settings"]["index"];
    let is = |name: &str, wanted: u32| told[name].as_str().and_then(|text| text.parse().ok()) == Some(wanted);
    Ok(is("number_of_shards", layout.shards) && is("number_of_replicas", layout.replicas))
}
