//! Which service an export comes from, by how it begins.

use std::io;

use super::boundary::Boundary;
use super::{europresse, factiva, genios, nexis, proquest, retriever};
use crate::source::lines::line::{Line, Piece};
use crate::source::story::Story;

/// A service that exports stories.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Service {
    Nexis,
    Factiva,
    ProQuest,
    Europresse,
    Genios,
    Retriever,
}

/// The marks in the first bytes of pages, in lower case.
const PAGES: &[(&str, Service)] = &[
    ("hide xml section from browser", Service::Nexis),
    // The head of the page is longer than what is looked at where the question was.
    ("<!-- lxncomment", Service::Nexis),
    ("<meta topic=\"null\" documents=", Service::Nexis),
    ("name=\"doc_id_", Service::Nexis),
    ("<title>factiva</title>", Service::Factiva),
    ("factivalogo", Service::Factiva),
    ("name=\"docid_", Service::ProQuest),
    ("name='docid_", Service::ProQuest),
    ("docpublicationname", Service::Europresse),
];

/// How much of a word processor's document is looked at to know whether it is an export: a story may be this long, in bytes.
const AHEAD: usize = 256 << 10;

/// The service whose export these lines of a word processor's document are, and the lines that were looked at.
pub(crate) fn of_lines(
    pieces: &mut dyn Iterator<Item = io::Result<Piece>>,
) -> (Vec<io::Result<Piece>>, Option<Service>) {
    let (mut ahead, mut text) = (Vec::new(), String::new());
    while text.len() < AHEAD {
        let Some(piece) = pieces.next() else { break };
        if let Ok(Piece::Line(line)) = &piece {
            text.push_str(&line.text);
            text.push('\n');
        }
        ahead.push(piece);
    }
    (ahead, Service::of_text(&text))
}

/// The service whose stories a mail brings.
pub(crate) fn of_document(text: &[u8]) -> Option<Service> {
    let head = String::from_utf8_lossy(&text[..text.len().min(AHEAD)]);
    Service::of_text(&head)
}

impl Service {
    /// The name that people know it by.
    pub(crate) fn name(self) -> &'static str {
        match self {
            Service::Nexis => "Nexis",
            Service::Factiva => "Factiva",
            Service::ProQuest => "ProQuest",
            Service::Europresse => "Europresse",
            Service::Genios => "GENIOS",
            Service::Retriever => "Retriever",
        }
    }

    /// The service whose pages start like this; `start` is in lower case.
    pub(crate) fn of_page(start: &str) -> Option<Service> {
        PAGES.iter().find(|(mark, _)| start.contains(mark)).map(|(_, service)| *service)
    }

    /// The service whose texts start like this.
    pub(crate) fn of_text(start: &str) -> Option<Service> {
        let lines = || start.lines().map(str::trim).filter(|line| !line.is_empty());
        let has_code = |wanted: &str| {
            start.lines().any(|line| {
                line.strip_prefix(wanted)
                    .is_some_and(|rest| rest.trim().is_empty() || rest.starts_with("  ") || rest.starts_with('\t'))
            })
        };
        if lines().any(proquest::is_rule) && (lines().any(nexis::is_count) || start.contains("ProQuest")) {
            Some(Service::ProQuest)
        } else if lines().take(60).any(nexis::is_count) || lines().any(nexis::is_end) {
            Some(Service::Nexis)
        } else if ["HD", "WC", "PD", "SN"].into_iter().filter(|code| has_code(code)).count() >= 3
            || lines().any(|line| factiva::number(line).is_some())
        {
            Some(Service::Factiva)
        } else if retriever::is_export(start) {
            Some(Service::Retriever)
        } else if genios::is_export(start) {
            Some(Service::Genios)
        } else {
            None
        }
    }

    /// Where a piece of an export parts its stories.
    pub(super) fn boundary(self, piece: &Piece) -> Boundary {
        match self {
            Service::Nexis => nexis::boundary(piece),
            Service::Factiva => factiva::boundary(piece),
            Service::ProQuest => proquest::boundary(piece),
            Service::Europresse => europresse::boundary(piece),
            Service::Genios => genios::boundary(piece),
            Service::Retriever => retriever::boundary(piece),
        }
    }

    /// The story in these lines.
    pub(super) fn story(self, lines: &[Line]) -> Story {
        match self {
            Service::Nexis => nexis::story(lines),
            Service::Factiva => factiva::story(lines),
            Service::ProQuest => proquest::story(lines),
            Service::Europresse => europresse::story(lines),
            Service::Genios => genios::story(lines),
            Service::Retriever => retriever::story(lines),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn exports_are_known_by_their_first_lines() {
        for (text, service) in [
            ("Download Request: Selected Items: 1-3\n\n   1 of 3 DOCUMENTS\n\n Harbour Post\n", Some(Service::Nexis)),
            ("HD  A\nBY  B\nWC  60 words\nPD  3 November 2024\nSN  C\n", Some(Service::Factiva)),
            ("Headline\n\nText.\n\nDocument HARPO00020241103ek0\n", Some(Service::Factiva)),
            (
                "____________________________________________________________\n\nReport Information from ProQuest\n",
                Some(Service::ProQuest),
            ),
            ("HD is the name of a disk.\nWC stands on doors.\nPD is a police department.\n", None),
            ("The ferry sails.\n\n1 of 3 boats is late.\n", None),
        ] {
            assert_eq!(Service::of_text(text), service, "{text}");
        }
        assert_eq!(Service::of_page("<html><a name=\"docid_mstar_1\">"), Some(Service::ProQuest));
    }
}
