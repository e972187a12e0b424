//! The house: all modules of the package, and which file needs which.

use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::path::Path;

use super::source::{Names, Source};

/// Renamings followed from an import to what it means.
const RENAMINGS: usize = 32;

/// The modules of the library and the program by their names: `search::plan::compile`. The root of the library is the
/// empty name, the program's is `main`; what it declares stands beside the library's modules.
pub(super) struct House {
    pub(super) modules: BTreeMap<Names, ModuleFile>,
    /// What is wrong with the house as a whole.
    pub(super) faults: Vec<String>,
}

/// A module with a file of its own.
pub(super) struct ModuleFile {
    /// Its file, from the folder of the package.
    pub(super) path: String,
    pub(super) source: Source,
}

/// One file needs what stands in another.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(super) struct Arrow {
    pub(super) from: Names,
    pub(super) to: Names,
}

/// What a path that is written somewhere leads to.
pub(super) enum Target {
    /// A module of the house.
    Module(Names),
    /// Something of another crate.
    Outside(Names),
}

impl House {
    /// The package as it stands.
    pub(super) fn of_package() -> House {
        let root = Path::new(env!("CARGO_MANIFEST_DIR"));
        let mut files = BTreeMap::new();
        let mut folders = vec![root.join("src")];
        while let Some(folder) = folders.pop() {
            for item in fs::read_dir(folder).unwrap() {
                let path = item.unwrap().path();
                if path.is_dir() {
                    folders.push(path);
                } else if path.extension().is_some_and(|extension| extension == "rs") {
                    let name = path.strip_prefix(root).unwrap().to_str().unwrap().replace('\\', "/");
                    files.insert(name, fs::read_to_string(&path).unwrap());
                }
            }
        }
        assert!(files.len() > 200, "the sources were not found");
        House::build(&files)
    }

    /// A house of these files, by their paths from the folder of the package.
    pub(super) fn build(files: &BTreeMap<String, String>) -> House {
        let mut house = House { modules: BTreeMap::new(), faults: Vec::new() };
        let mut unread: BTreeSet<&str> = files.keys().map(String::as_str).collect();
        let mut ahead = vec![(vec![], "src/lib.rs".to_owned()), (vec!["main".to_owned()], "src/main.rs".to_owned())];
        while let Some((name, path)) = ahead.pop() {
            let Some(text) = files.get(&path) else {
                house.faults.push(format!("{path}: not found"));
                continue;
            };
            unread.remove(path.as_str());
            let source = match Source::parse(text) {
                Ok(source) => source,
                Err(error) => {
                    house.faults.push(format!("{path}: {error}"));
                    continue;
                }
            };
            let inside = if name == ["main"] { Vec::new() } else { name.clone() };
            for module in &source.modules {
                let child = [inside.as_slice(), std::slice::from_ref(&module.name)].concat();
                let base = format!("src/{}", child.join("/"));
                if module.is_test {
                    unread.retain(|path| *path != format!("{base}.rs") && !path.starts_with(&format!("{base}/")));
                } else {
                    let path = [format!("{base}/mod.rs"), format!("{base}.rs")];
                    let path = path.iter().find(|path| files.contains_key(*path)).unwrap_or(&path[1]);
                    ahead.push((child, path.clone()));
                }
            }
            house.insert(name, &path, source);
        }
        house.faults.extend(unread.iter().map(|path| format!("{path}: no `mod` leads to it")));
        house
    }

    fn insert(&mut self, name: Names, path: &str, mut source: Source) {
        for (inner, source) in std::mem::take(&mut source.inner) {
            self.insert([name.as_slice(), &[inner]].concat(), path, source);
        }
        self.modules.insert(name, ModuleFile { path: path.to_owned(), source });
    }

    /// The path of a module's file.
    pub(super) fn path(&self, module: &[String]) -> &str {
        self.modules.get(module).map_or("", |module| &module.path)
    }

    /// All arrows between files, each once.
    pub(super) fn arrows(&self) -> BTreeSet<Arrow> {
        let mut arrows = BTreeSet::new();
        for (name, module) in &self.modules {
            for written in module.source.paths.iter().filter(|written| !written.is_reexport) {
                if let Target::Module(to) = self.target(name, &written.names)
                    && self.path(&to) != module.path
                {
                    arrows.insert(Arrow { from: name.clone(), to });
                }
            }
        }
        arrows
    }

    /// What other crates a module uses, by whole paths.
    pub(super) fn outside(&self, module: &Names) -> BTreeSet<String> {
        let written = self.modules[module].source.paths.iter();
        let outside = written.filter_map(|written| match self.target(module, &written.names) {
            Target::Outside(names) => Some(names.join("::")),
            Target::Module(_) => None,
        });
        outside.collect()
    }

    /// The module in which stands what `names` means when `module` writes it, re-exports followed to their end.
    pub(super) fn target(&self, module: &Names, names: &[String]) -> Target {
        let mut module = module.clone();
        let mut names = names.to_vec();
        for _ in 0..RENAMINGS {
            let Some(whole) = self.absolute(&module, &names) else {
                match self.modules[&module].source.aliases.get(&names[0]) {
                    // `use rayon::rayon` and `use crc;` name what they are.
                    Some(meant) if meant[0] != names[0] => {
                        names = [meant.as_slice(), &names[1..]].concat();
                        continue;
                    }
                    Some(meant) if meant.len() > 1 => return Target::Outside([meant.as_slice(), &names[1..]].concat()),
                    _ => return Target::Outside(names),
                }
            };
            let depth = (0..=whole.len()).rev().find(|depth| self.modules.contains_key(&whole[..*depth])).unwrap_or(0);
            let (inner, rest) = whole.split_at(depth);
            match rest.first().and_then(|item| self.modules.get(inner)?.source.aliases.get(item)) {
                Some(meant) => {
                    module = inner.to_vec();
                    names = [meant.as_slice(), &rest[1..]].concat();
                }
                None => return Target::Module(inner.to_vec()),
            }
        }
        Target::Module(module)
    }

    /// `names` from the root of the house; nothing if they begin with another crate or with a name brought in by `use`.
    fn absolute(&self, module: &Names, names: &[String]) -> Option<Names> {
        let mut base = if *module == ["main"] { Vec::new() } else { module.clone() };
        let mut rest = names;
        match names[0].as_str() {
            "crate" | "dateline" => {
                base.clear();
                rest = &names[1..];
            }
            "self" | "super" => {
                while let Some(word) = rest.first().filter(|word| *word == "self" || *word == "super") {
                    if word == "super" {
                        base.pop();
                    }
                    rest = &rest[1..];
                }
            }
            first => {
                base.push(first.to_owned());
                if !self.modules.contains_key(&base) {
                    return None;
                }
                rest = &names[1..];
            }
        }
        base.extend_from_slice(rest);
        Some(base)
    }
}
