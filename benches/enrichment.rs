//! How fast an article is enriched: its countries and its topics together.
//!
//! The articles are made here: about 150 words each, in the manner of a wire story, a local paper and a sports page.

use std::hint::black_box;

use criterion::{Criterion, Throughput, criterion_group, criterion_main};
use dateline::enrich::Enricher;
use dateline::model::{Article, ArticleId, Origin};

/// Title, sentences of a story.
const STORIES: &[(&str, &[&str])] = &[
    (
        "Norway and Poland agree on a gas pipeline",
        &[
            "OSLO - Norway and Poland signed an agreement on Tuesday to build a second gas pipeline under the Baltic Sea.",
            "The energy ministers of both countries met in Oslo and will meet again in Warsaw before the summer.",
            "German and Danish companies have asked for a share in the work, a spokesman for the ministry said.",
            "Analysts in London expect the price of gas to fall when the pipeline opens.",
        ],
    ),
    (
        "Council of Springfield closes two schools",
        &[
            "SPRINGFIELD, Ill. - The city council voted on Monday to close two elementary schools at the end of the year.",
            "Parents from Decatur and Peoria had driven to the meeting to speak against the plan.",
            "Teachers will be offered work in other schools of the district, the superintendent said.",
            "The state of Illinois has cut its grants for education three years in a row.",
        ],
    ),
    (
        "Late goal takes Uruguay to the final",
        &[
            "A goal in the last minute took Uruguay past Chile and into the final of the tournament in Buenos Aires.",
            "The Chilean coach said that his players had been the better team for most of the match.",
            "Uruguay will meet Brazil or Colombia on Sunday in front of seventy thousand people.",
            "Two players were injured, and a third was sent off after the referee had watched the scene again.",
        ],
    ),
];

fn article(title: &str, sentences: &[&str]) -> Article {
    let body = sentences.iter().chain(sentences).copied().collect::<Vec<_>>().join(" ");
    let origin = Origin::file("", "story.html");
    Article {
        id: ArticleId::from_origin(&origin),
        origin,
        title: Some(title.to_owned()),
        lang: Some("en".to_owned()),
        body,
        ..Article::default()
    }
}

fn enrichment(criterion: &mut Criterion) {
    let enricher = Enricher::new();
    let articles: Vec<Article> = STORIES.iter().map(|(title, sentences)| article(title, sentences)).collect();
    let mut group = criterion.benchmark_group("enrich");
    group.throughput(Throughput::Elements(articles.len() as u64));
    group.bench_function("countries and topics", |bencher| {
        bencher.iter(|| {
            for article in &articles {
                black_box(enricher.enrich(article.clone()));
            }
        });
    });
    group.finish();
}

criterion_group!(benches, enrichment);
criterion_main!(benches);
