//! The pages that are checked by axe-core, and of which pictures are drawn.

use serde_json::Value;

use crate::{Reader, Served};

/// A page with what it is called.
pub struct View {
    /// The name, as a file has it.
    pub name: &'static str,
    /// Its address.
    pub address: String,
}

/// All kinds of pages over the sample archive; a list and a note are made on the way.
pub async fn views(served: &Served, reader: &Reader) -> Vec<View> {
    let article = first(reader, served, "airbase").await;
    let copied = first(reader, served, "freighter").await;
    reader.collect(served, &article, "Bases").await;
    reader.open(&format!("{}/article/{copied}", served.address)).await;
    let beside = reader.find(".copies a[href*='/beside']").await.attr("href").await.ok().flatten().expect("a link");
    let pages = [
        ("home", "/".to_owned()),
        ("search", "/?q=Hmeimim".to_owned()),
        ("filters", "/?q=port&country=sy&country=ru&since=2024&until=2026".to_owned()),
        ("nothing", "/?q=zzzzqq&lang=en".to_owned()),
        ("mistake", "/?q=%22naval+base".to_owned()),
        ("article", format!("/article/{article}?q=airbase")),
        ("copies", format!("/article/{copied}?q=freighter")),
        ("beside", beside),
        ("original", format!("/article/{article}/original")),
        ("map", "/map".to_owned()),
        ("trend", "/trend?q=Syria&and=Russia&and=Turkey".to_owned()),
        ("share", "/trend?q=Syria&of=share".to_owned()),
        ("values", "/values/site".to_owned()),
        ("lists", "/lists".to_owned()),
        ("list", "/lists/list?name=Bases".to_owned()),
        ("save", "/saved?q=port&country=sy".to_owned()),
        ("archive", "/archive".to_owned()),
        ("help", "/help".to_owned()),
        ("missing", "/no/such/page".to_owned()),
    ];
    let view = |(name, path): (&'static str, String)| View { name, address: format!("{}{path}", served.address) };
    pages.into_iter().map(view).collect()
}

/// The id of the first article that a query finds.
async fn first(reader: &Reader, served: &Served, query: &str) -> String {
    reader.open(&format!("{}/", served.address)).await;
    let found = reader.ask_api(&format!("/api/v1/search?q={query}")).await;
    found["hits"][0]["id"].as_str().map_or_else(|| panic!("`{query}` finds nothing: {found}"), str::to_owned)
}

impl Reader {
    /// What the API answers to the page that is open.
    pub async fn ask_api(&self, path: &str) -> Value {
        let script = "const done = arguments[1]; fetch(arguments[0]).then((answer) => answer.json()).then(done);";
        self.run_async(script, vec![path.into()]).await
    }

    /// Puts an article into a list, and a note on it, by the forms on its page.
    pub async fn collect(&self, served: &Served, article: &str, list: &str) {
        self.open(&format!("{}/article/{article}", served.address)).await;
        self.type_into("#list", list).await;
        self.follow("form.collect button").await;
        self.type_into("#note", "Ask the port who guards the road.").await;
        self.follow("form.noting button").await;
    }
}
