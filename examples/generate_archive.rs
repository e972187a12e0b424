//! Writes an archive of made-up news pages, for measuring: `generate_archive COUNT FOLDER [SEED]`.
//!
//! The pages look like saved ones: eight templates with menus, sidebars, related links, comments, scripts and styles
//! around two to five kilobytes of story, about 45 KB each. Words follow Zipf's law, as the words of a language do, so
//! that the index meets a vocabulary of lifelike shape. One seed always gives the same archive. No word of it is true.

use std::fmt::Write as _;
use std::fs;
use std::path::PathBuf;

use anyhow::Context;

const COMMON: &str = "the of to and in a for that on is was said with by at from as it he has have were be had are an \
    they its not but which his their who will been this or would more after about one two new when out up people \
    year government minister president country city state party police court company market group report told \
    officials talks agreement election vote border army trade prices bank workers school hospital water energy \
    oil gas port airport road river fire storm flood health children women family law rights plan support power \
    attack security forces leader parliament budget tax union strike protest season team match goal coach league \
    film music festival museum study scientists data climate ship bridge train village island north south east west";
const SYLLABLES: &str = "ba be bra ca ce con cor da del den di dis ef el en er es fa fer fi for gan ge gra ha hol im in is ka \
    la lan le li lo ma man mar me mi mo na nor o par pe per pla po pre ra re ri ro sa se sen si sol sta ta te ter ti to \
    tor tra u un va ver vi vo wa";
const ENDINGS: [&str; 9] = ["tion", "ing", "ed", "er", "ment", "ness", "al", "s", "ity"];
#[rustfmt::skip]
const PLACES: [(&str, &str); 16] = [
    ("DAMASCUS", "Syria"), ("MOSCOW", "Russia"), ("NAIROBI", "Kenya"), ("LIMA", "Peru"), ("OSLO", "Norway"),
    ("HANOI", "Vietnam"), ("OTTAWA", "Canada"), ("RABAT", "Morocco"), ("WARSAW", "Poland"), ("JAKARTA", "Indonesia"),
    ("BOGOTA", "Colombia"), ("ANKARA", "Turkey"), ("CANBERRA", "Australia"), ("DAKAR", "Senegal"),
    ("BERLIN", "Germany"), ("TOKYO", "Japan"),
];
#[rustfmt::skip]
const FIRST: [&str; 12] = ["Amina", "Jonas", "Leila", "Marek", "Ines", "Tomas", "Yuki", "Omar", "Greta", "Paulo", "Nadia", "Viktor"];
#[rustfmt::skip]
const LAST: [&str; 12] = ["Velden", "Okarro", "Hassani", "Brandt", "Quispel", "Moreau", "Tanakos", "Lindvall", "Sarkov", "Almeida", "Nwosa", "Petrik"];
const SECTIONS: [&str; 8] = ["World", "Politics", "Business", "Sport", "Culture", "Science", "Health", "Environment"];
#[rustfmt::skip]
const MONTHS: [&str; 12] = ["January", "February", "March", "April", "May", "June", "July", "August", "September", "October", "November", "December"];
/// About how long a page is, in bytes.
const PAGE: usize = 45_000;

fn main() -> anyhow::Result<()> {
    let mut arguments = std::env::args().skip(1);
    let count: u64 = arguments.next().context("usage: generate_archive COUNT FOLDER [SEED]")?.parse()?;
    let folder = PathBuf::from(arguments.next().context("usage: generate_archive COUNT FOLDER [SEED]")?);
    let seed: u64 = arguments.next().map_or(Ok(1), |seed| seed.parse())?;
    let words = Words::new();
    for number in 0..count {
        let mut random = Random(seed.wrapping_mul(0x9E37_79B9_7F4A_7C15) ^ number);
        let story = Story::invent(&words, &mut random, number);
        let path = folder.join(&story.path);
        fs::create_dir_all(path.parent().context("a page lies in a folder")?)?;
        fs::write(path, story.page(&words, &mut random))?;
    }
    Ok(())
}

/// SplitMix64 (Steele, Lea and Flood, 2014).
struct Random(u64);

impl Random {
    fn next(&mut self) -> u64 {
        self.0 = self.0.wrapping_add(0x9E37_79B9_7F4A_7C15);
        let mixed = (self.0 ^ (self.0 >> 30)).wrapping_mul(0xBF58_476D_1CE4_E5B9);
        let mixed = (mixed ^ (mixed >> 27)).wrapping_mul(0x94D0_49BB_1331_11EB);
        mixed ^ (mixed >> 31)
    }

    fn below(&mut self, bound: usize) -> usize {
        (self.next() % bound as u64) as usize
    }

    fn pick<T: Copy>(&mut self, list: &[T]) -> T {
        list[self.below(list.len())]
    }
}

/// A vocabulary whose n-th word is used 1/n as often as its first.
struct Words {
    words: Vec<String>,
    /// The sum of the weights up to each word.
    sums: Vec<f64>,
}

impl Words {
    fn new() -> Words {
        let mut words: Vec<String> = COMMON.split_whitespace().map(str::to_owned).collect();
        let syllables: Vec<&str> = SYLLABLES.split_whitespace().collect();
        let mut random = Random(7);
        while words.len() < 40_000 {
            let mut word: String = (0..2 + random.below(2)).map(|_| random.pick(&syllables)).collect();
            if random.below(2) == 0 {
                word.push_str(random.pick(&ENDINGS));
            }
            words.push(word);
        }
        let mut sum = 0.0;
        let sums = (1..=words.len()).map(|rank| {
            sum += 1.0 / rank as f64;
            sum
        });
        Words { sums: sums.collect(), words }
    }

    fn word(&self, random: &mut Random) -> &str {
        let total = self.sums[self.sums.len() - 1];
        let at = random.next() as f64 / u64::MAX as f64 * total;
        &self.words[self.sums.partition_point(|sum| *sum < at).min(self.words.len() - 1)]
    }

    /// Some words, the first with a capital.
    fn phrase(&self, random: &mut Random, count: usize) -> String {
        let mut phrase = String::new();
        for number in 0..count {
            let word = self.word(random);
            if number == 0 {
                phrase.extend(word.chars().take(1).flat_map(char::to_uppercase));
                phrase.extend(word.chars().skip(1));
            } else {
                let _ = write!(phrase, " {word}");
            }
        }
        phrase
    }

    fn paragraph(&self, random: &mut Random) -> String {
        let mut paragraph = String::new();
        for _ in 0..2 + random.below(3) {
            let length = 10 + random.below(16);
            let sentence = self.phrase(random, length);
            let _ = match random.below(5) {
                0 => write!(paragraph, "{sentence}, {} said. ", person(random)),
                1 => write!(paragraph, "{sentence} in {}. ", random.pick(&PLACES).1),
                2 => write!(paragraph, "\u{201C}{sentence},\u{201D} {} told reporters. ", person(random)),
                _ => write!(paragraph, "{sentence}. "),
            };
        }
        paragraph
    }
}

fn person(random: &mut Random) -> String {
    format!("{} {}", random.pick(&FIRST), random.pick(&LAST))
}

/// How a template tells the day of a story.
#[derive(Clone, Copy)]
enum DateStyle {
    JsonLd,
    Meta,
    TimeElement,
    DublinCore,
    Words,
    UrlOnly,
    Microdata,
    Numbers,
}

/// A publisher's page: how it dates stories, and what it wraps them in.
struct Template {
    site: &'static str,
    date: DateStyle,
    open: &'static str,
    close: &'static str,
    sidebar: &'static str,
    comments: &'static str,
}

#[rustfmt::skip]
const TEMPLATES: [Template; 8] = [
    Template { site: "daily-lantern.example", date: DateStyle::JsonLd, open: "<article class=\"post hentry\"><div class=\"entry-content\">", close: "</div></article>", sidebar: "aside id=\"secondary\" class=\"widget-area\"", comments: "div id=\"comments\" class=\"comments-area\"" },
    Template { site: "harbour-post.example", date: DateStyle::Meta, open: "<main><div class=\"story-body\">", close: "</div></main>", sidebar: "div class=\"sidebar\"", comments: "section class=\"comments\"" },
    Template { site: "north-wire.example", date: DateStyle::TimeElement, open: "<div id=\"content\"><div class=\"article__text\">", close: "</div></div>", sidebar: "div id=\"right-rail\"", comments: "div class=\"fb-comments\"" },
    Template { site: "the-ledger.example", date: DateStyle::DublinCore, open: "<section itemprop=\"articleBody\">", close: "</section>", sidebar: "aside", comments: "div id=\"disqus_thread\"" },
    Template { site: "city-herald.example", date: DateStyle::Words, open: "<table width=\"100%\"><tr><td class=\"storytext\">", close: "</td></tr></table>", sidebar: "div class=\"rightcol\"", comments: "div class=\"reader-comments\"" },
    Template { site: "valley-times.example", date: DateStyle::UrlOnly, open: "<div class=\"content-column\"><div class=\"text\">", close: "</div></div>", sidebar: "div class=\"promo-box\"", comments: "ol class=\"commentlist\"" },
    Template { site: "meridian.example", date: DateStyle::Microdata, open: "<article itemscope itemtype=\"https://schema.org/NewsArticle\">", close: "</article>", sidebar: "aside class=\"aside\"", comments: "div class=\"discussion\"" },
    Template { site: "coast-gazette.example", date: DateStyle::Numbers, open: "<div class=\"node node-article\"><div class=\"field-name-body\">", close: "</div></div>", sidebar: "div class=\"region-sidebar-second\"", comments: "div id=\"comments\"" },
];

/// A story that never happened.
struct Story {
    template: &'static Template,
    /// Where its page lies in the archive: site, year, month, day, name.
    path: String,
    title: String,
    author: String,
    section: &'static str,
    /// Year, month and day.
    day: (usize, usize, usize),
    paragraphs: Vec<String>,
}

impl Story {
    fn invent(words: &Words, random: &mut Random, number: u64) -> Story {
        let template = &TEMPLATES[random.below(TEMPLATES.len())];
        let day = (1998 + random.below(28), 1 + random.below(12), 1 + random.below(28));
        let length = 6 + random.below(6);
        let title = words.phrase(random, length);
        let slug: Vec<&str> = title.split(' ').take(5).collect();
        let path = format!(
            "{}/{}/{:02}/{:02}/{}-{number}.html",
            template.site,
            day.0,
            day.1,
            day.2,
            slug.join("-").to_lowercase()
        );
        let mut paragraphs = vec![opening(words, random, day)];
        let enough = 2_000 + random.below(3_000);
        while paragraphs.iter().map(String::len).sum::<usize>() < enough {
            paragraphs.push(words.paragraph(random));
        }
        Story { template, path, title, author: person(random), section: random.pick(&SECTIONS), day, paragraphs }
    }

    fn url(&self) -> String {
        format!("https://www.{}", self.path)
    }

    fn iso_day(&self) -> String {
        format!("{}-{:02}-{:02}", self.day.0, self.day.1, self.day.2)
    }

    fn page(&self, words: &Words, random: &mut Random) -> String {
        let mut page = String::with_capacity(PAGE + 8_000);
        self.head(&mut page, words, random);
        menu(&mut page, words, random);
        self.body(&mut page);
        teasers(&mut page, words, random, "div class=\"related-posts\"", "Related stories", 6);
        let count = 5 + random.below(20);
        comments(&mut page, words, random, self.template.comments, count);
        let missing = PAGE.saturating_sub(page.len()) / 330;
        teasers(&mut page, words, random, self.template.sidebar, "Most read", missing);
        page.push_str("<footer><p>Subscribe to our newsletter. All rights reserved.</p></footer></body></html>\n");
        page
    }

    fn head(&self, page: &mut String, words: &Words, random: &mut Random) {
        let Story { template, title, author, section, .. } = self;
        let (day, url) = (self.iso_day(), self.url());
        let _ = writeln!(
            page,
            "<!DOCTYPE html>\n<html lang=\"en\"><head><meta charset=\"utf-8\"><title>{title} | {site}</title>\n\
             <link rel=\"canonical\" href=\"{url}\"><meta property=\"og:title\" content=\"{title}\">\n\
             <meta name=\"author\" content=\"{author}\"><meta property=\"article:section\" content=\"{section}\">",
            site = template.site
        );
        let _ = match template.date {
            DateStyle::JsonLd => writeln!(
                page,
                "<script type=\"application/ld+json\">{{\"@context\":\"https://schema.org\",\"@type\":\"NewsArticle\",\
                 \"headline\":\"{title}\",\"datePublished\":\"{day}T08:30:00+00:00\",\"author\":{{\"@type\":\"Person\",\
                 \"name\":\"{author}\"}}}}</script>"
            ),
            DateStyle::Meta => {
                writeln!(page, "<meta property=\"article:published_time\" content=\"{day}T08:30:00Z\">")
            }
            DateStyle::DublinCore => writeln!(page, "<meta name=\"DC.date.issued\" content=\"{day}\">"),
            _ => Ok(()),
        };
        page.push_str("<style>");
        for _ in 0..60 {
            let _ = write!(page, ".{}-{}{{margin:0 auto;padding:4px}}", words.word(random), random.below(100));
        }
        page.push_str("</style>\n<script>var layers=[];");
        for _ in 0..60 {
            let _ = write!(page, "layers.push({{id:{},name:'{}'}});", random.below(10_000), words.word(random));
        }
        page.push_str("</script></head>\n");
    }

    fn body(&self, page: &mut String) {
        let Story { template, title, author, day: (year, month, day), .. } = self;
        let name = MONTHS[month - 1];
        let _ = writeln!(page, "{}<h1>{title}</h1><p class=\"byline\">By {author}</p>", template.open);
        let _ = match template.date {
            DateStyle::TimeElement => {
                writeln!(page, "<time datetime=\"{}T08:30\">{day} {name} {year}</time>", self.iso_day())
            }
            DateStyle::Microdata => {
                writeln!(page, "<span itemprop=\"datePublished\" content=\"{}\">{name} {day}</span>", self.iso_day())
            }
            DateStyle::Words => writeln!(page, "<div class=\"date\">Published {name} {day}, {year}</div>"),
            DateStyle::Numbers => writeln!(page, "<span class=\"submitted\">{day:02}.{month:02}.{year} - 08:30</span>"),
            _ => Ok(()),
        };
        for (number, paragraph) in self.paragraphs.iter().enumerate() {
            let _ = writeln!(page, "<p>{paragraph}</p>");
            if number == 2 {
                page.push_str("<figure><img src=\"photo.jpg\" alt=\"\"><figcaption>File photo</figcaption></figure>\n");
            }
        }
        page.push_str(template.close);
    }
}

fn opening(words: &Words, random: &mut Random, (_, month, day): (usize, usize, usize)) -> String {
    let (city, country) = random.pick(&PLACES);
    format!("{city}, {} {day} \u{2014} {} in {country}.", MONTHS[month - 1], words.phrase(random, 14))
}

fn menu(page: &mut String, words: &Words, random: &mut Random) {
    page.push_str("<body><nav class=\"main-menu\"><ul>\n");
    for number in 0..70 {
        let (section, word) = (random.pick(&SECTIONS), words.word(random));
        let _ =
            writeln!(page, "<li class=\"menu-item-{number}\"><a href=\"/{section}/{word}\">{section} {word}</a></li>");
    }
    page.push_str("</ul></nav><div class=\"cookie-banner\">We use cookies. <button>Accept all</button></div>\n");
}

/// A box of links to other stories.
fn teasers(page: &mut String, words: &Words, random: &mut Random, element: &str, heading: &str, count: usize) {
    let _ = writeln!(page, "<{element}><h3>{heading}</h3>");
    for _ in 0..count {
        let (title, text) = (words.phrase(random, 8), words.phrase(random, 18));
        let _ = writeln!(
            page,
            "<div class=\"teaser\"><a href=\"/story/{}\"><img src=\"/thumb.jpg\" alt=\"\"><h4>{title}</h4></a>\
             <p class=\"summary\">{text}</p></div>",
            random.below(1_000_000)
        );
    }
    close(page, element);
}

fn comments(page: &mut String, words: &Words, random: &mut Random, element: &str, count: usize) {
    let _ = writeln!(page, "<{element}><h3>{count} comments</h3>");
    for number in 0..count {
        let (name, text) = (random.pick(&FIRST), words.phrase(random, 30));
        let _ = writeln!(
            page,
            "<div class=\"comment\" id=\"comment-{number}\"><b>{name}</b> says: <p>{text}.</p><a href=\"#\">Reply</a></div>"
        );
    }
    page.push_str("<form><label>Leave a comment</label><textarea></textarea></form>");
    close(page, element);
}

fn close(page: &mut String, element: &str) {
    let _ = writeln!(page, "</{}>", element.split(' ').next().unwrap_or(element));
}
