//! Signs of several scripts that stand for one, or for none: digits, marks without a shape, letters that are read alike, letters that only
//! look alike.

/// The digits zero of the scripts that count with their own; the other nine follow each (Unicode 17.0, general category Nd).
const ZEROS: [char; 36] = [
    '\u{660}', '\u{6f0}', '\u{7c0}', '\u{966}', '\u{9e6}', '\u{a66}', '\u{ae6}', '\u{b66}', '\u{be6}', '\u{c66}',
    '\u{ce6}', '\u{d66}', '\u{de6}', '\u{e50}', '\u{ed0}', '\u{f20}', '\u{1040}', '\u{1090}', '\u{17e0}', '\u{1810}',
    '\u{1946}', '\u{19d0}', '\u{1a80}', '\u{1a90}', '\u{1b50}', '\u{1bb0}', '\u{1c40}', '\u{1c50}', '\u{a620}',
    '\u{a8d0}', '\u{a900}', '\u{a9d0}', '\u{a9f0}', '\u{aa50}', '\u{abf0}', '\u{ff10}',
];

/// The ASCII digit of a decimal digit of any script.
pub fn decimal(character: char) -> Option<char> {
    if character.is_ascii() {
        return character.is_ascii_digit().then_some(character);
    }
    let at = ZEROS.partition_point(|zero| *zero <= character).checked_sub(1)?;
    let value = character as u32 - ZEROS[at] as u32;
    char::from_digit(value, 10)
}

/// Whether a character is a decimal digit of any script.
pub(super) fn is_decimal(character: char) -> bool {
    decimal(character).is_some()
}

/// Whether a character shows nothing and parts nothing: soft hyphens, joiners, marks of direction, the word joiner; and the marks of
/// stress and question that Armenian puts over the vowel of a word. A zero-width space is none of these: it parts words.
pub fn is_shapeless(character: char) -> bool {
    matches!(character, '\u{ad}' | '\u{55b}' | '\u{55c}' | '\u{55e}' | '\u{61c}' | '\u{200c}'..='\u{200f}' | '\u{2060}'..='\u{2064}' | '\u{feff}')
}

/// Whether a character is the first half of the vowels ำ and ຳ, which stands behind the mark of the tone where these are one letter.
pub(super) fn is_nikhahit(character: char) -> bool {
    matches!(character, '\u{e4d}' | '\u{ecd}')
}

/// Whether a character marks a tone in Thai or Lao.
pub(super) fn is_tone(character: char) -> bool {
    matches!(character, '\u{e48}'..='\u{e4b}' | '\u{ec8}'..='\u{ecb}')
}

/// The letter by which an Ethiopic one is written as often, since Amharic reads both alike: ዐቢይ and ዓቢይ are አቢይ.
pub(super) fn ethiopic(character: char) -> Option<char> {
    let row = |first: char, usual: char| char::from_u32(usual as u32 + (character as u32 - first as u32));
    let usual = match character {
        '\u{1210}'..='\u{1216}' => row('\u{1210}', '\u{1200}')?,
        '\u{1280}'..='\u{1286}' => row('\u{1280}', '\u{1200}')?,
        '\u{1220}'..='\u{1227}' => row('\u{1220}', '\u{1230}')?,
        '\u{12d0}'..='\u{12d6}' => row('\u{12d0}', '\u{12a0}')?,
        '\u{1340}'..='\u{1346}' => row('\u{1340}', '\u{1338}')?,
        '\u{1200}'..='\u{1206}' | '\u{12a0}'..='\u{12a6}' => character,
        _ => return None,
    };
    // The first and the fourth vowel of these two are one sound.
    Some(match usual {
        '\u{1203}' => '\u{1200}',
        '\u{12a3}' => '\u{12a0}',
        other => other,
    })
}

/// The consonant and virama of a Malayalam consonant without its vowel, which Unicode has had as letters of their own since 5.1.
pub(super) fn chillu(character: char) -> Option<&'static str> {
    Some(match character {
        '\u{d7a}' => "ണ്",
        '\u{d7b}' => "ന്",
        '\u{d7c}' => "ര്",
        '\u{d7d}' => "ല്",
        '\u{d7e}' => "ള്",
        '\u{d7f}' => "ക്",
        _ => return None,
    })
}

/// Cyrillic letters, and the Latin ones that look like them in print.
const LOOKALIKES: [(char, char); 27] = [
    ('А', 'A'),
    ('В', 'B'),
    ('Е', 'E'),
    ('К', 'K'),
    ('М', 'M'),
    ('Н', 'H'),
    ('О', 'O'),
    ('Р', 'P'),
    ('С', 'C'),
    ('Т', 'T'),
    ('У', 'Y'),
    ('Х', 'X'),
    ('І', 'I'),
    ('Ї', 'Ï'),
    ('Ј', 'J'),
    ('Ѕ', 'S'),
    ('а', 'a'),
    ('е', 'e'),
    ('к', 'k'),
    ('о', 'o'),
    ('р', 'p'),
    ('с', 'c'),
    ('у', 'y'),
    ('х', 'x'),
    ('і', 'i'),
    ('ј', 'j'),
    ('ѕ', 's'),
];

/// A word in which letters of one script stand among those of another that look like them, all in one script: `СOVID` with a
/// Cyrillic С, `Кримi` with a Latin i. None where it is of one script, or is one of two that cannot be told.
pub(super) fn of_one_script(word: &str) -> Option<String> {
    let is_cyrillic = |c: char| ('\u{400}'..='\u{52f}').contains(&c);
    if !word.bytes().any(|byte| byte.is_ascii_alphabetic()) || !word.chars().any(is_cyrillic) {
        return None;
    }
    let (mut latin, mut cyrillic) = (Letters::default(), Letters::default());
    for character in word.chars() {
        match character {
            _ if is_cyrillic(character) => cyrillic.count(LOOKALIKES.iter().any(|(one, _)| *one == character)),
            _ if character.is_alphabetic() => latin.count(LOOKALIKES.iter().any(|(_, one)| *one == character)),
            _ => {}
        }
    }
    let is_cyrillic = match (latin.sure, cyrillic.sure) {
        (0, 0) => cyrillic.all >= latin.all,
        (0, _) => true,
        (_, 0) => false,
        _ => return None,
    };
    let other = |character: char| {
        let pair = LOOKALIKES.iter().find(|(c, l)| if is_cyrillic { *l == character } else { *c == character });
        pair.map_or(character, |(cyrillic, latin)| if is_cyrillic { *cyrillic } else { *latin })
    };
    Some(word.chars().map(other).collect())
}

/// How many letters of a script a word has, and how many of them are like none of the other.
#[derive(Default)]
struct Letters {
    all: usize,
    sure: usize,
}

impl Letters {
    fn count(&mut self, is_like_another: bool) {
        self.all += 1;
        self.sure += usize::from(!is_like_another);
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn digits_of_every_script_are_known() {
        assert!(ZEROS.is_sorted());
        let digits = |text: &str| text.chars().map(decimal).collect::<Option<String>>();
        for text in ["2025", "٢٠٢٥", "۲۰۲۵", "२०२५", "২০২৫", "๒๐๒๕", "၂၀၂၅", "២០២៥", "௨௦௨௫", "２０２５"]
        {
            assert_eq!(digits(text).as_deref(), Some("2025"), "{text}");
        }
        assert!(!"aж中½²Ⅱ".chars().any(is_decimal));
    }

    #[test]
    fn words_of_two_scripts_are_of_one_where_letters_tell_which() {
        let cases = [
            ("\u{421}OVID", Some("COVID")),
            ("Крим\u{69}", Some("Кримі")),
            ("\u{4d}\u{43e}\u{441}\u{43a}\u{432}\u{430}", Some("Москва")),
            ("\u{420}utin", Some("Putin")),
            ("VIPовский", None),
            ("Москва", None),
            ("Putin", None),
        ];
        for (word, expected) in cases {
            assert_eq!(of_one_script(word).as_deref(), expected, "{word}");
        }
    }
}
