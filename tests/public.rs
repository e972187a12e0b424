//! What the library shows to a program that embeds it: no type of the engine under it, so that the engine may change.

use std::collections::BTreeSet;
use std::fs;
use std::path::{Path, PathBuf};

use syn::visit::{self, Visit};
use syn::{File, ImplItem, Item, Visibility};

/// Collects the names that a file has from the engine.
#[derive(Default)]
struct Imported(BTreeSet<String>);

impl Imported {
    fn tree(&mut self, tree: &syn::UseTree) {
        match tree {
            syn::UseTree::Path(path) => self.tree(&path.tree),
            syn::UseTree::Group(group) => group.items.iter().for_each(|tree| self.tree(tree)),
            syn::UseTree::Name(name) => drop(self.0.insert(name.ident.to_string())),
            syn::UseTree::Rename(rename) => drop(self.0.insert(rename.rename.to_string())),
            syn::UseTree::Glob(_) => {}
        }
    }
}

impl<'a> Visit<'a> for Imported {
    fn visit_item_use(&mut self, import: &'a syn::ItemUse) {
        if matches!(&import.tree, syn::UseTree::Path(path) if path.ident == "tantivy") {
            self.tree(&import.tree);
        }
    }
}

/// Looks for names of the engine in what is shown.
struct Shown<'n> {
    names: &'n BTreeSet<String>,
    found: Vec<String>,
}

impl Shown<'_> {
    fn item(&mut self, item: &Item) {
        match item {
            Item::Fn(function) if is_public(&function.vis) => self.visit_signature(&function.sig),
            Item::Struct(shown) if is_public(&shown.vis) => {
                shown.fields.iter().filter(|field| is_public(&field.vis)).for_each(|field| self.visit_type(&field.ty));
            }
            Item::Enum(shown) if is_public(&shown.vis) => self.visit_item_enum(shown),
            Item::Trait(shown) if is_public(&shown.vis) => self.visit_item_trait(shown),
            Item::Type(shown) if is_public(&shown.vis) => self.visit_item_type(shown),
            Item::Const(shown) if is_public(&shown.vis) => self.visit_type(&shown.ty),
            Item::Impl(block) if block.trait_.is_none() => {
                for item in &block.items {
                    match item {
                        ImplItem::Fn(function) if is_public(&function.vis) => self.visit_signature(&function.sig),
                        ImplItem::Const(shown) if is_public(&shown.vis) => self.visit_type(&shown.ty),
                        _ => {}
                    }
                }
            }
            Item::Mod(module) => module.content.iter().flat_map(|(_, items)| items).for_each(|item| self.item(item)),
            _ => {}
        }
    }
}

impl<'a> Visit<'a> for Shown<'_> {
    fn visit_path(&mut self, path: &'a syn::Path) {
        let first = path.segments.first().map(|segment| segment.ident.to_string()).unwrap_or_default();
        if first == "tantivy" || self.names.contains(&first) {
            self.found.push(first);
        }
        visit::visit_path(self, path);
    }

    fn visit_block(&mut self, _: &'a syn::Block) {
        // A body is not shown.
    }
}

fn is_public(visibility: &Visibility) -> bool {
    matches!(visibility, Visibility::Public(_))
}

/// The names of the engine in what a file shows.
fn shown_of_the_engine(file: &File) -> Vec<String> {
    let mut imported = Imported::default();
    imported.visit_file(file);
    let mut shown = Shown { names: &imported.0, found: Vec::new() };
    file.items.iter().for_each(|item| shown.item(item));
    shown.found
}

fn sources(folder: &Path, found: &mut Vec<PathBuf>) {
    for item in fs::read_dir(folder).unwrap().flatten() {
        let path = item.path();
        match path.extension() {
            _ if path.is_dir() => sources(&path, found),
            Some(extension) if extension == "rs" => found.push(path),
            _ => {}
        }
    }
}

#[test]
fn no_type_of_the_engine_is_in_a_public_signature() {
    let mut paths = Vec::new();
    sources(&Path::new(env!("CARGO_MANIFEST_DIR")).join("src"), &mut paths);
    assert!(paths.len() > 100, "the sources were not found");
    let mut faults = Vec::new();
    for path in paths {
        let file = syn::parse_file(&fs::read_to_string(&path).unwrap()).unwrap();
        faults.extend(shown_of_the_engine(&file).iter().map(|name| format!("{} shows `{name}`", path.display())));
    }
    assert!(faults.is_empty(), "{}", faults.join("\n"));
}

#[test]
fn every_place_that_shows_a_type_is_looked_at() {
    let begin = "use tantivy::{DocAddress, query::Query as Asked};";
    for shown in [
        "pub fn f(a: DocAddress) {}",
        "pub fn f() -> Option<Box<dyn Asked>> { None }",
        "pub struct S { pub a: DocAddress }",
        "pub enum E { A(DocAddress) }",
        "pub trait T { fn f(&self) -> DocAddress; }",
        "pub type A = Vec<tantivy::Term>;",
        "struct S; impl S { pub fn f(&self) -> DocAddress { todo!() } }",
    ] {
        assert!(!shown_of_the_engine(&syn::parse_str(&format!("{begin}{shown}")).unwrap()).is_empty(), "{shown}");
    }
    for hidden in [
        "pub(crate) fn f(a: DocAddress) {}",
        "pub struct S { a: DocAddress }",
        "pub fn f() { let a: Option<DocAddress> = None; }",
        "pub struct S; impl S { pub(crate) fn f(&self) -> DocAddress { todo!() } }",
    ] {
        assert_eq!(shown_of_the_engine(&syn::parse_str(&format!("{begin}{hidden}")).unwrap()), [""; 0], "{hidden}");
    }
}
