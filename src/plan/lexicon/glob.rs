//! Patterns of words: `*` stands for any run of characters, `?` for one.

/// A pattern, ready to match.
#[derive(Clone, Debug)]
pub(super) struct Glob(Vec<char>);

impl Glob {
    /// Reads a pattern; every text is one.
    pub(super) fn new(pattern: &str) -> Glob {
        Glob(pattern.chars().collect())
    }

    /// Whether the whole of a word fits. Only the last `*` is ever gone back to, which is enough.
    pub(super) fn matches(&self, word: &str) -> bool {
        let pattern = &self.0;
        let mut at = 0;
        let mut rest = word.chars();
        let mut star: Option<(usize, std::str::Chars<'_>)> = None;
        loop {
            let before = rest.clone();
            let Some(character) = rest.next() else {
                return pattern[at..].iter().all(|c| *c == '*');
            };
            match pattern.get(at) {
                Some('*') => {
                    at += 1;
                    rest = before.clone();
                    star = Some((at, before));
                }
                Some(wanted) if *wanted == '?' || *wanted == character => at += 1,
                _ => {
                    let Some((after, tried)) = &mut star else { return false };
                    tried.next();
                    at = *after;
                    rest = tried.clone();
                }
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::Glob;

    #[test]
    fn stars_and_question_marks() {
        let cases = [
            ("airbas*", "airbases", true),
            ("airbas*", "airba", false),
            ("t?rtous", "tartous", true),
            ("t?rtous", "trtous", false),
            ("*base", "airbase", true),
            ("*base", "bases", false),
            ("a*b*c", "axxbxbxc", true),
            ("a*b*c", "axxcxb", false),
            ("*", "", true),
            ("х?*им", "хмеймим", true),
            ("", "", true),
            ("", "a", false),
        ];
        for (pattern, word, expected) in cases {
            assert_eq!(Glob::new(pattern).matches(word), expected, "{pattern} {word}");
        }
    }
}
