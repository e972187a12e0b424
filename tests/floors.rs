//! The floors of ARCHITECTURE.md as tests. When one fails, move the type that both sides need down a floor; do not add
//! an exception.

use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::path::{Path, PathBuf};

/// The modules of the library by floor. Modules on one floor do not know each other.
const FLOORS: &[&[&str]] = &[
    &["text", "error"],
    &["model", "lang"],
    &["source", "extract", "enrich", "copies", "query", "index"],
    &["ingest", "search"],
    &["ask", "present"],
];

/// A file longer than this before its tests is two files.
const LONGEST: usize = 450;

/// A source file of the package.
struct Source {
    path: PathBuf,
    /// The text before the tests, comments left out.
    code: String,
    lines: usize,
}

impl Source {
    /// The library module that the file belongs to; none for the program and for `lib.rs`.
    fn module(&self) -> Option<String> {
        let inside = self.path.strip_prefix("src").ok()?;
        let first = inside.components().next()?.as_os_str().to_str()?.trim_end_matches(".rs");
        (!["lib", "main", "cli"].contains(&first)).then(|| first.to_owned())
    }
}

fn sources() -> Vec<Source> {
    let root = Path::new(env!("CARGO_MANIFEST_DIR"));
    let mut found = Vec::new();
    let mut folders = vec![root.join("src")];
    while let Some(folder) = folders.pop() {
        for item in fs::read_dir(folder).unwrap() {
            let path = item.unwrap().path();
            // Modules of tests, declared under `cfg(test)`, may do what tests do.
            if path.file_stem().is_some_and(|name| name == "tests") {
                continue;
            }
            if path.is_dir() {
                folders.push(path);
            } else if path.extension().is_some_and(|extension| extension == "rs") {
                let text = fs::read_to_string(&path).unwrap();
                let before_tests = text.split("\n#[cfg(test)]\nmod ").next().unwrap();
                let code = before_tests.lines().filter(|line| !line.trim_start().starts_with("//")).collect::<Vec<_>>();
                found.push(Source {
                    path: path.strip_prefix(root).unwrap().to_path_buf(),
                    code: code.join("\n"),
                    lines: before_tests.lines().count(),
                });
            }
        }
    }
    found.sort_by(|a, b| a.path.cmp(&b.path));
    assert!(found.len() > 20, "the sources were not found");
    found
}

fn floor(module: &str) -> Option<usize> {
    FLOORS.iter().position(|floor| floor.contains(&module))
}

/// The names that follow `prefix` in `code`: `text` and `model` of `crate::text::…` and `crate::{model::…}`.
fn names_after(code: &str, prefix: &str) -> BTreeSet<String> {
    let name = |text: &str| text.chars().take_while(|c| c.is_alphanumeric() || *c == '_').collect::<String>();
    let mut names = BTreeSet::new();
    for (at, _) in code.match_indices(prefix) {
        let rest = &code[at + prefix.len()..];
        match rest.strip_prefix('{') {
            None => drop(names.insert(name(rest))),
            Some(group) => {
                let mut depth = 0;
                let mut start = true;
                for (at, character) in group.char_indices() {
                    match character {
                        '{' => depth += 1,
                        '}' if depth == 0 => break,
                        '}' => depth -= 1,
                        ',' if depth == 0 => start = true,
                        c if start && !c.is_whitespace() => {
                            names.insert(name(&group[at..]));
                            start = false;
                        }
                        _ => {}
                    }
                }
            }
        }
    }
    names
}

#[test]
fn imports_run_downward() {
    let mut faults = Vec::new();
    for source in sources() {
        let Some(module) = source.module() else { continue };
        let Some(own) = floor(&module) else {
            faults.push(format!("{}: `{module}` stands on no floor", source.path.display()));
            continue;
        };
        for imported in names_after(&source.code, "crate::") {
            if imported != module && floor(&imported).is_some_and(|floor| floor >= own) {
                faults.push(format!("{} imports `{imported}`", source.path.display()));
            }
        }
    }
    assert!(faults.is_empty(), "{}", faults.join("\n"));
}

#[test]
fn files_of_a_folder_form_no_circle() {
    // Which file of a folder imports which, by `super::` and by `crate::module::`.
    let mut arrows: BTreeMap<PathBuf, BTreeSet<PathBuf>> = BTreeMap::new();
    let sources = sources();
    let paths: BTreeSet<PathBuf> = sources.iter().map(|source| source.path.clone()).collect();
    for source in &sources {
        let is_face = source.path.file_name().is_some_and(|name| name == "mod.rs" || name == "lib.rs");
        if is_face {
            continue;
        }
        let folder = source.path.parent().unwrap();
        for name in names_after(&source.code, "super::") {
            let target = folder.join(format!("{name}.rs"));
            if paths.contains(&target) && target != source.path {
                arrows.entry(source.path.clone()).or_default().insert(target);
            }
        }
    }
    for start in arrows.keys() {
        let mut seen = BTreeSet::new();
        let mut ahead: Vec<&PathBuf> = arrows[start].iter().collect();
        while let Some(path) = ahead.pop() {
            assert_ne!(path, start, "{} imports itself in a circle", start.display());
            if seen.insert(path) {
                ahead.extend(arrows.get(path).into_iter().flatten());
            }
        }
    }
    assert!(arrows.len() > 10, "the imports were not found");
}

#[test]
fn no_file_is_long() {
    let long: Vec<String> = sources()
        .iter()
        .filter(|source| source.lines > LONGEST)
        .map(|source| format!("{}: {} lines", source.path.display(), source.lines))
        .collect();
    assert!(long.is_empty(), "{}", long.join("\n"));
}

#[test]
fn the_library_does_not_see_the_program() {
    let mut faults = Vec::new();
    for source in sources().iter().filter(|source| source.module().is_some()) {
        for word in ["clap::", "std::env", "env::var", "stdout()", "stderr()", "println!", "eprintln!", "process::exit"]
        {
            if source.code.contains(word) {
                faults.push(format!("{} uses {word}", source.path.display()));
            }
        }
    }
    assert!(faults.is_empty(), "{}", faults.join("\n"));
}

#[test]
fn nothing_unwraps_outside_tests() {
    let faults: Vec<String> = sources()
        .iter()
        .filter(|source| source.code.contains(".unwrap()"))
        .map(|source| source.path.display().to_string())
        .collect();
    assert!(faults.is_empty(), "{}", faults.join("\n"));
}

#[test]
fn every_module_is_a_face() {
    for source in sources().iter().filter(|source| source.path.ends_with("mod.rs")) {
        let text = fs::read_to_string(Path::new(env!("CARGO_MANIFEST_DIR")).join(&source.path)).unwrap();
        assert!(text.starts_with("//!"), "{} does not tell its story", source.path.display());
    }
}

#[test]
fn names_are_found_in_groups() {
    let names = names_after("use crate::{text, model::{self, Field}};\nuse crate::error::Error;", "crate::");
    assert_eq!(names.into_iter().collect::<Vec<_>>(), ["error", "model", "text"]);
}
