//! The page as a sequence of blocks: each run of text that a reader sees as one line or paragraph.
//!
//! A block knows where it stands, how much of it is links, and which marked part of the page it is in; [`super::cutter`] cuts
//! them in one pass over the flat DOM, after [`super::doubt`] has looked at what the marks leave over. All later steps work on
//! blocks.

pub(crate) use super::block::{Block, Shape, ends_sentence, needs_no_mark};
use super::cues::{Cues, Hidden, Role};
use super::{cutter, doubt, reference_marks, unmarked};
use crate::extract::page::dom::Dom;

/// The blocks of a page and the roles of its elements.
#[derive(Debug)]
pub(crate) struct Blocks {
    /// All blocks in document order.
    pub(crate) list: Vec<Block>,
    /// What the marks of each node say.
    pub(crate) roles: Vec<Role>,
}

impl Blocks {
    /// Cuts what a page shows into blocks.
    pub(crate) fn of(dom: &Dom) -> Blocks {
        Blocks::seen_with(dom, Hidden::LeftOut)
    }

    /// Cuts a page into blocks, what it hides included or not.
    pub(crate) fn seen_with(dom: &Dom, hidden: Hidden) -> Blocks {
        let mut cues = Cues::new(hidden);
        let mut roles: Vec<Role> = (0..dom.nodes.len()).map(|id| cues.role(dom, id)).collect();
        reference_marks::hide(dom, &mut roles);
        doubt::closed_panels(dom, &mut roles);
        doubt::hidden_rest(dom, &mut roles);
        doubt::large_parts(dom, &mut roles);
        doubt::picture_tables(dom, &mut roles);
        doubt::text_figures(dom, &mut roles);
        doubt::galleries(dom, &mut roles);
        unmarked::counted_comments(dom, &mut roles);
        unmarked::address_boxes(dom, &mut roles);
        doubt::words_to_press(dom, &mut roles);
        Blocks { list: cutter::cut(dom, &roles), roles }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::extract::page::dom::Dom;

    fn texts(page: &str) -> Vec<String> {
        Blocks::of(&Dom::parse(page)).list.into_iter().map(|block| block.text).collect()
    }

    #[test]
    fn text_is_cut_where_a_reader_sees_a_line() {
        assert_eq!(texts("<div>one<br>two <b>bold</b> <p>three</p>four</div>"), ["one", "two bold", "three", "four"]);
        assert_eq!(texts("<table><tr><td>a<td>b<tr><td>c</table>"), ["a | b", "c"]);
        let prose = "The harbour office said on Tuesday that the second pier would open before the winter, after all.";
        assert_eq!(texts(&format!("<table><tr><td>{prose}<td><a href=x>Old pier</a></table>")), [prose, "Old pier"]);
        assert_eq!(
            texts("<p> one  two\n<i> three </i>, l’été \u{a0} dernier. </p>"),
            ["one two three , l’été dernier."]
        );
        assert_eq!(texts("<p>1&nbsp;200\u{202f}000 euros,&nbsp;10&nbsp;20</p>"), ["1\u{a0}200\u{a0}000 euros, 10 20"]);
    }

    #[test]
    fn weight_counts_letters_and_ideographs_twice() {
        for (page, weight, linked) in [("a bc  d.", 5, 0), ("été 世界", 7, 0), ("in <a href=x>a link</a>", 7, 5)] {
            let block = &Blocks::of(&Dom::parse(page)).list[0];
            assert_eq!((block.weight, block.linked), (weight, linked), "{page}");
        }
    }

    #[test]
    fn sentences_are_not_cut_by_what_is_left_out_inside_of_them() {
        let tail = "closed the channel at once, and crews found a bell.";
        for (inner, sentence, others) in [
            (
                "<span class=visually-hidden>, opens new tab</span>",
                format!("The harbour office {tail}"),
                vec![", opens new tab"],
            ),
            ("<span class=ad-slot><b>Anzeige</b></span>", format!("The harbour office {tail}"), vec!["Anzeige"]),
            ("<time>on Monday</time>", format!("The harbour office on Monday {tail}"), vec![]),
            (
                "<span class=ticker data-symbol=X>at Aldmouth</span>",
                format!("The harbour office at Aldmouth {tail}"),
                vec![],
            ),
            ("<a class=crosslink href=/x>at Aldmouth</a>", format!("The harbour office at Aldmouth {tail}"), vec![]),
        ] {
            let found = texts(&format!("<p>The harbour office {inner} {tail}</p>"));
            let expected: Vec<String> = others.into_iter().map(str::to_owned).chain([sentence]).collect();
            assert_eq!(found, expected, "{inner}");
        }
        let byline = "<p>By <a rel=author>Ann Lee</a>, <time>5 May</time> in News</p>";
        assert_eq!(texts(byline), ["By", "Ann Lee", ",", "5 May", "in News"]);
    }

    #[test]
    fn words_of_two_elements_are_two() {
        for (markup, text) in [
            ("<span>Weight</span><span>212 kg</span>", "Weight 212 kg"),
            ("<b>D</b><span>redging</span>", "Dredging"),
            ("<i>iPh</i><i>one</i>", "iPhone"),
        ] {
            assert_eq!(texts(markup), [text]);
        }
    }

    #[test]
    fn panels_that_a_button_opens_are_text() {
        let panel = "<p>The county pays, under a contract signed in August.</p>";
        let page = |text: &str| {
            format!(
                "<button aria-expanded=false aria-controls=a>Who?</button><div id=a style='display:none'>{text}</div>"
            )
        };
        assert_eq!(texts(&page(panel)).len(), 1);
        assert!(texts(&page("<a href=/>Home</a> <a href=/a>News</a>")).is_empty());
    }

    #[test]
    fn what_a_button_at_the_end_of_a_story_opens_is_the_story() {
        let sentence = "The harbour office said on Tuesday that the second pier would open before the winter.";
        let rest = |class: &str| {
            let two = format!("<p>{sentence}</p><p>{sentence}</p>");
            texts(&format!("<p>{sentence}</p><div class='{class}' style='display:none'>{two}</div>")).len()
        };
        assert_eq!((rest("rest"), rest("newsletter"), rest("modal")), (3, 1, 1));
        assert_eq!(texts(&format!("<p>{sentence}</p><div hidden><p>{sentence}</p></div>")).len(), 1);
    }

    #[test]
    fn a_button_inside_of_a_sentence_is_a_word_of_it() {
        let term = "<p>Three of the <button class=term>piers</button> are rotten. <button>Share</button> Ann Lee</p>";
        assert_eq!(texts(term), ["Three of the piers are rotten. Ann Lee"]);
    }

    #[test]
    fn hidden_text_is_none() {
        assert_eq!(texts("<p>seen</p><p style='display: none'>not</p><script>x</script>"), ["seen"]);
    }
}
