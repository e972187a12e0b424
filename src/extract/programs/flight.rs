//! React's way of sending a page as data, a row a line (`react-server-dom`, "Flight"), which Next.js cuts into the arguments of
//! `self.__next_f.push([1, "…"])`.
//!
//! A row is a number, a colon, and a value: JSON, JSON with a letter before it, or `T`, a length in hexadecimal, a comma, and that
//! many bytes of text as they are. Values name other rows: `"$1a"`.

use std::collections::HashMap;

use super::literals::Literals;

/// Whether a script carries rows.
pub(super) fn is_part(script: &str) -> bool {
    script.contains("__next_f") && script.contains(".push(")
}

/// The rows that a script carries.
pub(super) fn part(script: &str) -> String {
    // `[1, "rows"]`; `[0]` and `[2, …]` are for the program.
    Literals::of(script).texts.into_iter().map(|text| text.value).filter(|text| text.contains(':')).collect()
}

/// The texts of all rows.
pub(super) fn read(rows: &str) -> Literals {
    let mut texts: HashMap<&str, &str> = HashMap::new();
    let mut values = String::new();
    let mut rest = rows;
    while !rest.is_empty() {
        match text_row(rest) {
            Some((number, text, behind)) => {
                texts.insert(number, text);
                rest = behind;
            }
            None => {
                let end = rest.find('\n').map_or(rest.len(), |end| end + 1);
                values.push_str(&rest[..end]);
                rest = &rest[end..];
            }
        }
    }
    let mut found = Literals::of(&values);
    for text in &mut found.texts {
        if let Some(named) = text.value.strip_prefix('$').and_then(|number| texts.remove(number)) {
            named.clone_into(&mut text.value);
        }
    }
    found
}

/// A row of text: its number, the text, and what follows it.
fn text_row(rows: &str) -> Option<(&str, &str, &str)> {
    let (number, rest) = rows.get(..rows.floor_char_boundary(12))?.split_once(":T")?;
    let is_number = !number.is_empty() && number.bytes().all(|byte| byte.is_ascii_hexdigit());
    let (length, _) = rest.split_once(',')?;
    let start = number.len() + 2 + length.len() + 1;
    let length = usize::from_str_radix(length, 16).ok().filter(|_| is_number)?;
    let text = rows.get(start..start.checked_add(length)?)?;
    Some((number, text, &rows[start + length..]))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn rows_of_text_stand_where_they_are_named() {
        let script = r#"self.__next_f.push([1,"1:{\"body\":\"$2\"}\n2:T8,<p>é</p3:[\"$\",\"p\",null,{\"children\":\"one\"}]\n"])"#;
        let found = read(&part(script));
        let texts: Vec<_> = found.texts.iter().map(|text| (&*text.key, &*text.value)).collect();
        assert!(texts.contains(&("body", "<p>é</p")), "{texts:?}");
        assert!(texts.contains(&("children", "one")), "{texts:?}");
        assert!(read("2:Tffffffff,x").texts.is_empty());
    }
}
