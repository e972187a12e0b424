//! Pages of many languages, marks and generators: each guards a kind of fault that readers of pages make.

use serde_json::Value;

use crate::harness::Archive;

const EN: [&str; 3] = [
    "The county council agreed on Thursday to rebuild the ferry landing at Ostermoor, two years after a storm tore its planks away.",
    "Work begins in the spring and will last seven months, the surveyor said, and until then the boats call at the northern quay.",
    "Fishermen had asked for a deeper basin as well, but the treasurer found no money for it in this year's budget.",
];
const DE: [&str; 3] = [
    "Der Kreistag beschloss am Donnerstag, den Fähranleger in Ostermoor wieder aufzubauen, zwei Jahre nachdem ein Sturm seine Planken fortriss.",
    "Die Arbeiten beginnen im Frühjahr und dauern sieben Monate, sagte die Bauleiterin, bis dahin legen die Boote am Nordkai an.",
    "Die Fischer hatten auch ein tieferes Becken verlangt, doch der Kämmerer fand dafür kein Geld im Haushalt.",
];
const FR: [&str; 2] = [
    "Le conseil du comté a décidé jeudi de reconstruire l'embarcadère d'Ostermoor, deux ans après qu'une tempête en eut arraché les planches.",
    "Les travaux commenceront au printemps et dureront sept mois, a dit la géomètre, et les bateaux accosteront d'ici là au quai nord.",
];
const KM: [&str; 2] = [
    "ក្រុមប្រឹក្សាខោនធីបានសម្រេចកាលពីថ្ងៃព្រហស្បតិ៍ឱ្យសាងសង់កំពង់ចម្លងអូស្ទ័រមួរឡើងវិញ ពីរឆ្នាំបន្ទាប់ពីព្យុះបានបោកបក់បន្ទះក្តារ។",
    "ការងារនឹងចាប់ផ្តើមនៅរដូវផ្ការីក ហើយនឹងមានរយៈពេលប្រាំពីរខែ។",
];
const ZH: [&str; 2] = [
    "郡议会周四决定重建奥斯特莫尔渡口，两年前一场风暴卷走了那里的木板。",
    "工程将于春季开始，为期七个月，测量员说，在此之前船只停靠北码头。",
];

const STAMP: &str = "<meta property='article:published_time' content='2025-10-14T08:30:00Z'>";

fn paragraphs(texts: &[&str]) -> String {
    texts.iter().map(|text| format!("<p>{text}</p>")).collect()
}

/// A page of a story in a language, with more in its head, above its text and below it.
fn story(lang: &str, head: &str, above: &str, texts: &[&str], below: &str) -> String {
    let text = paragraphs(texts);
    format!(
        "<!DOCTYPE html><html lang={lang}><head><meta charset=utf-8><title>Ostermoor</title>{head}</head>\
        <body><article><h1>Ferry landing at Ostermoor to rise again</h1>{above}{text}{below}</article></body></html>"
    )
}

/// What `extract` makes of each of these pages, in their order.
fn read(pages: &[String]) -> Vec<Value> {
    let archive = Archive::new();
    let names: Vec<String> = (0..pages.len()).map(|n| format!("{n:03}.html")).collect();
    for (name, page) in names.iter().zip(pages) {
        archive.write(name, page);
    }
    let paths: Vec<String> = names.iter().map(|name| format!("archive/{name}")).collect();
    let mut arguments = vec!["extract", "--format", "jsonl"];
    arguments.extend(paths.iter().map(String::as_str));
    let out = archive.run(&arguments).exits(0).stdout();
    let rows: Vec<Value> = out.lines().map(|line| serde_json::from_str(line).unwrap()).collect();
    let of = |name: &String| rows.iter().find(|row| row["path"].as_str().is_some_and(|path| path.ends_with(name)));
    names.iter().map(|name| of(name).unwrap_or_else(|| panic!("no record of {name}")).clone()).collect()
}

/// The day of a record as its precision has it.
fn day(row: &Value) -> Option<String> {
    let start = row["published"]["start"].as_str()?;
    let length = match row["published"]["precision"].as_str()? {
        "year" => 4,
        "month" => 7,
        _ => 10,
    };
    Some(start[..length].to_owned())
}

fn assert_days(cases: &[(String, Option<&str>)]) {
    let pages: Vec<String> = cases.iter().map(|(page, _)| page.clone()).collect();
    for ((page, want), row) in cases.iter().zip(read(&pages)) {
        assert_eq!(day(&row).as_deref(), *want, "{}\n{page}", row["published"]);
    }
}

#[test]
fn prose_chronologies_and_ranges_tell_no_day_of_publication() {
    let with = |lang: &str, head: &str, texts: &[&str], below: &str| story(lang, head, "", texts, below);
    let stamped = Some("2025-10-14");
    assert_days(&[
        (with("fr", STAMP, &FR, "<p>Le conseil avait voté le 13 octobre 2025, avant de se raviser.</p>"), stamped),
        (with("de", STAMP, &DE, "<p>Der Vertrag wird am 15. Oktober 2025 unterschrieben.</p>"), stamped),
        (with("zh", STAMP, &ZH, "<p>2025年10月13日，议会首次就此事投票。</p>"), stamped),
        (
            with("en", STAMP, &EN, "<ul><li>13 October 2025: the council votes<li>15 October 2025: the contract</ul>"),
            stamped,
        ),
        (
            with("en", "", &EN, "<table><tr><td>13 October 2025<td>vote<tr><td>15 October 2025<td>contract</table>"),
            None,
        ),
        (with("en", "", &EN, "<p>The trial opens on 12 May 2026.</p>"), None),
        (with("de", "", &DE, "<p>Der Prozess beginnt am 12. Mai 2026.</p>"), None),
        (story("de", "", "<p class=date>14. - 20. Januar 2022</p>", &DE, ""), None),
        (story("en", "", "<p class=date>12 October 2025 – 14 October 2025</p>", &EN, ""), None),
        (
            story(
                "en",
                "",
                "<figure><figcaption>The landing on 3 May 2019. Photo: Lee Hart</figcaption></figure>",
                &EN,
                "",
            ),
            None,
        ),
    ]);
}

#[test]
fn days_are_read_as_they_are_written_around_the_world() {
    let shown =
        |lang: &str, text: &str, texts: &[&str]| story(lang, "", &format!("<p class=date>{text}</p>"), texts, "");
    let day = Some("2025-10-14");
    assert_days(&[
        (shown("de", "14.10.25", &DE), day),
        (shown("de", "14.10.98", &DE), Some("1998-10-14")),
        (shown("de", "14.10.05", &DE), Some("2005-10-14")),
        (shown("fr", "Publié le 14 octobre 2025 | Mis à jour le 16 octobre 2025", &FR), day),
        (shown("zh", "发布时间：2025-10-14 08:10 更新时间：2025-10-16 09:00", &ZH), day),
        (shown("zh", "中華民國114年10月14日", &ZH), day),
        (shown("en", "20251014", &EN), day),
        (shown("en", "Tue Oct 14 20:19:24 +0000 2025", &EN), day),
        (shown("en", "14 October 2025 01:10 GMT+3", &EN), day),
        (shown("en", "03/04/2025", &EN), Some("2025")),
        (story("de", "", "<dl><dt>Datum<dd>14.10.2025</dl>", &DE, ""), day),
        (story("fr", "", "<p>Publié en mars 2018</p>", &FR, ""), Some("2018-03")),
    ]);
}

#[test]
fn all_of_a_story_is_kept_whatever_its_marks() {
    let named = |class: &str| {
        let text: String = EN.iter().map(|text| format!("<div class={class}><p>{text}</p></div>")).collect();
        format!("<title>Landing</title><body><h1>Ferry landing at Ostermoor to rise again</h1>{text}</body>")
    };
    let blocks = |texts: &[&str]| texts.iter().map(|text| format!("<div>{text}</div>")).collect::<String>();
    let deep = format!("{}{}{}", "<ul><li>".repeat(300), "The deepest item of all.", "</li></ul>".repeat(300));
    let teasers: String =
        (0..10).map(|n| format!("<h3><a href=/{n}>Ferry {n} was late again</a></h3><p>3 October 2025</p>")).collect();
    let cases: Vec<(String, Vec<&str>)> = vec![
        (format!("<title>x</title><div><a href=/>Start</a></div>{}", blocks(&KM)), KM.to_vec()),
        (named("skip-item"), EN.to_vec()),
        (named("comment-free"), EN.to_vec()),
        (named("reader-text"), EN.to_vec()),
        (named("navy-theme"), EN.to_vec()),
        (story("en", "", "", &EN, "<p>The trial opens on 12 May 2026.</p>"), vec!["The trial opens on 12 May 2026."]),
        (
            story("de", "", "", &DE, "<p>Der Prozess beginnt am 12. Mai 2026.</p>"),
            vec!["Der Prozess beginnt am 12. Mai 2026."],
        ),
        // A brief: one paragraph, and a short last one.
        (
            format!("<title>Landing</title><body><h1>Landing</h1><p>{}</p><p>It rained.</p></body>", EN[0]),
            vec![EN[0], "It rained."],
        ),
        (story("en", "", "", &EN, &deep), vec![EN[0], EN[2], "The deepest item of all."]),
        (
            format!("<title>Landing</title><div><h1>Ferry landing at Ostermoor</h1>{}{teasers}</div>", paragraphs(&EN)),
            EN.to_vec(),
        ),
    ];
    let pages: Vec<String> = cases.iter().map(|(page, _)| page.clone()).collect();
    for ((page, wanted), row) in cases.iter().zip(read(&pages)) {
        let body = row["body"].as_str().unwrap_or_default();
        for text in wanted {
            assert!(body.contains(text), "{text}\nis not in\n{body}\nof\n{page}");
        }
    }
}

#[test]
fn a_story_among_teasers_is_no_list_and_a_list_has_no_day() {
    let teaser = |n: u8| {
        format!(
            "<article><h2><a href=/{n}>Noticia número {n} sobre el puerto y sus barcos</a></h2><time datetime=2025-10-{}>{}</time><p>Una línea.</p></article>",
            n + 10,
            n + 10
        )
    };
    let list: String = (0..14).map(teaser).collect();
    let front = format!("<html lang=es><title>El Correo</title><h1>El Correo de Ostermoor</h1><main>{list}</main>");
    let linked: String =
        (0..10).map(|n| format!("<h3><a href=/{n}>Ferry {n} was late again</a></h3><p>3 October 2025</p>")).collect();
    let own = format!(
        "<title>Landing</title><div><h1>Ferry landing at Ostermoor</h1><div class=event_date>14 October 2025</div>{}{linked}</div>",
        paragraphs(&EN)
    );
    let links: String =
        (0..25).map(|n| format!("<li><a href=/{n}>Another story of the harbour, number {n}</a>")).collect();
    let stub = format!(
        "<title>Landing</title><link rel=canonical href=https://post.example/news/ferry-landing-at-ostermoor-to-rise-again>\
        <div><span>14 October 2025</span><h1>Ferry landing at Ostermoor to rise again</h1></div><ul>{links}</ul>"
    );
    let rows = read(&[front, own, stub]);
    let told: Vec<(Option<&str>, Option<String>)> = rows.iter().map(|row| (row["kind"].as_str(), day(row))).collect();
    assert_eq!(told[0], (Some("list"), None));
    assert_eq!(told[1], (Some("article"), Some("2025-10-14".to_owned())));
    assert_eq!((told[2].0 != Some("list"), told[2].1.as_deref()), (true, Some("2025-10-14")));
}

#[test]
fn why_tells_that_a_day_was_refused() {
    let archive = Archive::new();
    let future = story("en", "<meta property='article:published_time' content='2099-01-01T00:00:00Z'>", "", &EN, "");
    archive.write("a.html", future);
    let said = archive.run(&["extract", "--why", "archive/a.html"]).exits(0).stdout();
    assert!(said.contains("date unknown") && !said.contains("nothing in the page dates it"), "{said}");
    assert!(said.contains("refused (that day is still to come)"), "{said}");
}

#[test]
fn roles_and_photographers_are_no_authors() {
    let byline = |text: &str| story("en", "", text, &EN, "");
    let rows = read(&[
        byline("<div class=author><span>Nora Vance</span><span>Senior reporter</span><a>Contact</a></div>"),
        byline("<p class=byline>Words: Nora Vance | Photos: Lee Hart</p>"),
    ]);
    for row in rows {
        assert_eq!(row["authors"], serde_json::json!(["Nora Vance"]));
    }
}

/// Asserts what is read of a page and what is not.
fn keeps(body: &str, kept: &[&str], left_out: &str) {
    let page = format!("<html lang=en><head><title>Landing</title>{STAMP}</head><body>{body}</body></html>");
    let row = &read(&[page])[0];
    let text = row["body"].as_str().unwrap_or_default();
    for sentence in kept {
        assert!(text.contains(sentence), "«{sentence}» is lost of {body}: {text}");
    }
    assert!(left_out.is_empty() || !text.contains(left_out), "«{left_out}» is kept of {body}");
}

#[test]
fn text_that_marks_hide_or_set_apart_is_kept() {
    let (all, two) = (paragraphs(&EN), paragraphs(&EN[..2]));
    for (body, kept, left_out) in [
        (
            format!(
                "<article><h1>Landing</h1><p>{}</p><div style='display:none'>{}</div></article>",
                EN[0],
                paragraphs(&EN[1..])
            ),
            &EN[..],
            "",
        ),
        (format!("<div role=dialog><article><h1>Landing</h1>{all}</article></div>"), &EN[..], ""),
        (
            format!(
                "<article><h1>Landing</h1>{two}<figure><table><tr><th>Firm</th><th>Bid</th></tr><tr><td>Harrow</td><td>3.9</td></tr></table></figure><p>{}</p></article>",
                EN[2]
            ),
            &["Firm | Bid", "Harrow | 3.9"][..],
            "",
        ),
        (
            format!(
                "<article><h1>Landing</h1><p>The county wrote:</p><blockquote>{all}</blockquote><p>We asked for more.</p></article>"
            ),
            &["The county wrote:", "We asked for more."][..],
            "",
        ),
        (
            format!(
                "<h1>Landing</h1><h2>The boats call at the northern quay until the autumn.</h2><div class=body>{all}</div>"
            ),
            &["The boats call at the northern quay until the autumn."][..],
            "",
        ),
    ] {
        keeps(&body, kept, left_out);
    }
    let frames = format!(
        "<html><head><title>Landing</title></head><frameset><frame src=a><noframes><body>{all}</body></noframes></frameset></html>"
    );
    assert!(read(&[frames])[0]["body"].as_str().is_some_and(|text| text.contains(EN[2])));
}

#[test]
fn text_is_kept_and_what_stands_around_it_is_not() {
    let (all, two) = (paragraphs(&EN), paragraphs(&EN[..2]));
    for (body, kept, left_out) in [
        (
            format!(
                "<header><h1><a href=/>Quay notes</a></h1><p>{}</p></header><div class=date-outer><h3>The ferry is late</h3><div class=post-body>The ferry came at ten past nine.<br>Nobody knew why the crew was late.</div></div>",
                EN[2]
            ),
            &["The ferry came at ten past nine.", "Nobody knew why the crew was late."][..],
            EN[2],
        ),
        (
            format!(
                "<story-text><h1>Landing</h1>{two}<ad-slot>Buy a boat today and pay for it next year.</ad-slot></story-text>"
            ),
            &EN[..2],
            "Buy a boat",
        ),
        (
            format!("<h1>Landing</h1>{all}<p>You are receiving this letter because you signed up on our site.</p>"),
            &EN[..],
            "You are receiving",
        ),
        (
            format!(
                "<div><div>This is Google's cache of <a href='https://quay.example/a'>https://quay.example/a</a>. It is a snapshot of the page as it appeared on 18 Sep 2025 04:12:33 GMT.</div><div>Text-only version</div></div><h1>Landing</h1>{all}"
            ),
            &EN[..],
            "snapshot",
        ),
    ] {
        keeps(&body, kept, left_out);
    }
}

#[test]
fn a_day_is_counted_from_the_save_and_is_in_doubt() {
    let saved = "<!--\n Page saved with SingleFile \n url: https://quay.example/a \n saved date: Tue Sep 16 2025 18:00:00 GMT+0200 (CEST)\n-->";
    let page = format!(
        "<!DOCTYPE html><html lang=de>{saved}<head><title>Anleger</title></head><body><h1>Anleger</h1><p>vor 3 Stunden</p>{}</body></html>",
        paragraphs(&DE)
    );
    let rows = read(&[page.clone(), page.replace(saved, "")]);
    assert_eq!((day(&rows[0]).as_deref(), day(&rows[1])), (Some("2025-09-16"), None));
}
