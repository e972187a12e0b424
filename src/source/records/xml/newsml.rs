//! NewsML 1 (IPTC, 1.0 to 1.2), the older form in which agencies' archives are.

use super::around::Around;
use super::nitf;
use super::tree::Element;
use crate::Result;
use crate::source::byline::NameOrder;
use crate::source::records::values::date;
use crate::source::story::Story;

/// Reads an article.
pub(super) fn read(item: Element<'_>, around: &Around) -> Result<Story> {
    let mut story = Story::default();
    let line = |name: &str| item.first(name).and_then(Element::line);
    let formal = |name: &str| item.first(name).and_then(|found| found.attribute("formalname")).map(str::to_owned);
    story.title = line("headline").or_else(|| line("hl1")).or_else(|| line("title"));
    line("byline").iter().for_each(|byline| story.sign(byline, NameOrder::GivenFirst));
    let moments = ["dateandtime", "firstcreated", "thisrevisioncreated", "dateid"];
    story.published = moments.into_iter().find_map(line).map(|moment| date(&moment));
    story.id = line("publicidentifier").or_else(|| line("newsitemid"));
    story.lang = formal("language").or_else(|| item.attribute("lang").map(str::to_owned));
    let provider = item.first("provider").and_then(|provider| provider.first("party"));
    let sent = || around.get("sentfrom").or_else(|| around.get("party@formalname")).map(str::to_owned);
    story.publication = provider.and_then(|party| party.attribute("formalname")).map(str::to_owned).or_else(sent);
    story.tags =
        item.all("subjectmatter").filter_map(|found| found.attribute("formalname")).map(str::to_owned).collect();
    story.summary = line("subheadline");
    let contents = item.all("datacontent").chain(item.all("newslinetext"));
    for content in contents {
        if content.first("body.content").is_some() || content.first("body").is_some() {
            nitf::read_text(&mut story, content);
        } else {
            story.paragraphs = content.paragraphs(&[]);
        }
        if !story.paragraphs.is_empty() {
            break;
        }
    }
    story.begin_with(line("dateline"));
    Ok(story)
}
