//! Each rule fails when it is broken: small houses that are whole, with one thing changed.

use std::collections::BTreeMap;

use super::house::House;
use super::rules::{self, Exceptions, LONGEST_FILE, LONGEST_FUNCTION};

/// A house in which everything is as it should be. It has what deceived earlier checks: tests before the end of a file,
/// a `use` in a group, names that pass through a face, an import within a function.
const WHOLE: &[(&str, &str)] = &[
    ("src/main.rs", "mod cli;\nfn main() { cli::program::run(); }"),
    ("src/cli/mod.rs", "//! Commands.\npub(crate) mod program;"),
    ("src/cli/program.rs", "pub(crate) fn run() { println!(\"{}\", dateline::search::find(\"x\")); }"),
    (
        "src/lib.rs",
        "//! The library.\npub mod text;\npub mod model;\npub mod query;\npub mod index;\npub mod search;\npub mod present;",
    ),
    ("src/text/mod.rs", "//! Strings.\nmod words;\npub use words::{Words, cut};"),
    ("src/text/words.rs", "pub struct Words;\npub fn cut(_: &str) -> Words { Words }"),
    ("src/model/mod.rs", "//! Values.\nmod article;\npub use article::Article;\n#[cfg(test)]\nmod tests;"),
    (
        "src/model/article.rs",
        "use crate::text::{self, Words};\npub struct Article(pub Words);\nfn it() { text::cut(\"\"); }",
    ),
    ("src/model/tests.rs", "use crate::search::find;\nfn it() { find(\"\"); None::<u8>.unwrap(); println!(); }"),
    ("src/query/mod.rs", "//! Queries."),
    ("src/index/mod.rs", "//! The disk.\nmod folder;\npub use folder::Index;"),
    ("src/index/folder.rs", "pub struct Index(crate::model::Article);"),
    ("src/search/mod.rs", "//! Answers.\nmod searcher;\nmod plan;\nmod names;\npub use searcher::find;"),
    (
        "src/search/searcher.rs",
        "use super::plan::compile::compile;\npub fn find(a: &str) -> String { compile(a) }\n#[cfg(test)]\nmod tests { use crate::present::text; fn it() { text(); x.unwrap(); } }",
    ),
    ("src/search/plan/mod.rs", "//! Plans.\npub(super) mod compile;\nmod node;\npub(in crate::search) use node::Node;"),
    (
        "src/search/plan/compile.rs",
        "use super::Node;\npub(in crate::search) fn compile(_: &str) -> String { use crate::search::names::spell; let _ = Node; spell() }",
    ),
    ("src/search/plan/node.rs", "pub(in crate::search) struct Node;"),
    ("src/search/names.rs", "use crate::index::Index;\npub(super) fn spell() -> String { String::new() }"),
    ("src/present/mod.rs", "//! Bytes.\nmod plain;\npub use plain::text;"),
    ("src/present/plain.rs", "pub fn text() { let _ = std::io::sink(); }"),
];

/// The whole house with some files changed or added; a change that begins with `+` is put below what is there.
fn house(changes: &[(&str, &str)]) -> House {
    let mut files: BTreeMap<String, String> =
        WHOLE.iter().map(|(path, text)| ((*path).to_owned(), (*text).to_owned())).collect();
    for (path, text) in changes {
        let file = files.entry((*path).to_owned()).or_default();
        match text.strip_prefix('+') {
            Some(more) => *file = format!("{file}\n{more}"),
            None => *file = (*text).to_owned(),
        }
    }
    House::build(&files)
}

fn circles(house: &House) -> Vec<String> {
    rules::nothing_goes_in_a_circle(house, &Exceptions::default())
}

fn faces(house: &House) -> Vec<String> {
    rules::faces_hold_no_logic(house, &Exceptions::default())
}

/// A name for the change, the files that it changes, the rule that it breaks, and what the rule says.
type Mutation = (&'static str, &'static [(&'static str, &'static str)], fn(&House) -> Vec<String>, &'static str);

const MUTATIONS: &[Mutation] = &[
    ("a file that nothing declares", &[("src/query/lost.rs", "")], rules::all_is_seen, "no `mod` leads to it"),
    ("a file that is not Rust", &[("src/query/mod.rs", "//! x\nfn (")], rules::all_is_seen, "src/query/mod.rs"),
    ("a module that is not there", &[("src/query/mod.rs", "+mod gone;")], rules::all_is_seen, "not found"),
    (
        "all of a module at once",
        &[("src/index/folder.rs", "+use crate::model::*;")],
        rules::all_is_seen,
        "use crate::model::*",
    ),
    (
        "up in a module within a file",
        &[("src/index/folder.rs", "+mod inner { use super::super::super::search::find; }")],
        rules::imports_run_downward,
        "src/index/folder.rs imports from src/search/searcher.rs",
    ),
    ("a file from elsewhere", &[("src/index/folder.rs", "+#[path = \"x.rs\"]\nmod x;")], rules::all_is_seen, "#[path]"),
    (
        "another name of the crate",
        &[("src/index/folder.rs", "+extern crate self as me;")],
        rules::all_is_seen,
        "extern crate",
    ),
    (
        "a module without a floor",
        &[("src/lib.rs", "+mod extra;"), ("src/extra.rs", "")],
        rules::imports_run_downward,
        "no floor",
    ),
    (
        "an import that runs up",
        &[("src/index/folder.rs", "+use crate::search::find;")],
        rules::imports_run_downward,
        "src/search/searcher.rs",
    ),
    (
        "a wing that knows a wing",
        &[("src/index/folder.rs", "+use crate::query;")],
        rules::imports_run_downward,
        "src/query/mod.rs",
    ),
    (
        "up in a group",
        &[("src/index/folder.rs", "+use crate::{model::Article, search::{self}};")],
        rules::imports_run_downward,
        "src/search/mod.rs",
    ),
    (
        "up within a line",
        &[("src/index/folder.rs", "+fn it() { crate::search::find(\"\"); }")],
        rules::imports_run_downward,
        "searcher.rs",
    ),
    (
        "up by super",
        &[("src/index/folder.rs", "+use super::super::search;")],
        rules::imports_run_downward,
        "src/search/mod.rs",
    ),
    (
        "up under another name",
        &[("src/index/folder.rs", "+use super::super as house;\nfn it() { house::search::find(\"\") }")],
        rules::imports_run_downward,
        "searcher.rs",
    ),
    (
        "up in a macro",
        &[("src/index/folder.rs", "+fn it() { format!(\"{}\", crate::search::find(\"\")); }")],
        rules::imports_run_downward,
        "searcher.rs",
    ),
    (
        "up in an attribute",
        &[("src/index/folder.rs", "+#[serde(with = \"crate::search::day\")]\nstruct Day;")],
        rules::imports_run_downward,
        "src/search",
    ),
    (
        "up in a type",
        &[("src/index/folder.rs", "+type Find = Vec<crate::search::Find>;")],
        rules::imports_run_downward,
        "src/search",
    ),
    (
        "up from a face",
        &[("src/index/mod.rs", "+use crate::search::find;")],
        rules::imports_run_downward,
        "src/index/mod.rs imports",
    ),
    (
        "up behind the tests",
        &[("src/model/mod.rs", "+fn it() { crate::search::find(\"\"); }")],
        rules::imports_run_downward,
        "src/model/mod.rs",
    ),
    (
        "up in `tests` that are none",
        &[("src/index/mod.rs", "+mod tests;"), ("src/index/tests.rs", "use crate::search::find;")],
        rules::imports_run_downward,
        "src/index/tests.rs",
    ),
    (
        "what stands in lib.rs",
        &[("src/lib.rs", "+pub struct X;"), ("src/index/folder.rs", "+use crate::X;")],
        rules::imports_run_downward,
        "the root",
    ),
    ("two files", &[("src/search/plan/node.rs", "+use super::compile::compile;")], circles, "which needs it in turn"),
    ("two rooms", &[("src/search/names.rs", "+use super::plan::Node;")], circles, "which needs it in turn"),
    ("through a face", &[("src/search/names.rs", "+use crate::search::find;")], circles, "which needs it in turn"),
    (
        "with a face",
        &[
            ("src/search/mod.rs", "+pub(crate) struct Note;\nfn it() { names::spell(); }"),
            ("src/search/names.rs", "+use super::Note;"),
        ],
        circles,
        "which needs it in turn",
    ),
    ("a face with a function", &[("src/search/mod.rs", "+fn it() {}")], faces, "holds `fn it() {}`"),
    ("a face with an import", &[("src/search/mod.rs", "+use searcher::x;")], faces, "holds `use"),
    ("a face with an item after tests", &[("src/model/mod.rs", "+/// Told.\npub const A: u8 = 1;")], faces, "const A"),
    ("a face without a story", &[("src/search/mod.rs", "pub mod names;")], faces, "its story"),
    (
        "printing in the library",
        &[("src/search/names.rs", "+fn it() { println!(\"x\"); }")],
        rules::the_library_sees_no_world,
        "println!",
    ),
    (
        "printing in a macro",
        &[("src/search/names.rs", "+fn it() { x!(eprintln!(\"x\")); }")],
        rules::the_library_sees_no_world,
        "eprintln!",
    ),
    (
        "the environment",
        &[("src/search/names.rs", "+use std::env;\nfn it() { env::var(\"x\"); }")],
        rules::the_library_sees_no_world,
        "std::env::var",
    ),
    (
        "a stream",
        &[("src/search/names.rs", "+fn it() { std::io::stdout(); }")],
        rules::the_library_sees_no_world,
        "std::io::stdout",
    ),
    ("arguments", &[("src/search/names.rs", "+use clap::Parser;")], rules::the_library_sees_no_world, "clap::Parser"),
    ("an unwrap", &[("src/search/names.rs", "+fn it() { x.unwrap(); }")], rules::nothing_unwraps, "unwrap()"),
    (
        "an unwrap over two lines",
        &[("src/search/names.rs", "+fn it() { x\n. unwrap ( ) ; }")],
        rules::nothing_unwraps,
        "unwrap()",
    ),
    (
        "an unwrap by its name",
        &[("src/search/names.rs", "+fn it() { x.map(Option::unwrap); }")],
        rules::nothing_unwraps,
        "unwrap()",
    ),
    (
        "an unwrap in a macro",
        &[("src/search/names.rs", "+fn it() { format!(\"{}\", x.unwrap()); }")],
        rules::nothing_unwraps,
        "unwrap()",
    ),
    (
        "an unwrap in a face",
        &[("src/model/mod.rs", "+fn it() { x.unwrap(); }")],
        rules::nothing_unwraps,
        "src/model/mod.rs",
    ),
];

#[test]
fn a_house_that_is_whole_has_no_fault() {
    let house = house(&[]);
    let rules = [
        rules::all_is_seen,
        rules::imports_run_downward,
        circles,
        faces,
        rules::nothing_is_long,
        rules::the_library_sees_no_world,
        rules::nothing_unwraps,
    ];
    for rule in rules {
        assert_eq!(rule(&house), Vec::<String>::new());
    }
}

#[test]
fn every_rule_fails_when_it_is_broken() {
    for (change, files, rule, said) in MUTATIONS {
        let faults = rule(&house(files)).join("\n");
        assert!(faults.contains(said), "{change}: {said:?} is not in {faults:?}");
    }
}

#[test]
fn length_is_counted_outside_tests_and_comments_of_functions() {
    let long = |text: String| rules::nothing_is_long(&house(&[("src/query/mod.rs", &text)]));
    let lines = |line: &str, count: usize| line.repeat(count);
    assert_eq!(long(lines("//! x\n", LONGEST_FILE)), Vec::<String>::new());
    assert_eq!(long(lines("//! x\n", LONGEST_FILE + 1)), ["src/query/mod.rs: 451 lines outside its tests"]);
    let tests = |after: &str| format!("#[cfg(test)]\nmod tests {{\n{}}}\n{after}", lines("// x\n", LONGEST_FILE));
    assert_eq!(long(tests("")), Vec::<String>::new());
    assert_eq!(long(tests(&lines("// x\n", LONGEST_FILE + 1))).len(), 1, "what stands behind the tests counts");

    let function = |count| format!("impl X {{ fn it() {{\n{}}} }}", lines("// why\nx();\n", count));
    assert_eq!(long(function(LONGEST_FUNCTION)), Vec::<String>::new());
    assert_eq!(long(function(LONGEST_FUNCTION + 1)), ["src/query/mod.rs: `it` has 61 lines"]);
}

#[test]
fn exceptions_that_nothing_needs_are_faults() {
    let exceptions = Exceptions {
        faces: &[("src/search/mod.rs", "being rebuilt"), ("src/gone/mod.rs", "being rebuilt")],
        arrows: &[("src/search/names.rs", "src/search/plan/node.rs", "being rebuilt")],
    };
    let whole = house(&[]);
    assert_eq!(rules::faces_hold_no_logic(&whole, &exceptions).len(), 2);
    assert_eq!(rules::nothing_goes_in_a_circle(&whole, &exceptions).len(), 1);

    let broken = house(&[("src/search/names.rs", "+use super::plan::Node;"), ("src/search/mod.rs", "+fn it() {}")]);
    assert_eq!(rules::nothing_goes_in_a_circle(&broken, &exceptions), Vec::<String>::new());
    assert_eq!(rules::faces_hold_no_logic(&broken, &exceptions), ["src/gone/mod.rs: no exception is needed any more"]);
}
