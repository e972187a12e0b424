//! The configuration file: what a person does not want to type every time.
//!
//! Options win over the environment, the environment over the file, the file over what holds anyway. It is read once,
//! before anything else is done: a file that cannot be read is an error, since an answer without its settings would be
//! another one.

use std::io::ErrorKind;
use std::path::{Path, PathBuf};
use std::sync::OnceLock;

use anyhow::{Context, bail};
use dateline::ask::Limit;
use dateline::model::ArchivePath;
use dateline::source::FieldMap;
use serde::Deserialize;

use super::when::When;

/// What the file says; whatever it leaves out stays open.
#[derive(Debug, Default, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub(crate) struct Settings {
    /// The folder of the index.
    pub(crate) index: Option<PathBuf>,
    /// What is counted beside the hits that a person is shown.
    pub(crate) facets: Option<Vec<String>>,
    /// How many hits a person is shown.
    pub(crate) limit: Option<Limit>,
    /// Further names of record fields, as `--map` takes them, for folders that are new to an index.
    pub(crate) maps: Vec<String>,
    /// When to colour.
    pub(crate) color: Option<When>,
    /// When to make links.
    pub(crate) hyperlink: Option<When>,
    /// Addresses of the nodes of a cluster.
    pub(crate) cluster: Option<String>,
    /// File with the certificates of the authorities to trust in a cluster.
    pub(crate) ca: Option<PathBuf>,
    /// The command line of the pager.
    pub(crate) pager: Option<String>,
}

/// What holds for this run.
static SETTINGS: OnceLock<Settings> = OnceLock::new();

/// A file with everything in it, to begin with.
pub(super) const EXAMPLE: &str = include_str!("settings.toml");

/// Reads the file, before anything else is done.
pub(crate) fn load() -> anyhow::Result<()> {
    let settings = match place().map(|path| (std::fs::read_to_string(&path), path)) {
        None => Settings::default(),
        Some((Ok(text), path)) => read(&text).with_context(|| ArchivePath::from(&path).to_string())?,
        Some((Err(error), _)) if error.kind() == ErrorKind::NotFound && named().is_none() => Settings::default(),
        Some((Err(error), path)) => return Err(error).with_context(|| ArchivePath::from(&path).to_string()),
    };
    // Nobody reads it twice.
    let _ = SETTINGS.set(settings);
    Ok(())
}

/// What the file says.
pub(crate) fn settings() -> &'static Settings {
    SETTINGS.get_or_init(Settings::default)
}

fn read(text: &str) -> anyhow::Result<Settings> {
    let mut settings: Settings = toml::from_str(text)?;
    settings.index = settings.index.map(|folder| full("index", &folder)).transpose()?;
    settings.ca = settings.ca.map(|file| full("ca", &file)).transpose()?;
    let mut fields = FieldMap::default();
    settings.maps.iter().try_for_each(|pair| fields.add(pair))?;
    Ok(settings)
}

/// A folder or file of the file as a full path: it would be another one in every folder that the program is called in.
fn full(key: &str, folder: &Path) -> anyhow::Result<PathBuf> {
    let folder = match (folder.strip_prefix("~"), home()) {
        (Ok(rest), Some(home)) => home.join(rest),
        _ => folder.to_path_buf(),
    };
    if !folder.is_absolute() {
        bail!("{key} = \"{}\": write a full path, or one that begins with `~/`", folder.display());
    }
    Ok(folder)
}

/// A variable of the environment; an empty one is none, as everywhere.
pub(super) fn set(name: &str) -> Option<PathBuf> {
    std::env::var_os(name).filter(|value| !value.is_empty()).map(PathBuf::from)
}

fn home() -> Option<PathBuf> {
    set("HOME").or_else(|| set("USERPROFILE"))
}

/// The file that was named in the environment.
fn named() -> Option<PathBuf> {
    set("DATELINE_CONFIG")
}

/// Where the file is looked for: `DATELINE_CONFIG`, else in the folder of the XDG specification.
pub(super) fn place() -> Option<PathBuf> {
    // The specification wants relative paths to be ignored.
    let folder = set("XDG_CONFIG_HOME").filter(|path| path.is_absolute());
    let folder = folder.or_else(|| Some(home()?.join(".config")));
    named().or_else(|| Some(folder?.join("dateline").join("config.toml")))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_example_is_read_and_a_slip_is_told_with_its_line() {
        let example = read(EXAMPLE).unwrap();
        assert!(example.index.is_none() && example.limit.is_none(), "all of it is commented out");
        let lines =
            EXAMPLE.lines().map(|line| line.strip_prefix("# ").filter(|line| line.contains(" = ")).unwrap_or(""));
        let whole = read(&lines.collect::<Vec<_>>().join("\n").replace("~/", "/")).unwrap();
        assert!(whole.index.is_some() && whole.limit.is_some() && whole.pager.is_some() && !whole.maps.is_empty());
        for (wrong, told) in [
            ("indx = 1", "unknown field `indx`"),
            ("index = \"pages\"", "write a full path"),
            ("limit = \"some\"", "write a number, or `all`"),
            ("maps = [\"title\"]", "title"),
            ("color = \"red\"", "unknown variant `red`"),
            ("limit = ", "line 1"),
        ] {
            let error = format!("{:#}", read(wrong).unwrap_err());
            assert!(error.contains(told), "{wrong}: {error}");
        }
    }
}
