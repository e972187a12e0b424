//! One archive in ten languages: what is found stands in each article in a form of the word in that article's own language.
//!
//! Every word of the archive is asked for, and forty names and common words that are something else in another of its languages.

use std::collections::BTreeSet;

use super::archive::{Archive, Draft, article};
use super::{Request, query};
use crate::lang::Stem;
use crate::model::{Copies, Hit, Results};
use crate::text::fold::fold;
use crate::text::words::words;

/// Short stories of a harbour, by language.
const STORIES: &[(&str, &[&str])] = &[
    (
        "en",
        &[
            "The ferry to Paris was cancelled. They put the lamps on the quay, and nobody died in the storm.",
            "A nation of sailors met in Orban Street. The talks went on, and a tale was told of the man in the bin.",
            "The harbour master counts the boats. Both parties wanted an early vote, said Biden, and NATO ships left the port.",
        ],
    ),
    (
        "de",
        &[
            "Die Fähre nach Paris fiel aus. Der Hafen wurde geschlossen, und niemand starb im Sturm.",
            "Der Bürgermeister sprach mit den Fischern. Die Not war groß, das Tal lag im Nebel, ein Brief kam aus Wien.",
            "Am Kai lagen die Boote der NATO. Später sprachen Putin und Biden über die Wahlen, und der Vertrag wurde unterschrieben.",
        ],
    ),
    (
        "nl",
        &[
            "De haven was gesloten. Zij putten water uit de kade, en de wind nam toe.",
            "De burgemeester van Bergen sprak met de vissers. Er was een bod op de boten, en men bad om regen.",
            "De veerboot naar Parijs voer niet. De partijen wilden stemmen, en de lampen brandden.",
        ],
    ),
    (
        "fr",
        &[
            "Le bac pour Paris est annulé. Le port a été fermé par la tempête, et les bateaux sont restés à quai.",
            "Le maire a parlé aux pêcheurs. Un accord a été signé, et les élections auront lieu en mai.",
            "Les partis veulent voter tôt. La ville est née au bord de la mer, dit Macron.",
        ],
    ),
    (
        "es",
        &[
            "El puerto de París está cerrado. Los barcos quedaron en el muelle, y nadie murió en la tormenta.",
            "El alcalde habló con los pescadores. Los partidos quieren votar pronto, y el acuerdo fue firmado.",
            "La nación espera las elecciones. Un cuento de la abuela habla del mar, y los talibanes no son de aquí.",
        ],
    ),
    (
        "it",
        &[
            "Il traghetto per Parigi non parte. Il porto era chiuso, e il bambino nato sul molo sta bene.",
            "Il sindaco ha parlato con i pescatori. I partiti vogliono votare presto, e le barche restano in porto.",
            "La nazione attende le elezioni. Le lampade ardono sul molo, e la nave della NATO parte domani.",
        ],
    ),
    (
        "tr",
        &[
            "Paris feribotu iptal edildi. Liman kapatıldı, fırtınada kimse ölmedi, bin kişi bekledi.",
            "Belediye başkanı balıkçılarla konuştu. Partiler erken seçim istiyor, anlaşma imzalandı.",
            "Tekneler rıhtımda kaldı. Dün Putin ile konuştu, lambalar yandı, orman yeşildi.",
        ],
    ),
    (
        "hu",
        &[
            "A párizsi komp nem indul. A kikötőt bezárták, és senki sem halt meg a viharban.",
            "A polgármester beszélt a halászokkal. A pártok korai választást akarnak, mondta Orbán.",
            "Az or a hajókat figyelte. A lámpák égtek a rakparton, és a szerződést aláírták.",
        ],
    ),
    (
        "ru",
        &[
            "Паром в Париж отменён. Порт закрыли, и никто не погиб в бурю.",
            "Мэр говорил с рыбаками. Партии хотят голосовать раньше, сказал Путин, и договор подписан.",
            "Лодки остались у причала. Лампы горели, и народ ждал выборов.",
        ],
    ),
    (
        "ar",
        &[
            "ألغيت العبارة إلى باريس. أغلق الميناء ولم يمت أحد في العاصفة.",
            "تحدث رئيس البلدية مع الصيادين. تريد الأحزاب التصويت مبكرا، وقال بوتين إن الاتفاق وقع.",
            "بقيت القوارب عند الرصيف. كانت المصابيح مضاءة وانتظر الناس الانتخابات.",
        ],
    ),
];

/// Names and words that mean or become something else in another language here.
const ASKED: &[&str] = &[
    "putin",
    "Путин",
    "بوتين",
    "orban",
    "Orbán",
    "taliban",
    "talibanes",
    "biden",
    "macron",
    "nato",
    "NATO",
    "paris",
    "Париж",
    "Bergen",
    "Wien",
    "Vienna",
    "put",
    "putten",
    "or",
    "bin",
    "tale",
    "talk",
    "talks",
    "nation",
    "nazione",
    "die",
    "died",
    "bad",
    "bod",
    "not",
    "Not",
    "Tal",
    "par",
    "parte",
    "partes",
    "party",
    "partijen",
    "port",
    "porto",
    "vote",
    "votes",
    "man",
    "mare",
    "mai",
    "son",
    "sont",
];

fn archive() -> Archive {
    let drafts = STORIES.iter().flat_map(|(lang, stories)| {
        stories.iter().zip(0..).map(move |(body, n)| article(&format!("{lang}{n}")).body(body).lang(lang))
    });
    Archive::new(&drafts.collect::<Vec<Draft>>())
}

fn ask(archive: &Archive, word: &str) -> Results {
    let request = Request { query: query(word), limit: 100, snippets: 10, copies: Copies::All, ..Request::default() };
    archive.searcher.search(&request).unwrap()
}

/// Whether two folded words are forms of one in a language.
fn are_forms(lang: &str, one: &str, other: &str) -> bool {
    let same =
        |stem: Stem| stem.stem(one) == stem.stem(other) || stem.forms_of_a_name(one).iter().any(|form| form == other);
    one == other || Stem::of(lang).is_some_and(same)
}

/// The folded words that a hit was found by.
fn marked(hit: &Hit) -> BTreeSet<String> {
    let of_snippet =
        hit.snippets.iter().flat_map(|snippet| snippet.marks.iter().map(move |mark| fold(&snippet.text[mark.clone()])));
    of_snippet.collect()
}

#[test]
fn a_hit_has_a_form_of_the_word_in_its_own_language() {
    let archive = archive();
    let texts = || STORIES.iter().flat_map(|(lang, stories)| stories.iter().map(move |body| (*lang, *body)));
    let every: BTreeSet<String> = texts().flat_map(|(_, body)| words(body)).map(|word| word.text).collect();
    let mut asked = 0;
    for word in every.iter().map(String::as_str).chain(ASKED.iter().copied()) {
        // A word that is a sign of the language is not asked for.
        let folded = fold(word);
        let results = ask(&archive, &format!("\"{word}\""));
        let names: BTreeSet<String> =
            results.expansions.iter().flat_map(|part| &part.names).map(|name| fold(&name.text)).collect();
        for hit in &results.hits {
            let lang = hit.lang.as_deref().unwrap_or_default();
            let found = marked(hit);
            let is_right = |form: &String| are_forms(lang, &folded, form) || names.contains(form);
            assert!(found.iter().any(is_right), "{word} finds {found:?} in {lang}");
            asked += 1;
        }
        let having = texts().filter(|(_, body)| words(body).iter().any(|other| other.text == folded)).count();
        let acronym = word.chars().all(char::is_uppercase);
        assert!(acronym || results.hits.len() >= having, "{word} is found wherever it stands");
    }
    assert!(asked > 400, "{asked} hits were looked at");
}

#[test]
fn names_keep_to_themselves() {
    let archive = archive();
    let cases: &[(&str, &[&str])] =
        &[("putin", &["ar1", "de2", "ru1", "tr2"]), ("biden", &["de2", "en2"]), ("bin", &["en1", "tr0"])];
    for (word, expected) in cases {
        let mut hits: Vec<String> = ask(&archive, word).hits.into_iter().filter_map(|hit| hit.source_id).collect();
        hits.sort();
        assert_eq!(hits, *expected, "{word}");
    }
}
