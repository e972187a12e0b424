//! The doctype of a page, from which the tree builder takes how old its ways are.

use html5ever::tendril::StrTendril;
use html5ever::tokenizer::Doctype;

/// Reads what stands between `<!doctype` and `>`.
pub(super) fn read(text: &str) -> Doctype {
    let text = text.trim_ascii();
    let (name, rest) = text.split_once(|c: char| c.is_ascii_whitespace()).unwrap_or((text, ""));
    let rest = rest.trim_ascii_start();
    let keyword = rest.get(..6).unwrap_or_default().to_ascii_lowercase();
    let identifiers = rest.get(6..).unwrap_or_default();
    let (first, rest) = quoted(identifiers);
    let (public_id, system_id) = match &*keyword {
        "public" => (first, quoted(rest).0),
        "system" => (None, first),
        _ => (None, None),
    };
    let force_quirks = name.is_empty() || !rest.is_empty() && public_id.is_none() && system_id.is_none();
    let name = (!name.is_empty()).then(|| StrTendril::from(name.to_ascii_lowercase()));
    Doctype { name, public_id, system_id, force_quirks }
}

/// The text between the quotes that open here, and what follows.
fn quoted(text: &str) -> (Option<StrTendril>, &str) {
    let text = text.trim_ascii_start();
    let Some(quote) = text.chars().next().filter(|c| matches!(c, '"' | '\'')) else { return (None, text) };
    match text[1..].split_once(quote) {
        Some((inside, rest)) => (Some(StrTendril::from_slice(inside)), rest),
        None => (None, ""),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn identifiers_stand_in_quotes() {
        let doctype = read(" html PUBLIC \"-//W3C//DTD HTML 4.01//EN\" 'http://www.w3.org/TR/html4/strict.dtd'");
        assert_eq!(doctype.public_id.as_deref(), Some("-//W3C//DTD HTML 4.01//EN"));
        assert_eq!(doctype.system_id.as_deref(), Some("http://www.w3.org/TR/html4/strict.dtd"));
        let plain = read(" HTML");
        assert!(plain.name.as_deref() == Some("html") && !plain.force_quirks);
        assert!(read("").force_quirks && read(" html nonsense").force_quirks);
    }
}
