//! What one source file declares, imports and calls, read from its syntax tree.

use std::collections::BTreeMap;

use proc_macro2::{Delimiter, TokenStream, TokenTree};
use syn::spanned::Spanned;
use syn::visit::{self, Visit};

/// A name as it is written in a path: the parts between `::`.
pub(super) type Names = Vec<String>;

/// One source file, without what stands under `cfg(test)`.
#[derive(Default)]
pub(super) struct Source {
    /// Whether the file begins with a doc comment that tells its story.
    pub(super) has_story: bool,
    /// Lines, comments included.
    pub(super) lines: usize,
    /// Those of them that stand under `cfg(test)`.
    pub(super) test_lines: usize,
    /// The modules that stand within the file.
    pub(super) inner: Vec<(String, Source)>,
    /// What is imported as a whole, by `use x::*`.
    pub(super) globs: Vec<Names>,
    /// The modules that the file declares in files of their own.
    pub(super) modules: Vec<Declared>,
    /// Names that `use` brings in, under the name that they have here.
    pub(super) aliases: BTreeMap<String, Names>,
    /// Paths written anywhere, those in the arguments of macros included.
    pub(super) paths: Vec<Written>,
    /// Items that are neither modules nor re-exports: what a face does not hold.
    pub(super) items: Vec<String>,
    /// Functions and the number of lines of code in them.
    pub(super) functions: Vec<(String, usize)>,
    /// Macros that are called, by their last name.
    pub(super) macros: Vec<String>,
    /// Methods without arguments that are called.
    pub(super) methods: Vec<String>,
    /// What the checks cannot see through, and so nobody may write.
    pub(super) opaque: Vec<String>,
}

/// A `mod name;`.
pub(super) struct Declared {
    pub(super) name: String,
    /// Whether it stands under `cfg(test)`.
    pub(super) is_test: bool,
}

/// A path as it is written.
pub(super) struct Written {
    pub(super) names: Names,
    /// Whether it is handed on by `pub use`, so that the file itself needs nothing of it.
    pub(super) is_reexport: bool,
}

impl Source {
    pub(super) fn parse(text: &str) -> syn::Result<Source> {
        let lines: Vec<&str> = text.lines().collect();
        let mut source = Reader::read(&lines, &syn::parse_file(text)?.items);
        source.has_story = text.starts_with("//!");
        source.lines = lines.len();
        Ok(source)
    }
}

struct Reader<'t> {
    text: &'t [&'t str],
    source: Source,
}

impl Reader<'_> {
    fn read(text: &[&str], items: &[syn::Item]) -> Source {
        let mut reader = Reader { text, source: Source::default() };
        items.iter().for_each(|item| reader.top_item(item));
        reader.source
    }

    fn top_item(&mut self, item: &syn::Item) {
        match item {
            _ if is_test(attributes(item)) => {}
            syn::Item::Mod(_) => {}
            syn::Item::Use(import) if !matches!(import.vis, syn::Visibility::Inherited) => {}
            _ => self.source.items.push(opening(item, self.text)),
        }
        self.visit_item(item);
    }

    fn import(&mut self, tree: &syn::UseTree, before: &mut Names, is_reexport: bool) {
        match tree {
            syn::UseTree::Path(path) => {
                before.push(path.ident.to_string());
                self.import(&path.tree, before, is_reexport);
                before.pop();
            }
            syn::UseTree::Group(group) => {
                group.items.iter().for_each(|tree| self.import(tree, before, is_reexport));
            }
            syn::UseTree::Name(name) => {
                let last = name.ident.to_string();
                self.imported(before, &last, &last, is_reexport);
            }
            syn::UseTree::Rename(rename) => {
                self.imported(before, &rename.ident.to_string(), &rename.rename.to_string(), is_reexport);
            }
            _ => self.source.globs.push(before.clone()),
        }
    }

    fn imported(&mut self, before: &Names, last: &str, here: &str, is_reexport: bool) {
        let mut names = before.clone();
        // `use a::{self}` brings in `a`.
        let here = if last == "self" && !names.is_empty() && here == "self" {
            names[names.len() - 1].clone()
        } else {
            here.to_owned()
        };
        if last != "self" || names.is_empty() {
            names.push(last.to_owned());
        }
        self.source.paths.push(Written { names: names.clone(), is_reexport });
        if here != "_" {
            self.source.aliases.insert(here, names);
        }
    }

    /// Paths and calls in the arguments of a macro, which have no syntax tree.
    fn tokens(&mut self, tokens: TokenStream) {
        let tokens: Vec<TokenTree> = tokens.into_iter().collect();
        let is_mark =
            |at: usize, mark: char| matches!(tokens.get(at), Some(TokenTree::Punct(p)) if p.as_char() == mark);
        let mut at = 0;
        while at < tokens.len() {
            match &tokens[at] {
                TokenTree::Group(group) => self.tokens(group.stream()),
                TokenTree::Literal(literal) => self.quoted(&literal.to_string()),
                TokenTree::Ident(first) => {
                    let is_method = at > 0 && is_mark(at - 1, '.');
                    let mut names = vec![first.to_string()];
                    while is_mark(at + 1, ':') && is_mark(at + 2, ':') {
                        let Some(TokenTree::Ident(next)) = tokens.get(at + 3) else { break };
                        names.push(next.to_string());
                        at += 3;
                    }
                    self.called(&names, is_method, is_mark(at + 1, '!'), tokens.get(at + 1));
                    self.written(names);
                }
                _ => {}
            }
            at += 1;
        }
    }

    /// A path in a string, as in `#[serde(with = "crate::text::day")]`.
    fn quoted(&mut self, literal: &str) {
        let names: Names = literal.trim_matches('"').split("::").map(str::to_owned).collect();
        let is_name = |name: &String| !name.is_empty() && name.chars().all(|c| c.is_alphanumeric() || c == '_');
        if ["crate", "super", "self"].contains(&names[0].as_str()) && names.iter().all(is_name) {
            self.written(names);
        }
    }

    fn called(&mut self, names: &[String], is_method: bool, is_macro: bool, next: Option<&TokenTree>) {
        let last = names[names.len() - 1].clone();
        let is_call =
            |group: &proc_macro2::Group| group.delimiter() == Delimiter::Parenthesis && group.stream().is_empty();
        if is_macro {
            self.source.macros.push(last);
        } else if is_method && matches!(next, Some(TokenTree::Group(group)) if is_call(group)) {
            self.source.methods.push(last);
        }
    }

    fn written(&mut self, names: Names) {
        if names.len() > 1 {
            self.source.paths.push(Written { names, is_reexport: false });
        }
    }

    fn function(&mut self, name: &syn::Ident, block: &syn::Block) {
        let braces = block.brace_token.span;
        let inside = braces.open().start().line..braces.close().start().line.saturating_sub(1);
        let lines = self.text.get(inside).unwrap_or_default();
        let code = lines.iter().map(|line| line.trim()).filter(|line| !line.is_empty() && !line.starts_with("//"));
        self.source.functions.push((name.to_string(), code.count()));
    }
}

impl<'a> Visit<'a> for Reader<'_> {
    fn visit_item(&mut self, item: &'a syn::Item) {
        if is_test(attributes(item)) {
            self.source.test_lines += item.span().end().line + 1 - item.span().start().line;
            if let syn::Item::Mod(module) = item {
                self.source.modules.push(Declared { name: module.ident.to_string(), is_test: true });
            }
            return;
        }
        visit::visit_item(self, item);
    }

    fn visit_item_mod(&mut self, module: &'a syn::ItemMod) {
        let name = module.ident.to_string();
        match &module.content {
            None => self.source.modules.push(Declared { name: name.clone(), is_test: false }),
            Some((_, items)) => {
                let mut inner = Reader::read(self.text, items);
                inner.has_story = true;
                self.source.test_lines += inner.test_lines;
                self.source.inner.push((name.clone(), inner));
            }
        }
        if module.attrs.iter().any(|attribute| attribute.path().is_ident("path")) {
            self.source.opaque.push(format!("#[path] mod {name}"));
        }
    }

    fn visit_item_use(&mut self, import: &'a syn::ItemUse) {
        let is_reexport = !matches!(import.vis, syn::Visibility::Inherited);
        self.import(&import.tree, &mut Vec::new(), is_reexport);
    }

    fn visit_item_extern_crate(&mut self, import: &'a syn::ItemExternCrate) {
        self.source.opaque.push(format!("extern crate {}", import.ident));
    }

    fn visit_item_fn(&mut self, function: &'a syn::ItemFn) {
        self.function(&function.sig.ident, &function.block);
        visit::visit_item_fn(self, function);
    }

    fn visit_impl_item_fn(&mut self, function: &'a syn::ImplItemFn) {
        if is_test(&function.attrs) {
            return;
        }
        self.function(&function.sig.ident, &function.block);
        visit::visit_impl_item_fn(self, function);
    }

    fn visit_trait_item_fn(&mut self, function: &'a syn::TraitItemFn) {
        if let Some(block) = &function.default {
            self.function(&function.sig.ident, block);
        }
        visit::visit_trait_item_fn(self, function);
    }

    fn visit_path(&mut self, path: &'a syn::Path) {
        self.written(path.segments.iter().map(|segment| segment.ident.to_string()).collect());
        visit::visit_path(self, path);
    }

    fn visit_vis_restricted(&mut self, _: &'a syn::VisRestricted) {
        // `pub(in crate::x)` needs nothing of what it names.
    }

    fn visit_attribute(&mut self, attribute: &'a syn::Attribute) {
        if let syn::Meta::List(list) = &attribute.meta {
            self.tokens(list.tokens.clone());
        }
    }

    fn visit_macro(&mut self, call: &'a syn::Macro) {
        if let Some(last) = call.path.segments.last() {
            self.source.macros.push(last.ident.to_string());
        }
        self.visit_path(&call.path);
        self.tokens(call.tokens.clone());
    }

    fn visit_expr_method_call(&mut self, call: &'a syn::ExprMethodCall) {
        if call.args.is_empty() {
            self.source.methods.push(call.method.to_string());
        }
        visit::visit_expr_method_call(self, call);
    }
}

/// Whether an item is there for tests alone: `cfg(test)`, or `cfg(all(test, ..))`.
fn is_test(attributes: &[syn::Attribute]) -> bool {
    attributes.iter().any(|attribute| {
        let syn::Meta::List(list) = &attribute.meta else { return attribute.path().is_ident("test") };
        let words = list.tokens.to_string().replace(' ', "");
        list.path.is_ident("cfg") && (words == "test" || words.starts_with("all(test,"))
    })
}

fn attributes(item: &syn::Item) -> &[syn::Attribute] {
    match item {
        syn::Item::Const(item) => &item.attrs,
        syn::Item::Enum(item) => &item.attrs,
        syn::Item::Fn(item) => &item.attrs,
        syn::Item::Impl(item) => &item.attrs,
        syn::Item::Macro(item) => &item.attrs,
        syn::Item::Mod(item) => &item.attrs,
        syn::Item::Static(item) => &item.attrs,
        syn::Item::Struct(item) => &item.attrs,
        syn::Item::Trait(item) => &item.attrs,
        syn::Item::Type(item) => &item.attrs,
        syn::Item::Use(item) => &item.attrs,
        _ => &[],
    }
}

/// The first line of an item after its attributes and comments, to name it by.
fn opening(item: &syn::Item, text: &[&str]) -> String {
    let lines = &text[item.span().start().line - 1..item.span().end().line];
    let is_code = |line: &&&str| !line.trim_start().starts_with("//") && !line.trim_start().starts_with("#[");
    lines.iter().find(is_code).map_or_else(String::new, |line| line.trim().to_owned())
}
