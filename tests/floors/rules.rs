//! The rules, each a function from a house to its faults.

use std::collections::{BTreeMap, BTreeSet};

use super::house::{Arrow, House, ModuleFile, Target};
use super::source::Names;

/// The modules by floor, lowest first. Modules on one floor do not know each other.
const FLOORS: &[&[&str]] = &[
    &["text"],
    &["error"],
    &["model", "lang"],
    &["source", "extract", "enrich", "copies", "sites", "query", "index"],
    &["plan"],
    &["ingest", "search", "cluster"],
    &["ask", "present"],
    &["serve", "mcp", "watch"],
    &["cli"],
    &["main"],
];

/// What belongs to the program: it alone sees the world around it.
const PROGRAM: &[&str] = &["main", "cli"];

/// The world around the program, which the library does not see.
const WORLD: &[&str] = &[
    "clap",
    "ctrlc",
    "indicatif",
    "std::env",
    "std::io::stdout",
    "std::io::stderr",
    "std::io::stdin",
    "std::process::exit",
    "std::process::abort",
];

const PRINTING: &[&str] = &["print", "println", "eprint", "eprintln", "dbg"];

/// A file longer than this outside its tests is two files.
pub(super) const LONGEST_FILE: usize = 450;

/// A function with more lines of code than this is two functions.
pub(super) const LONGEST_FUNCTION: usize = 60;

/// What a rule lets pass for now.
#[derive(Default)]
pub(super) struct Exceptions {
    /// Files that are no faces yet, and why.
    pub(super) faces: &'static [(&'static str, &'static str)],
    /// Arrows between two files that close a circle, and why they still do.
    pub(super) arrows: &'static [(&'static str, &'static str, &'static str)],
}

/// What is wrong with the house as a whole: files that no module leads to, files that cannot be read.
pub(super) fn all_is_seen(house: &House) -> Vec<String> {
    let mut faults = house.faults.clone();
    for (name, module) in &house.modules {
        let is_ours = |glob: &&Names| matches!(house.target(name, glob), Target::Module(_));
        let globs = module.source.globs.iter().filter(is_ours).map(|glob| format!("use {}::*", glob.join("::")));
        let hidden = module.source.opaque.iter().cloned().chain(globs);
        faults.extend(hidden.map(|what| format!("{}: `{what}` hides what the file needs", module.path)));
    }
    faults
}

/// Imports run to floors below.
pub(super) fn imports_run_downward(house: &House) -> Vec<String> {
    let mut faults = Vec::new();
    for name in house.modules.keys().filter(|name| name.len() == 1 && floor(name).is_none()) {
        faults.push(format!("{}: `{}` stands on no floor", house.path(name), name[0]));
    }
    for Arrow { from, to } in house.arrows() {
        if from.is_empty() || from.first() == to.first() {
            continue;
        }
        if to.is_empty() {
            faults.push(format!("{} needs what stands in the root of the library", house.path(&from)));
        } else if floor(&to) >= floor(&from) {
            faults.push(format!("{} imports from {}, which is not below", house.path(&from), house.path(&to)));
        }
    }
    faults
}

fn floor(module: &[String]) -> Option<usize> {
    FLOORS.iter().position(|floor| floor.contains(&module[0].as_str()))
}

/// The files and folders of a folder, its face among them, do not need each other in a circle.
pub(super) fn nothing_goes_in_a_circle(house: &House, exceptions: &Exceptions) -> Vec<String> {
    let mut faults = Vec::new();
    let arrows = house.arrows();
    let mut needless: BTreeSet<(&str, &str)> = exceptions.arrows.iter().map(|(from, to, _)| (*from, *to)).collect();
    for folder in house.modules.keys().filter(|name| !name.is_empty()) {
        let mut graph = Graph::default();
        let mut all = Graph::default();
        for arrow in arrows.iter().filter(|arrow| arrow.from.starts_with(folder) && arrow.to.starts_with(folder)) {
            let [from, to] = [&arrow.from, &arrow.to].map(|name| name.get(folder.len()).cloned().unwrap_or_default());
            if from != to {
                let paths = (house.path(&arrow.from).to_owned(), house.path(&arrow.to).to_owned());
                let is_let = exceptions.arrows.iter().any(|(from, to, _)| (*from, *to) == (&*paths.0, &*paths.1));
                all.add(&from, &to, paths.clone());
                if !is_let {
                    graph.add(&from, &to, paths);
                }
            }
        }
        for (from, to) in graph.upward() {
            faults.push(format!("{from} needs {to}, which needs it in turn"));
        }
        let circles = all.circles();
        needless.retain(|(from, to)| !circles.contains(&((*from).to_owned(), (*to).to_owned())));
    }
    faults.extend(needless.iter().map(|(from, to)| format!("{from} to {to}: no exception is needed any more")));
    faults
}

/// Which files and folders of a folder need which, and the files for which they do.
#[derive(Default)]
struct Graph(BTreeMap<String, BTreeMap<String, BTreeSet<(String, String)>>>);

impl Graph {
    fn add(&mut self, from: &str, to: &str, files: (String, String)) {
        self.0.entry(to.to_owned()).or_default();
        self.0.entry(from.to_owned()).or_default().entry(to.to_owned()).or_default().insert(files);
    }

    /// The arrows between files that lie on circles.
    fn circles(&self) -> BTreeSet<(String, String)> {
        let arrows = self.0.iter().flat_map(|(from, all)| all.iter().map(move |(to, files)| (from, to, files)));
        arrows.filter(|(from, to, _)| self.leads(to, from)).flat_map(|(.., files)| files.iter().cloned()).collect()
    }

    fn leads(&self, from: &str, to: &str) -> bool {
        let mut seen = BTreeSet::new();
        let mut ahead = vec![from];
        while let Some(at) = ahead.pop() {
            if at == to {
                return true;
            }
            if seen.insert(at) {
                ahead.extend(self.0[at].keys().map(String::as_str));
            }
        }
        false
    }

    /// Few arrows without which there is no circle, so that a fault names the import that broke the order and not all
    /// that lie on its circle (the heuristic of Eades, Lin and Smyth, 1993).
    fn upward(&self) -> BTreeSet<(String, String)> {
        let circles = self.circles();
        let mut left: BTreeSet<&String> = self.0.keys().collect();
        let mut upper: Vec<&String> = Vec::new();
        let mut lower: Vec<&String> = Vec::new();
        let weight = |from: &String, to: &String| self.0[from].get(to).map_or(0, BTreeSet::len);
        while !left.is_empty() {
            let outgoing = |at: &String| left.iter().map(|to| weight(at, to)).sum::<usize>();
            let incoming = |at: &String| left.iter().map(|from| weight(from, at)).sum::<usize>();
            let (next, order) = if let Some(sink) = left.iter().find(|at| outgoing(at) == 0) {
                (*sink, &mut lower)
            } else if let Some(source) = left.iter().find(|at| incoming(at) == 0) {
                (*source, &mut upper)
            } else {
                let best = left.iter().max_by_key(|at| outgoing(at).cast_signed() - incoming(at).cast_signed());
                (*best.expect("something is left"), &mut upper)
            };
            order.push(next);
            left.remove(next);
        }
        upper.extend(lower.into_iter().rev());
        let place: BTreeMap<&String, usize> = upper.into_iter().enumerate().map(|(at, name)| (name, at)).collect();
        let arrows = self.0.iter().flat_map(|(from, all)| all.iter().map(move |(to, files)| (from, to, files)));
        let against =
            arrows.filter(|(from, to, _)| place[from] > place[to]).flat_map(|(.., files)| files.iter().cloned());
        against.filter(|arrow| circles.contains(arrow)).collect()
    }
}

/// `mod.rs` and `lib.rs` hold a story, `mod` lines and re-exports.
pub(super) fn faces_hold_no_logic(house: &House, exceptions: &Exceptions) -> Vec<String> {
    let mut faults = Vec::new();
    for module in house.modules.values().filter(|module| is_face(module)) {
        if !module.source.has_story {
            faults.push(format!("{} does not begin with its story", module.path));
        }
        match (exceptions.faces.iter().any(|(path, _)| *path == module.path), module.source.items.first()) {
            (false, Some(item)) => faults.push(format!("{} is a face, but holds `{item}`", module.path)),
            (true, None) => faults.push(format!("{}: no exception is needed any more", module.path)),
            _ => {}
        }
    }
    let is_there = |path: &str| house.modules.values().any(|module| module.path == path);
    let gone = exceptions.faces.iter().filter(|(path, _)| !is_there(path));
    faults.extend(gone.map(|(path, _)| format!("{path}: no exception is needed any more")));
    faults
}

fn is_face(module: &ModuleFile) -> bool {
    module.path.ends_with("/mod.rs") || module.path == "src/lib.rs"
}

/// No file is long, and no function.
pub(super) fn nothing_is_long(house: &House) -> Vec<String> {
    let mut faults = Vec::new();
    for module in house.modules.values() {
        let lines = module.source.lines.saturating_sub(module.source.test_lines);
        if lines > LONGEST_FILE {
            faults.push(format!("{}: {lines} lines outside its tests", module.path));
        }
        for (name, lines) in module.source.functions.iter().filter(|(_, lines)| *lines > LONGEST_FUNCTION) {
            faults.push(format!("{}: `{name}` has {lines} lines", module.path));
        }
    }
    faults
}

/// The library sees neither arguments nor environment, and writes to no stream; only `cli` prints.
pub(super) fn the_library_sees_no_world(house: &House) -> Vec<String> {
    let mut faults = Vec::new();
    for (name, module) in &house.modules {
        if name.first().is_none_or(|module| module != "cli") {
            let printing = module.source.macros.iter().filter(|name| PRINTING.contains(&name.as_str()));
            faults.extend(printing.map(|name| format!("{} calls {name}!", module.path)));
        }
        if !is_program(name) {
            let sees = |path: &str| WORLD.iter().any(|world| path == *world || path.starts_with(&format!("{world}::")));
            let outside = house.outside(name).into_iter().filter(|path| sees(path));
            faults.extend(outside.map(|path| format!("{} uses {path}", module.path)));
        }
    }
    faults
}

fn is_program(name: &Names) -> bool {
    name.first().is_some_and(|module| PROGRAM.contains(&module.as_str()))
}

/// Nothing unwraps outside tests.
pub(super) fn nothing_unwraps(house: &House) -> Vec<String> {
    let mut faults = Vec::new();
    for module in house.modules.values() {
        let methods = module.source.methods.iter().map(String::as_str);
        let paths = module.source.paths.iter().filter(|path| path.names.len() > 1).filter_map(|path| path.names.last());
        let unwraps = methods.chain(paths.map(String::as_str)).filter(|name| ["unwrap", "unwrap_err"].contains(name));
        faults.extend(unwraps.map(|name| format!("{} calls {name}()", module.path)));
    }
    faults
}
