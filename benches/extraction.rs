//! How fast articles are read out of pages of real size.
//!
//! The pages are made here: three templates as common content management systems write them, 30 to 60 KB each, with
//! head, navigation, teasers, programs and comments around the story.

use std::fmt::Write;
use std::hint::black_box;

use criterion::{Criterion, Throughput, criterion_group, criterion_main};
use dateline::extract::extract;
use dateline::model::{Capture, Declared, MediaType, Origin};

const SENTENCES: &[&str] = &[
    "The harbour office said on Tuesday that the second pier would open before the winter.",
    "Shipping firms had asked for the extension since the old pier was damaged in a storm.",
    "“We have waited for this for years,” said a captain who calls at the port every week.",
    "The council voted for the plan by a narrow margin, and work began within a month.",
    "Critics say that the cost has doubled, and that the figures were published too late.",
];

/// A template: how the story is wrapped.
struct Template {
    name: &'static str,
    open: &'static str,
    paragraph: (&'static str, &'static str),
    close: &'static str,
}

const TEMPLATES: &[Template] = &[
    Template {
        name: "semantic",
        open: "<main><article itemscope><h1 itemprop=headline>Port opens its second pier</h1><div itemprop=articleBody>",
        paragraph: ("<p>", "</p>"),
        close: "</div></article></main>",
    },
    Template {
        name: "classes",
        open: "<div class='wrapper has-sidebar'><h1 class=entry-title>Port opens its second pier</h1><div class='td-post-content'>",
        paragraph: ("<p class='p1 text-body'><span>", "</span></p>"),
        close: "</div></div>",
    },
    Template {
        name: "breaks",
        open: "<table><tr><td><b>Port opens its second pier</b><br><br>",
        paragraph: ("", "<br><br>"),
        close: "</td></tr></table>",
    },
];

fn page(template: &Template, seed: usize) -> String {
    let mut page =
        String::from("<!doctype html><html lang=en><head><title>Port opens its second pier - Example Post</title>");
    page.push_str("<meta property=og:title content='Port opens its second pier'><meta property=og:site_name content='Example Post'>");
    page.push_str("<script type='application/ld+json'>{\"@type\":\"NewsArticle\",\"headline\":\"Port opens its second pier\",\"datePublished\":\"2025-10-15T08:00:00Z\",\"author\":{\"name\":\"Staff Writer\"}}</script>");
    for n in 0..120 {
        let _ = write!(page, "<script>window.slot{n} = function (a, b) {{ return a < b ? a : b + {n}; }};</script>");
    }
    page.push_str("</head><body><nav><ul>");
    for n in 0..60 {
        let _ = write!(page, "<li class='menu-item item-{n}'><a href='/section/{n}'>Section {n}</a></li>");
    }
    page.push_str("</ul></nav>");
    page.push_str(template.open);
    for n in 0..30 + seed % 7 {
        let _ = write!(
            page,
            "{}{} <a href='/tag/{n}'>More</a> {}{}",
            template.paragraph.0,
            SENTENCES[(n + seed) % 5],
            SENTENCES[(n * 3 + seed) % 5],
            template.paragraph.1
        );
        if n % 8 == 3 {
            let _ = write!(
                page,
                "<div class=related-box><a href='/story/{n}'>Read more: another story of the port</a></div>"
            );
        }
    }
    page.push_str(template.close);
    for n in 0..80 {
        let _ = write!(
            page,
            "<div class='teaser card'><a href='/story/{n}'><img src='/{n}.jpg' alt=''><h3>Another headline, number {n}</h3><p>{}</p></a></div>",
            SENTENCES[n % 5]
        );
    }
    page.push_str("<section id=comments>");
    for n in 0..40 {
        let _ = write!(page, "<div class=comment><b>Reader {n}</b><p>{}</p></div>", SENTENCES[n % 5]);
    }
    page.push_str("</section><footer>© Example Post</footer></body></html>");
    page
}

fn capture(page: String) -> Capture {
    Capture {
        origin: Origin::file("", "page.html"),
        media_type: MediaType::Html,
        bytes: page.into_bytes(),
        declared: Declared::default(),
    }
}

fn extraction(criterion: &mut Criterion) {
    let mut group = criterion.benchmark_group("extract");
    for template in TEMPLATES {
        let captures: Vec<Capture> = (0..20).map(|seed| capture(page(template, seed))).collect();
        group.throughput(Throughput::Elements(captures.len() as u64));
        group.bench_function(template.name, |bencher| {
            bencher.iter(|| {
                for capture in &captures {
                    black_box(extract(capture));
                }
            });
        });
    }
    let page = page(&TEMPLATES[0], 0);
    group.throughput(Throughput::Elements(1));
    // For comparison: the whole page as text, with its menus and all, by a renderer of HTML.
    group.bench_function("html2text alone", |bencher| {
        bencher.iter(|| black_box(html2text::from_read(page.as_bytes(), 100)));
    });
    group.finish();
}

/// Pages made to overwhelm a reader, each in two sizes: where the larger is read at less than half the smaller's bytes a second,
/// something grows faster than the page.
fn overwhelming(criterion: &mut Criterion) {
    let mut group = criterion.benchmark_group("overwhelming");
    group.sample_size(10);
    for piece in include_str!("overwhelming.txt").lines() {
        for size in [100_000, 400_000] {
            let page: String = (0..size / piece.len()).map(|n| piece.replace('#', &n.to_string())).collect();
            group.throughput(Throughput::Bytes(page.len() as u64));
            let capture = capture(page);
            group.bench_function(format!("{piece} {size}"), |bencher| bencher.iter(|| black_box(extract(&capture))));
        }
    }
    group.finish();
}

criterion_group!(benches, extraction, overwhelming);
criterion_main!(benches);
