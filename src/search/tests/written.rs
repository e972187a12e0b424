//! Words that are written in more ways than one: names in spellings that the archive never used, compounds, tags, acronyms.

use super::archive::{Archive, Draft, article};
use super::{Request, ask, found, query};
use crate::search::Names;

fn check(archive: &Archive, cases: &[(&str, &[&str])]) {
    for (query, expected) in cases {
        let mut hits = found(archive, query);
        hits.sort();
        assert_eq!(hits, *expected, "{query}");
    }
}

fn bodies(texts: &[(&str, &str)]) -> Archive {
    let drafts: Vec<Draft> = texts.iter().map(|(id, body)| article(id).body(body)).collect();
    Archive::new(&drafts)
}

#[test]
fn a_spelling_that_no_article_has_finds_the_name() {
    let archive = bodies(&[
        ("first", "They met Zelensky there, and Macron, and Trump."),
        ("second", "At noon Zelensky left. They met Merkel and Putin in Kherson."),
        ("third", "The electronics of the harbour cranes failed in Cape Town."),
    ]);
    check(
        &archive,
        &[
            ("Зеленский", &["first", "second"]),
            ("zelenskyy", &["first", "second"]),
            ("Selenskyj", &["first", "second"]),
            ("Poutine", &["second"]),
            ("Херсон", &["second"]),
            // A letter makes another word.
            ("macaron", &[]),
            ("tramp", &[]),
            ("markel", &[]),
            ("=Зеленский", &[]),
            ("\"Selenskyj left\"", &["second"]),
            ("Кейптаун", &["third"]),
        ],
    );
    let told = ask(&archive, "Зеленский").expansions;
    assert_eq!(told[0].names.iter().map(|name| name.text.as_str()).collect::<Vec<_>>(), ["zelensky"]);
    let plain = Request { query: query("Зеленский"), names: Names::AsTyped, ..Request::default() };
    assert_eq!(archive.searcher.search(&plain).unwrap().total, 0);
}

#[test]
fn whole_names_need_no_quotes() {
    let archive = Archive::new(&[
        article("english").body("A storm closed the harbour in Cape Town again."),
        article("russian").body("Он полетел в Кейптаун, но не в Нью-Йорк.").lang("ru"),
        article("spanish").body("El puerto está en Nueva York, dijo.").lang("es"),
        article("apart").body("The town lies behind the cape."),
    ]);
    check(
        &archive,
        &[
            ("cape town", &["apart", "english", "russian"]),
            ("cape town storm", &["english"]),
            ("new york", &["russian", "spanish"]),
            ("new york puerto", &["spanish"]),
            ("title:(cape town)", &[]),
        ],
    );
    let typed = Request { query: query("cape town"), names: Names::AsTyped, ..Request::default() };
    assert_eq!(archive.searcher.search(&typed).unwrap().total, 2);
}

#[test]
fn saints_are_abbreviated_or_not() {
    let archive = bodies(&[
        ("short", "A storm closed the harbour of St. Petersburg in Florida."),
        ("whole", "A storm closed the harbour of Saint Petersburg."),
        ("street", "The harbour of Petersburg is closed, said a saint."),
    ]);
    check(
        &archive,
        &[
            ("\"saint petersburg\"", &["short", "whole"]),
            ("\"St. Petersburg\"", &["short", "whole"]),
            ("saint petersburg", &["short", "street", "whole"]),
            ("st petersburg", &["short", "whole"]),
        ],
    );
}

#[test]
fn a_telephone_number_is_found_as_it_is_dialled_at_home() {
    let archive = bodies(&[
        ("abroad", "Call +44 20 7946 0958 before noon."),
        ("joined", "Call +442079460958 before noon."),
        ("zero", "Call +44 (0)20 7946 0958 before noon."),
        ("home", "Call 020 7946 0958 before noon."),
        ("other", "Call +44 20 7946 0959 before noon."),
    ]);
    check(
        &archive,
        &[
            ("\"020 7946 0958\"", &["abroad", "home", "joined", "zero"]),
            ("020 7946 0958", &["abroad", "home", "joined", "zero"]),
            ("02079460958", &["abroad", "joined", "zero"]),
        ],
    );
}

#[test]
fn a_language_of_two_scripts_has_one_word_in_both() {
    let archive = Archive::new(&[
        article("cyrillic").body("Влада је заседала у Београду, а председници су ћутали.").lang("sr"),
        article("latin").body("Vlada je zasedala u Beogradu, a predsednici su ćutali.").lang("sr"),
        article("croatian").body("Vlada je jučer bila u Beogradu.").lang("hr"),
        article("other").body("Влада је јуче била у Новом Саду.").lang("sr"),
    ]);
    check(
        &archive,
        &[
            ("Beograd", &["croatian", "cyrillic", "latin"]),
            ("Београд", &["croatian", "cyrillic", "latin"]),
            ("predsednik", &["cyrillic", "latin"]),
            ("председник", &["cyrillic", "latin"]),
        ],
    );
}

#[test]
fn names_are_found_in_the_cases_of_their_language() {
    let archive = Archive::new(&[
        article("kyiv").body("У Києві вчора відбулася зустріч міністрів, а потім вони поїхали до Львова.").lang("uk"),
        article("lavrov").body("Встреча с Лавровым прошла вчера, но Лаврова ни о чём не спросили.").lang("ru"),
        article("praha").body("Včera se v Praze sešla vláda.").lang("cs"),
        article("ankara").body("Bakanlar dün Ankarada toplandı.").lang("tr"),
    ]);
    check(
        &archive,
        &[
            ("Київ", &["kyiv"]),
            ("Львів", &["kyiv"]),
            ("Лавров", &["lavrov"]),
            ("Praha", &["praha"]),
            ("Ankara", &["ankara"]),
            ("bakan", &["ankara"]),
        ],
    );
}

#[test]
fn compounds_are_found_however_they_are_joined() {
    let archive = bodies(&[
        ("hyphen", "The re-election came before the cease-fire, said an e-mail."),
        ("joined", "The reelection came before the ceasefire, said an email."),
        ("open", "The cease fire was declared."),
        ("apart", "They cease to sell fire wood; it may be so, may be not."),
        ("maybe", "Maybe they will."),
    ]);
    check(
        &archive,
        &[
            ("re-election", &["hyphen", "joined"]),
            ("reelection", &["hyphen", "joined"]),
            ("email", &["hyphen", "joined"]),
            ("ceasefire", &["hyphen", "joined", "open"]),
            ("cease-fire", &["hyphen", "joined", "open"]),
            ("\"cease fire\"", &["hyphen", "joined", "open"]),
            ("cease fire", &["apart", "hyphen", "joined", "open"]),
            ("\"the ceasefire\"", &["hyphen", "joined", "open"]),
            ("\"ceasefire was declared\"", &["open"]),
            ("=ceasefire", &["joined"]),
            // Nothing here says that these are one.
            ("maybe", &["maybe"]),
            ("ceasef*", &["joined"]),
        ],
    );
    let marks = &archive.searcher.search(&Request { query: query("ceasefire"), ..Request::default() }).unwrap();
    assert!(marks.hits.iter().all(|hit| !hit.snippets.is_empty()), "all ways are marked");
}

#[test]
fn a_number_is_found_however_its_thousands_are_parted() {
    let archive = bodies(&[
        ("comma", "They paid 1,200,000 dollars, and 45,000 more."),
        ("point", "Sie zahlten 1.200.000 Lira, und 45.000 mehr."),
        ("unbreakable", "Ils ont payé 1\u{a0}200\u{a0}000 euros, et 45\u{202f}000 de plus."),
        ("space", "Zapłacili 1 200 000 złotych, i 45 000 więcej."),
        ("apostrophe", "Sie zahlten 1’200’000 Franken, und 45'000 mehr."),
        ("plain", "They paid 1200000 pesos, and 45000 more."),
        ("apart", "In row 1 there were 200 chairs and 000 was the code of room 45."),
    ]);
    let all: &[&str] = &["apostrophe", "comma", "plain", "point", "space", "unbreakable"];
    check(
        &archive,
        &[
            ("1200000", all),
            ("1,200,000", all),
            ("1 200 000", &["apart", "apostrophe", "comma", "plain", "point", "space", "unbreakable"]),
            ("\"1 200 000\"", all),
            ("45 000", &["apart", "apostrophe", "comma", "plain", "point", "space", "unbreakable"]),
            ("\"45 000 mehr\"", &["apostrophe", "point"]),
            ("45'000", all),
            ("=45000", &["apostrophe", "comma", "plain", "point", "unbreakable"]),
            ("450", &[]),
        ],
    );
}

#[test]
fn letters_with_a_sign_are_names_in_any_question() {
    let archive = bodies(&[("signs", "The code was in C++ and C#."), ("letter", "Vitamin C was cheap.")]);
    check(&archive, &[("C++", &["signs"]), ("c# code", &["signs"]), ("C", &["letter"])]);
    let plain = Request { query: crate::query::plain("in C++?", crate::query::Match::Any), ..Request::default() };
    assert_eq!(archive.searcher.search(&plain).unwrap().total, 1);
}

#[test]
fn capitals_of_a_text_that_has_no_others_say_nothing() {
    let archive = bodies(&[
        ("loud", "THE FLEET LEFT IT TO THE U.S. ARMY, AND THE COUNCIL WILL CARE FOR US."),
        ("quiet", "The IT company works for CARE in the US."),
    ]);
    check(
        &archive,
        &[("IT", &["quiet"]), ("CARE", &["quiet"]), ("US", &["loud", "quiet"]), ("care", &["loud", "quiet"])],
    );
}

#[test]
fn tags_handles_and_acronyms_are_what_was_typed() {
    let archive = bodies(&[
        ("tag", "The post with #quay was shared by @harbour, jane@example.org and others."),
        ("word", "The quay of the harbour is an example."),
        ("camel", "They marched under #FreeThePort in the city."),
        ("words", "They marched under a sign: Free the Port."),
        ("dots", "The U.S. Army met the U.S.-led mission."),
        ("capitals", "The US Army met there."),
        ("pronoun", "They gave us the report and told us to read it."),
    ]);
    check(
        &archive,
        &[
            ("#quay", &["tag"]),
            ("@harbour", &["tag"]),
            ("@example.org", &["tag"]),
            ("quay", &["tag", "word"]),
            ("#FreeThePort", &["camel", "words"]),
            ("#freetheport", &["camel"]),
            ("freetheport", &["camel", "words"]),
            ("\"free the port\"", &["camel", "words"]),
            ("U.S.", &["capitals", "dots"]),
            ("US", &["capitals", "dots"]),
            ("us", &["capitals", "dots", "pronoun"]),
            ("\"U.S. Army\"", &["capitals", "dots"]),
            ("US ARMY", &["capitals", "dots"]),
            ("GAVE US THE REPORT", &["pronoun"]),
            ("*us", &["capitals", "dots", "pronoun"]),
        ],
    );
    let hit = &ask(&archive, "U.S.").hits[0];
    assert!(!hit.snippets[0].marks.is_empty(), "the acronym is marked");
}

#[test]
fn letters_of_other_keyboards_and_prefixes() {
    let archive = Archive::new(&[
        article("two").body("Der Buergermeister kam.").lang("de"),
        article("one").body("Der Bürgermeister kam, es war schon gut.").lang("de"),
        article("prefixed").body("הוא הגיע בירושלים ומירושלים").lang("he"),
    ]);
    check(&archive, &[("Bürgermeister", &["one", "two"]), ("ירושלים", &["prefixed"]), ("=ירושלים", &[])]);
}

#[test]
fn plurals_of_persian_are_forms_of_their_singular() {
    let archive = Archive::new(&[
        article("joiner").body("کتاب‌ها در تهران چاپ می‌شوند.").lang("fa"),
        article("apart").body("کتاب در شیراز است.").lang("fa"),
        article("owned").body("کتاب‌هایش را خواند.").lang("fa"),
    ]);
    check(
        &archive,
        &[("کتاب", &["apart", "joiner", "owned"]), ("کتاب‌ها", &["apart", "joiner", "owned"]), ("=کتاب", &["apart"])],
    );
}

#[test]
fn a_spelling_that_is_there_comes_before_others_of_the_name() {
    let archive = bodies(&[
        ("other", "In Moscow they met Zelenskyy there."),
        (
            "typed",
            "At noon they met Zelensky in the old town hall of a city by the sea, and he left it by train at night.",
        ),
    ]);
    assert_eq!(found(&archive, "Zelensky"), ["typed", "other"]);
    assert_eq!(found(&archive, "Zelenskyy"), ["other", "typed"]);
}

#[test]
fn regular_expressions_fit_whole_words() {
    let archive = bodies(&[
        ("council", "The Council met."),
        ("counsel", "Her counsel spoke of 1984."),
        ("count", "They count to ten."),
    ]);
    check(
        &archive,
        &[
            ("/coun.*l/", &["council", "counsel"]),
            ("/COUN(t|cil)/", &["council", "count"]),
            ("/[0-9]{4}/", &["counsel"]),
            ("/oun/", &[]),
            ("title:/coun.*/", &[]),
            ("her w/2 /coun.*/", &["counsel"]),
        ],
    );
}

#[test]
fn a_space_too_few_or_too_many_is_a_slip() {
    let archive = bodies(&[
        ("one", "The harbour master spoke."),
        ("two", "A harbour master and a newspaper."),
        ("three", "The harbour masters met."),
    ]);
    let instead = |text: &str| -> Vec<(String, Vec<String>)> {
        let suggestions = ask(&archive, text).suggestions.into_iter();
        suggestions.map(|one| (one.word, one.instead.into_iter().map(|(word, _)| word).collect())).collect()
    };
    assert_eq!(instead("harbourmaster"), [("harbourmaster".to_owned(), vec!["harbour master".to_owned()])]);
    assert_eq!(instead("news paper"), [("news paper".to_owned(), vec!["newspaper".to_owned()])]);
    assert_eq!(instead("harbour"), []);
}
