//! What the articles of a site tell of each other: the papers of small towns, and the order of a site's days.

use std::collections::BTreeSet;

use serde_json::{Value, json};

use crate::harness::Archive;

/// A paper: its site, the towns of its stories, how these stories begin and end, and the stories that say their place by its bare name.
struct Paper {
    site: &'static str,
    lang: &'static str,
    towns: &'static [&'static str],
    story: &'static str,
    more: &'static [&'static str],
    open: &'static [(&'static str, &'static str)],
}

const TEXAS: &[&str] = &["Bonham", "Sherman", "Denison", "Tyler", "Longview", "Dallas", "Lubbock", "Waco"];
const ENGLAND: &[&str] =
    &["Peterborough", "Norwich", "Ipswich", "Bedford", "Leicester", "Lincoln", "Colchester", "Luton", "Northampton"];

/// Papers whose home settles a name, and papers that have none.
const PAPERS: &[Paper] = &[
    Paper {
        site: "lamar.example",
        lang: "en",
        towns: TEXAS,
        story: "{town}, Texas — Crews began to repair the bridge on Main Street on Monday. The work will take three weeks.",
        more: &[
            "PARIS, Texas — The city council voted on Tuesday to raise water rates. The pipes are sixty years old.",
            "The county fair opened in Paris, Texas, on Friday with a parade. Visitors came from all parts of the county.",
        ],
        open: &[
            ("Paris police are looking for a truck that was stolen on Clarksville Street on Sunday night.", "US"),
            ("The choir flew to Paris for a week. They sang at Notre Dame, and French hosts gave them a dinner.", "FR"),
        ],
    },
    Paper {
        site: "charles.example",
        lang: "en",
        towns: &["Somerville", "Medford", "Boston", "Worcester", "Lowell", "Quincy", "Lynn", "Brockton"],
        story: "Firefighters were called to a mill in {town}, Massachusetts, on Monday. Nobody was hurt.",
        more: &[],
        open: &[
            ("The Cambridge library will close for six weeks in May. The roof leaks, and the heating is old.", "US"),
            ("The team lost in Birmingham on Saturday. The coach was not pleased, and the bus broke down.", "US"),
            ("The council of Birmingham, England, is short of money. England has many such councils.", "GB"),
        ],
    },
    Paper {
        site: "fens.example",
        lang: "en",
        towns: ENGLAND,
        story: "Flood warnings were issued for {town}, Cambridgeshire, on Monday. Residents were told to move their cars.",
        more: &[],
        open: &[(
            "The Cambridge library will close for six weeks in May. The roof leaks, and the heating is old.",
            "GB",
        )],
    },
    Paper {
        site: "peach.example",
        lang: "en",
        towns: &["Atlanta", "Savannah", "Macon", "Augusta", "Marietta", "Valdosta", "Albany", "Columbus"],
        story: "A bridge near {town}, Ga., was closed on Monday. Drivers must take another road until the autumn.",
        more: &[],
        open: &[
            ("Georgia lawmakers passed a budget on Thursday. Teachers will get a raise of two percent.", "US"),
            ("Russia and Georgia agreed to a truce on Friday. Soldiers of both sides went home.", "GE RU"),
        ],
    },
    Paper {
        site: "tiflis.example",
        lang: "en",
        towns: &["Kutaisi", "Batumi", "Rustavi", "Zugdidi", "Poti", "Telavi", "Kutaisi", "Batumi", "Rustavi"],
        story: "Repairs began in {town} on Monday, the office in Tbilisi said. The road is closed until the autumn.",
        more: &[],
        open: &[("Georgia passed a budget on Thursday after a long debate. Teachers will get a raise.", "GE")],
    },
    Paper {
        site: "potomac.example",
        lang: "en",
        towns: &["Richmond", "Norfolk", "Arlington", "Roanoke", "Lynchburg", "Hampton", "Chesapeake", "Newport News"],
        story: "{town}, Va. — The school board met on Monday. A new gym will be built by the spring.",
        more: &[
            "The mayor of Alexandria, Va., spoke on Tuesday. She wants more buses and fewer cars.",
            "A shop in Alexandria, Va., was robbed on Friday. Nobody was hurt, and little was taken.",
        ],
        open: &[("Alexandria schools will open two hours late on Monday. Snow is expected in the night.", "US")],
    },
    Paper {
        site: "island.example",
        lang: "en",
        towns: &["Vancouver", "Nanaimo", "Kelowna", "Kamloops", "Surrey", "Burnaby", "Richmond", "Abbotsford"],
        story: "The ferry to {town}, British Columbia, was late on Monday. Strong winds had closed the harbour.",
        more: &[
            "The market of Victoria, British Columbia, opened on Friday. Farmers sold all that they had.",
            "A whale was seen near Victoria, British Columbia, on Sunday. It swam on to the north.",
        ],
        open: &[("Victoria will plant a thousand trees this spring. The parks office asked for helpers.", "CA")],
    },
    Paper {
        site: "guadalquivir.example",
        lang: "es",
        towns: &["Sevilla", "Málaga", "Granada", "Jaén", "Almería", "Huelva", "Cádiz", "Marbella"],
        story: "Las obras en la carretera de {town}, en Andalucía, comenzaron el lunes. El alcalde de {town} dijo que durarían tres semanas.",
        more: &[
            "El alcalde de Córdoba, España, habló el martes. Quiere más autobuses y menos coches.",
            "Una tienda de Córdoba, España, fue asaltada el viernes. No hubo heridos.",
        ],
        open: &[
            (
                "El ayuntamiento de Córdoba aprobó el martes subir el precio del agua. Los vecinos protestaron en la plaza.",
                "ES",
            ),
            (
                "Un incendio destruyó anoche una nave en Valencia. Los bomberos llegaron desde Sevilla y no hubo heridos.",
                "ES",
            ),
        ],
    },
    Paper {
        site: "bay.example",
        lang: "es",
        towns: &["Oakland", "Fremont", "Sacramento", "Fresno", "Stockton", "Modesto", "Berkeley", "Hayward"],
        story: "El alcalde de {town}, California, habló el lunes con los vecinos. La escuela abrirá en otoño.",
        more: &[
            "La policía de San José, California, busca un camión robado. El robo fue el domingo.",
            "El mercado de San José, California, abrió el viernes. Hubo música hasta la noche.",
        ],
        open: &[("San José cerrará dos bibliotecas en mayo. Los techos son viejos y el dinero no alcanza.", "US")],
    },
    Paper {
        site: "cibao.example",
        lang: "es",
        towns: &["La Vega", "Puerto Plata", "Moca", "Bonao", "Santo Domingo", "Higüey", "La Romana", "Barahona"],
        story: "Las lluvias cerraron la carretera de {town}, República Dominicana, el lunes. No hubo heridos.",
        more: &[
            "El mercado de Santiago, República Dominicana, abrió el viernes. Hubo música hasta la noche.",
            "La policía de Santiago, República Dominicana, busca un camión robado. El robo fue el domingo.",
        ],
        open: &[("Santiago cerrará dos bibliotecas en mayo. Los techos son viejos y el dinero no alcanza.", "DO")],
    },
    Paper {
        site: "wire.example",
        lang: "en",
        towns: &["Germany", "Syria", "Kenya", "Peru", "Poland", "Iraq", "Spain", "Canada", "Texas", "Ohio", "Iowa"],
        story: "The government of {town} raised taxes on fuel on Monday. Drivers protested until the night.",
        more: &[],
        // It may be that of England or that of Massachusetts: nothing tells, and nothing is told.
        open: &[("The Cambridge library will close for six weeks in May. The roof leaks, and the heating is old.", "")],
    },
];

/// An archive of these papers, a file of records each.
fn archive(papers: &[Paper]) -> Archive {
    let archive = Archive::new();
    for paper in papers {
        let local = paper.towns.iter().map(|town| paper.story.replace("{town}", town));
        let open = paper.open.iter().map(|(text, _)| *text);
        let stories = local.chain(paper.more.iter().copied().chain(open).map(str::to_owned));
        archive.write(&format!("{}.jsonl", paper.site), records(paper, stories));
    }
    archive
}

fn records(paper: &Paper, stories: impl Iterator<Item = String>) -> String {
    let record = |(number, text): (usize, String)| {
        let title = text.split_inclusive(' ').take(4).collect::<String>();
        let url = format!("https://{}/story/{number}", paper.site);
        let (title, lang) = (title.trim(), paper.lang);
        format!("{}\n", json!({ "url": url, "title": title, "language": lang, "date": "2025-03-14", "text": text }))
    };
    stories.enumerate().map(record).collect()
}

fn hits(archive: &Archive, arguments: &[&str]) -> Vec<Value> {
    let all = [&["search"][..], arguments, &["--copies", "all", "-n", "1000", "--format", "jsonl"]].concat();
    archive.run(&all).stdout().lines().map(|line| serde_json::from_str(line).unwrap()).collect()
}

/// The codes of the countries that the story with this text is about.
fn countries(archive: &Archive, site: &str, text: &str) -> Vec<String> {
    let words = text.split_whitespace().take(6).collect::<Vec<_>>().join(" ");
    let query = format!("site:{site} \"{}\"", words.trim_end_matches(['.', ',']));
    let found = hits(archive, &[&query]);
    assert_eq!(found.len(), 1, "{query}");
    let labels = found[0]["countries"].as_array().unwrap();
    labels.iter().map(|label| label["code"].as_str().unwrap().to_owned()).collect()
}

#[test]
fn a_paper_s_other_stories_tell_which_place_a_bare_name_means() {
    let archive = archive(PAPERS);
    archive.run(&["index", "archive"]).exits(0);
    let mut wrong = Vec::new();
    for paper in PAPERS {
        for (text, want) in paper.open {
            let found = countries(&archive, paper.site, text);
            let found = found.into_iter().collect::<BTreeSet<_>>().into_iter().collect::<Vec<_>>();
            if found.join(" ") != *want {
                wrong.push(format!("{}: {found:?} is not {want:?}: {text}", paper.site));
            }
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

#[test]
fn what_a_site_settles_is_shown_counted_asked_for_and_forgotten() {
    let archive = archive(&PAPERS[..2]);
    archive.run(&["index", "archive"]).exits(0);
    let found = hits(&archive, &["country:US", "library"]);
    assert_eq!(found.len(), 1, "the filter finds what is settled");
    let shown = archive.run(&["show", found[0]["article_id"].as_str().unwrap(), "--why"]).exits(0).stdout();
    assert!(shown.contains("“charles.example” in site"), "{shown}");
    let stats: Value = serde_json::from_str(&archive.run(&["stats", "--format", "json"]).stdout()).unwrap();
    let homes: Vec<&Value> = stats["homes"].as_array().unwrap().iter().map(|home| &home["site"]).collect();
    assert_eq!(homes, ["charles.example", "lamar.example"]);
    let told = archive.run(&["stats"]).exits(0).stdout();
    assert!(told.contains("charles.example United States ("), "{told}");

    // The paper is left with the stories that leave their place open.
    let open = PAPERS[1].open.iter().map(|(text, _)| (*text).to_owned());
    archive.write("charles.example.jsonl", records(&PAPERS[1], open));
    archive.run(&["index", "archive"]).exits(0);
    assert!(countries(&archive, PAPERS[1].site, PAPERS[1].open[0].0).is_empty());
    assert_eq!(hits(&archive, &["country:US", "library"]).len(), 0);
    assert_eq!(hits(&archive, &["country:unknown", "library"]).len(), 1);
}

/// A page that shows its day in numbers.
fn page(title: &str, day: &str) -> String {
    format!(
        "<!DOCTYPE html><html lang=en><head><title>{title}</title></head><body><article><h1>{title}</h1>\
         <p class=date>{day}</p><p>The harbour office opened the eastern pier after a week of storms, and the first ferry left \
         at dawn with eighty passengers.</p><p>Nobody was hurt when the wind turned in the night, it said.</p></article></body></html>"
    )
}

/// A page as a crawl keeps it.
fn record(url: &str, page: &str) -> String {
    let http = format!("HTTP/1.1 200 OK\r\nContent-Type: text/html\r\n\r\n{page}");
    let length = http.len();
    format!(
        "WARC/1.0\r\nWARC-Type: response\r\nWARC-Target-URI: {url}\r\nWARC-Date: 2025-12-30T08:30:00Z\r\n\
         Content-Length: {length}\r\n\r\n{http}\r\n\r\n"
    )
}

#[test]
fn one_day_of_a_site_that_can_be_read_in_one_way_shows_how_the_others_are_read() {
    let archive = Archive::new();
    archive.write("open.warc", record("https://post.example/pier", &page("Pier opens again", "05/06/2025")));
    archive.write("other.warc", record("https://else.example/pier", &page("Pier opens elsewhere", "05/06/2025")));
    let day = |title: &str| hits(&archive, &[&format!("title:\"{title}\"")])[0]["published"]["start"].clone();
    archive.run(&["index", "archive"]).exits(0);
    assert_eq!((day("pier opens again"), day("pier opens elsewhere")), (json!("2025"), json!("2025")));

    archive.write("proof.warc", record("https://post.example/ferry", &page("Ferry sails", "25/06/2025")));
    archive.run(&["index", "archive"]).exits(0);
    assert_eq!((day("pier opens again"), day("pier opens elsewhere")), (json!("2025-06-05"), json!("2025")));
    let evidence = &hits(&archive, &["date:2025-06-05"])[0]["published"]["evidence"];
    assert!(evidence.as_str().unwrap().ends_with("; day first, as the site's other days show"), "{evidence}");

    archive.write("contrary.warc", record("https://post.example/gale", &page("Gale warning", "06/27/2025")));
    archive.run(&["index", "archive"]).exits(0);
    assert_eq!(day("pier opens again"), json!("2025"), "days that contradict each other show nothing");
    assert_eq!(hits(&archive, &["date:2025-06-05"]).len(), 0);
    archive.remove("contrary.warc");
    archive.run(&["index", "archive"]).exits(0);
    assert_eq!(day("pier opens again"), json!("2025-06-05"));
}
