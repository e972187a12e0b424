//! Finding the topics of an article.

use std::sync::OnceLock;

use super::lexicon::Lexicon;
use super::reading;
use super::score::Findings;
use super::sections::Sections;
use crate::lang::{Inflection, LANGUAGES};
use crate::model::{Article, TopicLabel};

/// The tables by which topics are found. A language's list is read when its first article comes.
#[derive(Debug)]
pub(crate) struct Topics {
    sections: Sections,
    /// The lists, by the places of their languages in [`LANGUAGES`].
    lexicons: Box<[OnceLock<Lexicon>]>,
    /// The list of languages that have none.
    none: Lexicon,
}

impl Topics {
    /// Loads the tables.
    pub(crate) fn load() -> Topics {
        Topics {
            sections: Sections::load(),
            lexicons: LANGUAGES.iter().map(|_| OnceLock::new()).collect(),
            none: Lexicon::default(),
        }
    }

    /// Finds the topics of an article in this language, strongest first, at most three.
    pub(crate) fn find(&self, article: &Article, lang: Option<&str>) -> Vec<TopicLabel> {
        let lexicon = self.lexicon(lang);
        let hits = reading::hits(lexicon, article);
        Findings::new(lexicon, article, hits, self.sections.declared(article)).labels()
    }

    /// The list of a language; where none is known, English. A language without a list has an empty one: words of
    /// another language would be evidence of nothing.
    fn lexicon(&self, lang: Option<&str>) -> &Lexicon {
        let lang = lang.unwrap_or("en");
        match LANGUAGES.iter().position(|language| language.code == lang && !language.topics.is_empty()) {
            Some(at) => {
                self.lexicons[at].get_or_init(|| Lexicon::read(Inflection::of(&LANGUAGES[at]), LANGUAGES[at].topics))
            }
            None => &self.none,
        }
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;
    use crate::model::{self, ArticleId, Origin};

    fn article(lang: Option<&str>, title: &str, body: &str) -> Article {
        Article {
            id: ArticleId(1),
            origin: Origin::file("", std::path::Path::new("a.txt")),
            title: Some(title.to_owned()),
            lang: lang.map(str::to_owned),
            body: body.to_owned(),
            ..Article::default()
        }
    }

    fn first(article: &Article) -> Option<&'static str> {
        Topics::load()
            .find(article, article.lang.as_deref())
            .first()
            .and_then(|label| model::topic(&label.code))
            .map(|row| row.slug)
    }

    #[test]
    fn a_story_of_each_language_is_understood() {
        let cases = [
            ("en", "Striker scores twice", "The striker scored two goals in the final of the cup.", "sport"),
            (
                "fr",
                "Grève des trains",
                "Les syndicats appellent les salariés à une grève contre les licenciements.",
                "labour",
            ),
            ("es", "Terremoto en el sur", "Los bomberos rescatan a las víctimas del terremoto.", "disaster"),
            ("pt", "Nova vacina", "Os médicos do hospital aplicam a vacina contra a doença.", "health"),
            ("de", "Regierung zerbricht", "Nach der Landtagswahl verlässt die Partei die Koalition.", "politics"),
            ("it", "Borsa in calo", "Le aziende perdono, gli azionisti temono la recessione.", "economy"),
            ("ru", "Прогноз погоды", "Синоптики обещают дожди, температура опустится до пяти градусов.", "weather"),
            ("uk", "Обстріл міста", "Військові повідомили про ракети та обстріли на фронті.", "conflict"),
            ("ar", "محاكمة", "قالت الشرطة إن المحكمة حكمت على المتهمين بالسجن في جريمة القتل.", "crime-law"),
            ("fa", "کشف تازه", "دانشمندان ناسا با تلسکوپ سیاره‌ای تازه یافتند.", "science-and-technology"),
            ("tr", "Yeni film", "Yönetmen, filmin festival gösteriminde müzik ve sinema üzerine konuştu.", "arts"),
            ("zh", "学校开学", "学生和教师回到学校,大学的课程恢复。", "education"),
            ("ja", "教会で礼拝", "信者は教会で司祭とともに礼拝した。", "religion"),
        ];
        for (lang, title, body, slug) in cases {
            assert_eq!(first(&article(Some(lang), title, body)), Some(slug), "{lang}");
        }
    }

    #[test]
    fn without_evidence_there_is_no_label() {
        assert_eq!(first(&article(Some("en"), "Untitled", "It was so, and then it was not.")), None);
        assert_eq!(first(&article(Some("sv"), "War", "Han var war.")), None, "no list, no guess");
    }

    #[test]
    fn evidence_points_at_the_words() {
        let story = article(Some("en"), "Parliament votes", "Lawmakers in parliament passed the bill.");
        let labels = Topics::load().find(&story, Some("en"));
        assert!(!labels.is_empty() && labels.len() <= 3);
        for evidence in labels.iter().flat_map(|label| &label.evidence) {
            let text = if evidence.place == model::Place::Title { "Parliament votes" } else { &story.body };
            assert!(text[evidence.offset.unwrap()..].starts_with(&evidence.words));
        }
    }

    #[test]
    fn a_section_speaks_where_the_text_does_not() {
        let mut story = article(Some("en"), "Untitled", "It was so.");
        story.sections = vec!["Sport".to_owned()];
        assert_eq!(first(&story), Some("sport"));
        story.sections = Vec::new();
        story.url = Some("https://example.org/wetter/12345".to_owned());
        assert_eq!(first(&story), Some("weather"));
    }

    #[test]
    fn every_row_of_every_list_is_read() {
        for (lang, list) in LANGUAGES.iter().map(|l| (l.code, l.topics)).filter(|(_, list)| !list.is_empty()) {
            assert!(list.starts_with("# ") && list.lines().next().is_some_and(|l| l.contains("MIT OR Apache-2.0")));
            for line in list.lines().skip(1) {
                let cells: Vec<&str> = line.split('\t').collect();
                assert_eq!(cells.len(), 3, "{lang}: {line}");
                assert!(
                    cells[0] == "-" || model::topic(cells[0]).is_some_and(|row| row.slug == cells[0]),
                    "{lang}: {line}"
                );
                assert!(cells[1].parse::<u8>().is_ok_and(|weight| weight <= 5), "{lang}: {line}");
            }
        }
    }

    proptest! {
        #[test]
        fn no_text_panics(title in ".{0,80}", body in ".{0,400}", lang in "en|de|ar|zh|tr") {
            let labels = Topics::load().find(&article(Some(&lang), &title, &body), Some(&lang));
            prop_assert!(labels.iter().all(|label| label.weight > 0.0 && label.weight <= 1.0));
        }
    }
}
