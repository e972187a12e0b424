//! Searches in small archives made by hand.

pub(super) mod archive;
mod copies;
mod languages;
mod oracle;
mod versions;
mod written;

use self::archive::{Archive, Draft, article};
use super::{Names, Order, Request, Searcher};
use crate::index::Index;
use crate::model::{Copies, CountryLabel, Results};
use crate::query::{Query, parse};

fn query(text: &str) -> Query {
    let today = jiff::civil::date(2025, 11, 1);
    parse(text, || today).unwrap_or_else(|error| panic!("{text}: {error:?}")).query
}

fn ask(archive: &Archive, text: &str) -> Results {
    archive.searcher.search(&Request { query: query(text), ..Request::default() }).unwrap()
}

/// The source ids of the hits in order.
fn found(archive: &Archive, query: &str) -> Vec<String> {
    ask(archive, query).hits.into_iter().filter_map(|hit| hit.source_id).collect()
}

fn harbour() -> Archive {
    Archive::new(&[
        article("a")
            .title("Ships leave the port")
            .body("The ships left the naval base. Nobody saw them go.")
            .day(2025, 10, 15),
        article("b").title("Airbases").body("An airbase near the naval museum.\nThe base is closed.").day(2025, 10, 16),
        article("c").title("Weather").body("Rain over the port, and wind.").day(2024, 1, 2).lang("fr"),
        article("d").title("L’été").body("Élysée palace, the Naval Base of Toulon").lang("fr"),
    ])
}

#[test]
fn words_phrases_and_operators() {
    let archive = harbour();
    let cases: &[(&str, &[&str])] = &[
        ("ship", &["a"]),
        ("airbases", &["b"]),
        ("=airbases", &["b"]),
        ("=airbase -=airbases", &[]),
        ("port", &["a", "c"]),
        ("port ship", &["a"]),
        ("port -ship", &["c"]),
        ("rain OR ship", &["a", "c"]),
        ("\"naval base\"", &["a", "d"]),
        ("=\"Naval Base\"", &["d"]),
        ("=elysee", &["d"]),
        ("=Élysée", &["d"]),
        ("=ÉLYSÉE", &[]),
        ("ship*", &["a"]),
        ("*base", &["a", "b", "d"]),
        ("weathr~1", &["c"]),
        ("title:port", &["a"]),
        ("naval NEAR/2 near", &["b"]),
        ("naval w/s base", &["a", "d"]),
        ("naval w/p saw", &["a"]),
        ("naval w/p closed", &[]),
        ("atleast2(ship)", &["a"]),
        ("atleast3(ship)", &[]),
        ("* -port", &["b", "d"]),
        ("id:c", &["c"]),
    ];
    for (query, expected) in cases {
        let mut hits = found(&archive, query);
        hits.sort();
        assert_eq!(hits, *expected, "{query}");
    }
}

#[test]
fn facets_and_dates() {
    let archive = harbour();
    let sorted = |query: &str| {
        let mut hits = found(&archive, query);
        hits.sort();
        hits
    };
    assert_eq!(sorted("lang:fr"), ["c", "d"]);
    assert_eq!(sorted("date:2025-10"), ["a", "b"]);
    assert_eq!(sorted("date:2025-10-16"), ["b"]);
    assert_eq!(sorted("date:unknown"), ["d"]);
    assert_eq!(sorted("until:2024"), ["c"]);
    let request = Request { query: query("kind:articel"), ..Request::default() };
    let error = archive.searcher.search(&request).unwrap_err();
    assert_eq!(error.to_string(), "there is no kind `articel`; the nearest is `article`");
}

#[test]
fn counts_and_orders() {
    let archive = harbour();
    let request =
        Request { order: Order::Newest, facets: vec!["year".to_owned(), "lang".to_owned()], ..Request::default() };
    let results = archive.searcher.search(&request).unwrap();
    let ids: Vec<_> = results.hits.iter().filter_map(|hit| hit.source_id.clone()).collect();
    assert_eq!(ids, ["b", "a", "c", "d"]);
    let shown: Vec<String> = results.facets[0].buckets.iter().map(|b| format!("{} {}", b.value, b.count)).collect();
    assert_eq!(shown, ["2024 1", "2025 2"]);
    assert_eq!(results.facets[0].unknown, 1);
    assert_eq!(results.facets[1].buckets.len(), 2);
}

#[test]
fn moments_of_different_zones_are_ordered_by_one_clock() {
    let at = |id: &str, day: i8, hour: i8, offset: Option<i16>| {
        let mut draft = article(id).body("port").day(2025, 10, day);
        let published = draft.0.article.published.as_mut().unwrap();
        published.start = published.start.date().at(hour, 0, 0, 0);
        published.precision = crate::model::Precision::Minute;
        published.offset_minutes = offset;
        draft
    };
    let (tokyo, new_york) = (at("tokyo", 15, 1, Some(540)), at("new-york", 14, 20, Some(-240)));
    let archive = Archive::new(&[tokyo, new_york, at("local", 14, 18, None)]);
    let ids = |order| {
        let request = Request { query: query("port"), order, ..Request::default() };
        let hits = archive.searcher.search(&request).unwrap().hits;
        hits.iter().filter_map(|hit| hit.source_id.clone()).collect::<Vec<_>>()
    };
    assert_eq!(ids(Order::Oldest), ["tokyo", "local", "new-york"]);
    assert_eq!(ids(Order::Newest), ["new-york", "local", "tokyo"]);
    // Which day it is, the page's own zone says.
    assert_eq!(found(&archive, "date:2025-10-15"), ["tokyo"]);
}

/// Enough of them that dates and ids are unpacked, in pieces of several segments.
#[test]
fn many_hits_stand_in_the_order_of_their_dates_and_ids() {
    let day = |n: i16| (2020 + n % 3, 1 + (n % 4) as i8, 1 + (n % 7) as i8);
    let draft = |n: i16| article(&format!("n{n:03}")).body(if n % 2 == 0 { "port" } else { "quay" });
    let dated = |n: i16| if n % 10 == 0 { draft(n) } else { draft(n).day(day(n).0, day(n).1, day(n).2) };
    let drafts: Vec<Draft> = (0..300).map(dated).collect();
    let archive = Archive::in_batches(&drafts, 130);
    let start = |draft: &Draft| draft.0.article.published.as_ref().map(|published| published.start);
    for (order, backwards) in [(Order::Newest, true), (Order::Oldest, false)] {
        let mut expected: Vec<&Draft> = drafts.iter().collect();
        expected.sort_by(|one, other| {
            let dates = match (start(one), start(other)) {
                (Some(one), Some(other)) => {
                    if backwards {
                        other.cmp(&one)
                    } else {
                        one.cmp(&other)
                    }
                }
                (one, other) => other.is_some().cmp(&one.is_some()),
            };
            dates.then_with(|| one.0.article.id.cmp(&other.0.article.id))
        });
        let request =
            Request { query: query("port OR quay"), order, limit: 40, copies: Copies::All, ..Request::default() };
        let found: Vec<_> = archive.searcher.search(&request).unwrap().hits.into_iter().map(|hit| hit.id).collect();
        let expected: Vec<_> = expected.iter().take(40).map(|draft| draft.0.article.id).collect();
        assert_eq!(found, expected, "{order:?}");
    }
    let request = Request { query: query("port"), limit: 40, copies: Copies::All, ..Request::default() };
    let found: Vec<_> = archive.searcher.search(&request).unwrap().hits.into_iter().map(|hit| hit.id).collect();
    let mut expected: Vec<_> = drafts.iter().step_by(2).map(|draft| draft.0.article.id).collect();
    expected.sort_unstable();
    assert_eq!(found, expected[..40], "they score alike");
}

#[test]
fn a_value_counts_what_it_finds_as_a_filter() {
    let draft = |id: &str, codes: &[&str]| {
        let mut draft = article(id).body("Steel was made here.");
        draft.0.countries = codes
            .iter()
            .map(|code| CountryLabel { code: (*code).to_owned(), weight: 1.0, evidence: Vec::new() })
            .collect();
        draft
    };
    let archive = Archive::in_batches(
        &[
            draft("west", &["DE"]),
            draft("east", &["DDDE"]),
            draft("both", &["DE", "DDDE"]),
            draft("far", &["SY", "JO"]),
            draft("none", &[]),
        ],
        2,
    );
    let request = Request { query: query("steel"), facets: vec!["country".to_owned()], ..Request::default() };
    let counts = archive.searcher.search(&request).unwrap().facets.remove(0);
    let mut found: Vec<(&str, u64)> = counts.buckets.iter().map(|b| (b.value.as_str(), b.count)).collect();
    found.sort_unstable();
    assert_eq!((found, counts.unknown), (vec![("ddde", 2), ("de", 3), ("jo", 1), ("sy", 1)], 1));
    for bucket in &counts.buckets {
        let filtered = archive.searcher.count(&query(&format!("steel country:{}", bucket.value))).unwrap();
        assert_eq!(filtered, bucket.count, "{}", bucket.value);
    }
}

#[test]
fn a_question_raises_what_its_first_hits_speak_of() {
    let mut drafts: Vec<_> = (0..6)
        .map(|n| {
            article(&format!("model{n}")).body(&format!("Dockers strike at the harbour crane over wages, day {n}."))
        })
        .collect();
    drafts.push(article("wages").body("Quarrel in the harbour over wages and hours."));
    drafts.push(article("lamps").body("Painters in the harbour over lamps and doors."));
    drafts.extend((0..30).map(|n| article(&format!("other{n:02}")).body("Rain fell on the quiet hills.")));
    let archive = Archive::new(&drafts);
    let place = |hits: &[String], id: &str| hits.iter().position(|hit| hit == id).unwrap();
    let asked = found(&archive, "dockers OR strike OR crane OR harbour");
    assert_eq!(asked.len(), 8, "nothing is found that no word finds");
    assert!(place(&asked, "wages") < place(&asked, "lamps"), "{asked:?}");
    let request =
        Request { query: query("dockers OR strike OR crane OR harbour"), explain: true, ..Request::default() };
    let liked = archive.searcher.search(&request).unwrap().hits;
    for hit in &liked {
        let sum: f32 = hit.score_parts.iter().map(|part| part.score).sum();
        assert!((sum - hit.score).abs() < 0.01, "{sum} {}", hit.score);
    }
    let likeness = |id: &str| {
        let hit = liked.iter().find(|hit| hit.source_id.as_deref() == Some(id)).unwrap();
        hit.score_parts.iter().find(|part| part.part.starts_with("likeness")).map_or(0.0, |part| part.score)
    };
    assert!(likeness("model0") > likeness("wages") && likeness("wages") > likeness("lamps"));
    let few =
        archive.searcher.search(&Request { query: query("dockers OR harbour"), explain: true, ..Request::default() });
    let parts = few.unwrap().hits.into_iter().flat_map(|hit| hit.score_parts);
    assert!(parts.into_iter().all(|part| !part.part.starts_with("likeness")), "two words are no question");
}

#[test]
fn marks_show_what_matched() {
    let archive = harbour();
    let results = ask(&archive, "\"naval base\" ship");
    let hit = &results.hits[0];
    let marked: Vec<&str> = hit.title.marks.iter().map(|range| &hit.title.text[range.clone()]).collect();
    assert_eq!(marked, ["Ships"]);
    let piece = &hit.snippets[0];
    let marked: Vec<&str> = piece.marks.iter().map(|range| &piece.text[range.clone()]).collect();
    assert_eq!(marked, ["ships", "naval", "base"]);
}

#[test]
fn names_are_found_under_all_their_spellings_and_nothing_else() {
    let archive = Archive::new(&[
        article("latin").body("They flew to Hmeimim again."),
        article("other").body("They flew to Khmeimim again."),
        article("cyrillic").body("Они прилетели в Хмеймим.").lang("ru"),
        article("arabic").body("وصلوا إلى حميميم.").lang("ar"),
        article("bath").body("She met Hammam there, and Khomeini, and saw the hammam.").lang("en"),
        article("leader").body("He met Khamenei there."),
        article("street").body("هذا شارع طويل").lang("ar"),
        article("president").body("الرئيس الشرع هنا. He met Sharaa there.").lang("ar"),
        article("law").body("He spoke of Sharia there."),
    ]);
    let cases: &[(&str, &[&str])] = &[
        ("hmeimim", &["arabic", "cyrillic", "latin", "other"]),
        ("=hmeimim", &["latin"]),
        ("khamenei", &["leader"]),
        ("sharaa", &["president"]),
    ];
    for (query, expected) in cases {
        let mut hits = found(&archive, query);
        hits.sort();
        assert_eq!(hits, *expected, "{query}");
    }
    let order = found(&archive, "hmeimim");
    let place = |id: &str| order.iter().position(|hit| hit == id);
    assert!(place("latin") < place("other"), "what is typed comes before other spellings: {order:?}");
    let ways: Vec<String> = ask(&archive, "hmeimim").expansions[0].names.iter().map(|name| name.text.clone()).collect();
    assert_eq!(ways.len(), 3, "{ways:?}");
}

#[test]
fn a_form_counts_in_its_own_language_alone() {
    let mut drafts = vec![
        article("en-put").body("They put the lamps on the quay."),
        article("en-puts").body("He puts the lamps on the quay."),
        article("nl").body("Zij putten water uit de kade.").lang("nl"),
        article("unknown").body("Lamps, as she puts it."),
        article("ru").body("Она puts поставила лампы.").lang("ru"),
        article("typed").body("Der put ist ein Wort.").lang("de"),
    ];
    drafts[3].0.article.lang = None;
    let archive = Archive::in_batches(&drafts, 2);
    let cases: &[(&str, &[&str])] = &[
        ("put", &["en-put", "en-puts", "nl", "typed", "unknown"]),
        ("puts", &["en-put", "en-puts", "nl", "ru", "typed", "unknown"]),
        ("putten", &["nl"]),
        ("=put", &["en-put", "typed"]),
        ("put lamps", &["en-put", "en-puts", "unknown"]),
        ("\"puts it\"", &["unknown"]),
        ("put w/s quay", &["en-put", "en-puts"]),
    ];
    for (query, expected) in cases {
        let mut hits = found(&archive, query);
        hits.sort();
        assert_eq!(hits, *expected, "{query}");
    }
    let told = &ask(&archive, "put").expansions[0];
    let only: Vec<(&str, Vec<&str>)> =
        told.only_in.iter().map(|o| (o.text.as_str(), o.languages.iter().map(String::as_str).collect())).collect();
    assert_eq!(told.words, [("put".to_owned(), 2), ("puts".to_owned(), 2), ("putten".to_owned(), 1)]);
    assert_eq!(only, [("puts", vec!["de", "en", "nl", "unknown"]), ("putten", vec!["nl"])]);
}

#[test]
fn a_name_has_no_forms_in_languages_that_it_is_not_written_in_and_no_common_words() {
    let mut drafts: Vec<Draft> =
        (0..4).map(|n| article(&format!("put{n}")).body("Zij put water.").lang("nl")).collect();
    drafts.push(article("dutch").body("Zij zagen Putin daar.").lang("nl"));
    drafts.push(article("english").body("They saw Putin there, and again Putins."));
    drafts.extend((0..4).map(|n| article(&format!("orr{n}")).body("Itt van az or, mondta.").lang("hu")));
    let archive = Archive::new(&drafts);
    let cases: &[(&str, &[&str])] = &[("putin", &["dutch", "english"]), ("put", &["put0", "put1", "put2", "put3"])];
    for (query, expected) in cases {
        let mut hits = found(&archive, query);
        hits.sort();
        assert_eq!(hits, *expected, "{query}");
    }
}

#[test]
fn known_names_are_found_whatever_they_sound_like() {
    let archive = Archive::new(&[
        article("english").body("They met in Vienna, and in Cape Town again."),
        article("german").body("Er war in Wien gewesen.").lang("de"),
        article("russian").body("Он полетел в Кейптаун, но не в Нью-Йорк.").lang("ru"),
        article("spanish").body("Está en Nueva York, dijo.").lang("es"),
        article("chinese").body("他在莫斯科见面。").lang("zh"),
        article("common").body("She went to Moscow. A new coat, said Rich of York; he was rich."),
        article("persian").body("ریچ آنجا بود").lang("fa"),
    ]);
    let cases: &[(&str, &[&str])] = &[
        ("Wien", &["english", "german"]),
        ("=Wien", &["german"]),
        ("Кейптаун", &["english", "russian"]),
        ("\"Cape Town\"", &["english", "russian"]),
        ("=\"Cape Town\"", &["english"]),
        ("\"New York\"", &["russian", "spanish"]),
        ("Moscow", &["chinese", "common"]),
        ("莫斯科", &["chinese", "common"]),
    ];
    for (query, expected) in cases {
        let mut hits = found(&archive, query);
        hits.sort();
        assert_eq!(hits, *expected, "{query}");
    }
    let asked = ask(&archive, "\"New York\"");
    let told = asked.expansions.last().unwrap();
    assert_eq!(told.part, "New York");
    let names: Vec<(&str, u64, &str)> =
        told.names.iter().map(|name| (name.text.as_str(), name.articles, &*name.script)).collect();
    assert_eq!(names, [("nueva york", 1, "latin"), ("нью йорк", 1, "cyrillic")]);
}

#[test]
fn articles_inside_names_may_be_left_out_and_put_in() {
    let archive = Archive::new(&[
        article("with").body("They met Bashar al-Assad in town."),
        article("without").body("They met Bashar Assad in town."),
        article("other").body("They met Bashar of Assad in town, and Bashar spoke to al-Assad."),
    ]);
    let cases: &[(&str, &[&str])] = &[
        ("\"Bashar al-Assad\"", &["with", "without"]),
        ("\"Bashar al Assad\"", &["with", "without"]),
        ("\"Bashar Assad\"", &["with", "without"]),
        ("al-Assad", &["other", "with", "without"]),
        ("=\"Bashar Assad\"", &["without"]),
    ];
    for (query, expected) in cases {
        let mut hits = found(&archive, query);
        hits.sort();
        assert_eq!(hits, *expected, "{query}");
    }
    let query = parse("\"Bashar al-Assad\"", || jiff::civil::date(2025, 11, 1)).unwrap().query;
    let exact = Request { query, names: Names::AsTyped, ..Request::default() };
    assert_eq!(archive.searcher.search(&exact).unwrap().total, 1);
}

#[test]
fn words_are_counted_without_what_is_removed() {
    let folder = tempfile::tempdir().unwrap();
    let index = Index::open_or_create(folder.path()).unwrap();
    let mut writer = index.writer(1, 0).unwrap();
    for n in 0..20 {
        let (title, fifth) = (if n % 4 == 0 { "kova" } else { "zubr" }, if n % 5 == 0 { "fex" } else { "" });
        let seldom = if [1, 19].contains(&n) { "milt" } else { "" };
        writer.add(&article(&format!("n{n}")).title(title).body(&format!("kova tarn {fifth} {seldom}")).0).unwrap();
    }
    writer.commit(&[]).unwrap();
    (0..3).for_each(|n| writer.remove(&format!("/archive/n{n}.html")));
    writer.commit(&[]).unwrap();
    let searcher = Searcher::open(&index).unwrap();
    assert!(searcher.snapshot().searcher().segment_readers().iter().any(|segment| segment.has_deletes()));
    for (word, count) in [("kova", 17), ("zubr", 13), ("fex", 3), ("milt", 1)] {
        let asked = searcher.search(&Request { query: query(word), ..Request::default() }).unwrap();
        assert_eq!(asked.expansions[0].words, [(word.to_owned(), count)]);
        assert_eq!(asked.total, count);
    }
}
