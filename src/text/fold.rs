//! Folding: the form of a word in which case, accents and letter variants do not count.

use std::sync::LazyLock;

use unicode_normalization::char::{decompose_compatible, is_combining_mark};

use super::variants::{chillu, decimal, ethiopic, is_nikhahit, is_tone, of_one_script};

/// Appends the folded form of `word` to `out`.
///
/// Lower case and compatibility forms; accents off Latin, Greek and Cyrillic letters (й and ї are letters and stay, ґ is
/// often written г); Arabic vowel marks and tatweel off, alef, yeh, teh marbuta and kaf in one form each, as
/// Lucene's Arabic and Persian normalizers do; the nasal of a Hindi or Gujarati cluster as anusvara; letters of Hangul joined
/// to syllables; traditional Chinese characters, and those that only Japan has, as simplified ones; digits of every script as ASCII; Ethiopic letters
/// that are read alike as one; a word with letters of another script that look like its own in its own; apostrophes, soft hyphens, joiners and other characters without a shape off.
/// Marks of other scripts, which are vowels there, stay.
pub fn fold_into(word: &str, out: &mut String) {
    if word.is_ascii() {
        let start = out.len();
        for part in word.split('\'') {
            out.push_str(part);
        }
        out[start..].make_ascii_lowercase();
        return;
    }
    let mended = of_one_script(word);
    let word = mended.as_deref().unwrap_or(word);
    // The base letter that marks lean on, by which they are kept or dropped.
    let mut base = ' ';
    for character in word.chars() {
        if let Some(letter) = simple(character) {
            base = letter;
            out.push(letter);
            continue;
        }
        for lower in character.to_lowercase() {
            decompose_compatible(lower, |part| fold_part(part, &mut base, out));
        }
    }
}

/// The folded form of the letters that most words are made of, without a look-up in the Unicode tables. Syllables of
/// Hangul are among them: they would fall apart into letters that nobody searches for.
fn simple(character: char) -> Option<char> {
    match character {
        'a'..='z' | '0'..='9' | 'а'..='я' | 'і' | 'є' | 'ї' => Some(character),
        'A'..='Z' => Some(character.to_ascii_lowercase()),
        'А'..='Я' => char::from_u32(character as u32 + 0x20),
        'À'..='Å' | 'à'..='å' => Some('a'),
        'È'..='Ë' | 'è'..='ë' => Some('e'),
        'Ì'..='Ï' | 'ì'..='ï' => Some('i'),
        'Ò'..='Ö' | 'Ø' | 'ò'..='ö' | 'ø' => Some('o'),
        'Ù'..='Ü' | 'ù'..='ü' => Some('u'),
        'Ç' | 'ç' => Some('c'),
        'Ñ' | 'ñ' => Some('n'),
        'ё' | 'Ё' => Some('е'),
        'ґ' | 'Ґ' => Some('г'),
        'آ' | 'أ' | 'إ' | 'ا' => Some('ا'),
        'ب' | 'ت'..='غ' | 'ف'..='و' | 'ي' => Some(character),
        '\u{4e00}'..='\u{9fff}' => Some(simplified(character)),
        '\u{ac00}'..='\u{d7a3}' => Some(character),
        _ => None,
    }
}

/// Where the common Chinese characters begin and end in Unicode.
const FIRST_HAN: char = '\u{4e00}';
const LAST_HAN: char = '\u{9fff}';

/// The simplified form of each character from [`FIRST_HAN`] on; its own, where it has none.
static SIMPLIFIED: LazyLock<Vec<char>> = LazyLock::new(|| {
    let mut forms: Vec<char> = (FIRST_HAN..=LAST_HAN).collect();
    let rows = include_str!("simplified.tsv").lines().filter_map(|line| line.split_once('\t'));
    for (traditional, simplified) in rows {
        let place = traditional.chars().next().and_then(|character| forms.get_mut(of_han(character)));
        if let (Some(place), Some(form)) = (place, simplified.chars().next()) {
            *place = form;
        }
    }
    forms
});

/// The number of a common Chinese character.
fn of_han(character: char) -> usize {
    (character as usize).wrapping_sub(FIRST_HAN as usize)
}

/// The simplified form of a Chinese character: 臺灣, 台灣 and 台湾 are one word. Where one form stands for two characters
/// (后 for 後 and 后), both are it.
fn simplified(character: char) -> char {
    SIMPLIFIED.get(of_han(character)).copied().unwrap_or(character)
}

/// How long the first half of the vowels of น้ำ and ນ້ຳ is in UTF-8.
const NIKHAHIT_BYTES: usize = 3;

/// Appends what becomes of one decomposed character. `base` is the last letter before it.
fn fold_part(part: char, base: &mut char, out: &mut String) {
    if is_combining_mark(part) {
        match mark(*base, part) {
            Mark::Drop => {}
            Mark::Keep if is_tone(part) && out.ends_with(is_nikhahit) => out.insert(out.len() - NIKHAHIT_BYTES, part),
            Mark::Keep => out.push(part),
            Mark::Compose(letter) => {
                out.pop();
                out.push(letter);
            }
        }
        return;
    }
    if let Some(syllable) = syllable(*base, part) {
        out.pop();
        out.push(syllable);
        *base = syllable;
        return;
    }
    if is_homorganic(out, part) {
        let virama = out.pop();
        let nasal = out.pop();
        out.extend(nasal.zip(virama).and_then(|(_, virama)| char::from_u32(virama as u32 - VIRAMA + ANUSVARA)));
    }
    *base = part;
    match letter(part) {
        Letter::One(letter) => out.push(letter),
        Letter::Many(letters) => out.push_str(letters),
    }
}

/// The syllable of Hangul that a letter makes with what stands before it: a vowel with an initial consonant, a final
/// consonant with a syllable that has none (Unicode 17.0, 3.12 "Conjoining Jamo Behavior").
fn syllable(before: char, letter: char) -> Option<char> {
    const FIRST_SYLLABLE: u32 = 0xac00;
    const VOWELS: u32 = 21;
    const FINALS: u32 = 28;
    let code = match (before, letter) {
        ('\u{1100}'..='\u{1112}', '\u{1161}'..='\u{1175}') => {
            FIRST_SYLLABLE + ((before as u32 - 0x1100) * VOWELS + (letter as u32 - 0x1161)) * FINALS
        }
        ('\u{ac00}'..='\u{d7a3}', '\u{11a8}'..='\u{11c2}')
            if (before as u32 - FIRST_SYLLABLE).is_multiple_of(FINALS) =>
        {
            before as u32 + (letter as u32 - 0x11a7)
        }
        _ => return None,
    };
    char::from_u32(code)
}

/// Where these stand in the block of an Indic script; the blocks are laid out alike.
const VIRAMA: u32 = 0x4d;
const ANUSVARA: u32 = 0x02;

/// Whether `out` ends with a nasal and a virama that `letter` could as well be written after an anusvara: हिन्दी is
/// हिंदी where the nasal is of the class of the consonant, and no word begins with it. Of Devanagari and Gujarati, whose press writes both.
fn is_homorganic(out: &str, letter: char) -> bool {
    let block = match letter {
        '\u{900}'..='\u{97f}' => 0x900,
        '\u{a80}'..='\u{aff}' => 0xa80,
        _ => return false,
    };
    let mut before = out.chars().rev().map(|c| (c as u32).wrapping_sub(block));
    let nasal = match letter as u32 - block {
        0x15..=0x18 => 0x19,
        0x1a..=0x1d => 0x1e,
        0x1f..=0x22 => 0x23,
        0x24..=0x27 => 0x28,
        0x2a..=0x2d => 0x2e,
        _ => return false,
    };
    before.next() == Some(VIRAMA) && before.next() == Some(nasal) && before.next().is_some_and(|c| c < 0x80)
}

/// The folded form of `word`.
pub fn fold(word: &str) -> String {
    let mut out = String::with_capacity(word.len());
    fold_into(word, &mut out);
    out
}

enum Mark {
    Drop,
    Keep,
    Compose(char),
}

/// What becomes of a combining mark on its base letter.
fn mark(base: char, mark: char) -> Mark {
    match (base, mark) {
        ('и', '\u{306}') => Mark::Compose('й'),
        ('і', '\u{308}') => Mark::Compose('ї'),
        // Kana carry their voicing as marks; は and ば are different letters.
        ('\u{3041}'..='\u{30ff}', '\u{3099}') => voiced(base).map_or(Mark::Keep, Mark::Compose),
        ('\u{3041}'..='\u{30ff}', '\u{309a}') => char::from_u32(base as u32 + 2).map_or(Mark::Keep, Mark::Compose),
        ('\0'..='\u{24f}' | '\u{370}'..='\u{52f}' | '\u{1e00}'..='\u{1fff}', _) => Mark::Drop,
        // Hebrew points, Arabic vowels; the marks that NFKD takes off alef, waw and yeh.
        ('\u{590}'..='\u{6ff}' | '\u{750}'..='\u{77f}', _) => Mark::Drop,
        _ => Mark::Keep,
    }
}

/// The voiced kana of a plain one.
fn voiced(base: char) -> Option<char> {
    match base {
        'う' => Some('ゔ'),
        'ウ' => Some('ヴ'),
        _ => char::from_u32(base as u32 + 1),
    }
}

enum Letter {
    One(char),
    Many(&'static str),
}

/// What becomes of a letter that NFKD leaves alone.
fn letter(character: char) -> Letter {
    Letter::One(match character {
        'ß' => return Letter::Many("ss"),
        'æ' => return Letter::Many("ae"),
        'œ' => return Letter::Many("oe"),
        'þ' => return Letter::Many("th"),
        '\''
        | '’'
        | '‘'
        | 'ʼ'
        | 'ʻ'
        | 'ʾ'
        | 'ʿ'
        | '`'
        | '´'
        | '\u{ad}'
        | '\u{55b}'
        | '\u{55c}'
        | '\u{55e}'
        | '\u{61c}'
        | '\u{200b}'..='\u{200f}'
        | '\u{202a}'..='\u{202e}'
        | '\u{2060}'..='\u{2069}'
        | '\u{feff}'
        | '\u{640}'
        | '׳'
        | '״'
        // The points of Catalan and of foreign names in Chinese and Japanese, where they are inside of a word.
        | '·'
        | '•'
        | '‧'
        | '・' => return Letter::Many(""),
        'ø' => 'o',
        'đ' | 'ð' => 'd',
        'ł' => 'l',
        'ħ' => 'h',
        'ı' => 'i',
        'ς' => 'σ',
        'ґ' => 'г',
        'ٱ' => 'ا',
        'ى' | 'ی' | 'ې' => 'ي',
        'ة' | 'ە' | 'ہ' | 'ھ' => 'ه',
        'ک' | 'ڪ' => 'ك',
        FIRST_HAN..=LAST_HAN => simplified(character),
        '\u{1200}'..='\u{1346}' => ethiopic(character).unwrap_or(character),
        '\u{d7a}'..='\u{d7f}' => return chillu(character).map_or(Letter::One(character), Letter::Many),
        other => decimal(other).unwrap_or(other),
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn accents_and_case_do_not_count() {
        assert_eq!(fold("Élysée"), "elysee");
        assert_eq!(fold("STRASSE"), fold("Straße"));
        assert_eq!(fold("Łódź"), "lodz");
        assert_eq!(fold("İstanbul"), "istanbul");
        assert_eq!(fold("Sana’a"), "sanaa");
    }

    #[test]
    fn simple_letters_fold_as_the_tables_say() {
        for character in
            ('\u{20}'..='\u{ffff}').filter(|c| simple(*c).is_some() && !('\u{ac00}'..='\u{d7a3}').contains(c))
        {
            let mut expected = String::new();
            let mut base = ' ';
            for lower in character.to_lowercase() {
                decompose_compatible(lower, |part| fold_part(part, &mut base, &mut expected));
            }
            assert_eq!(fold(&character.to_string()), expected, "{character}");
        }
    }

    #[test]
    fn letters_that_only_look_accented_stay() {
        assert_eq!(fold("Хмеймим"), "хмеймим");
        assert_eq!(fold("Київ"), "київ");
        assert_eq!(fold("ёлка"), "елка");
        assert_eq!(fold("がば"), "がば");
        assert_eq!(fold("パリ"), "パリ");
        assert_eq!(fold("हिंदी"), "हिंदी");
    }

    #[test]
    fn a_nasal_is_written_in_two_ways() {
        for (one, other) in
            [("हिन्दी", "हिंदी"), ("सम्पादक", "संपादक"), ("ठण्डा", "ठंडा"), ("गङ्गा", "गंगा"), ("હિન્દી", "હિંદી")]
        {
            assert_eq!(fold(one), fold(other));
        }
        // No other way to write these.
        assert_eq!(fold("जन्म"), "जन्म");
        assert_eq!(fold("अन्न"), "अन्न");
        assert_ne!(fold("अन्य"), fold("अंय"));
    }

    #[test]
    fn decomposed_text_folds_as_composed_text() {
        use unicode_normalization::UnicodeNormalization;
        for word in ["한국", "값", "ガバ", "がば", "Élysée", "Київ", "й", "سؤال", "क़ानून", "ஔவை", "Việt"]
        {
            assert_eq!(fold(&word.nfd().collect::<String>()), fold(word), "{word}");
        }
        assert_eq!(fold("ｶﾞﾊﾟ"), "ガパ");
        assert_eq!(fold("ґанок"), fold("ганок"));
    }

    #[test]
    fn chinese_is_one_in_traditional_and_simplified_characters() {
        for (traditional, simplified) in
            [("臺灣", "台湾"), ("台灣", "台湾"), ("國際關係", "国际关系"), ("記者", "记者")]
        {
            assert_eq!(fold(traditional), simplified);
        }
        assert_eq!([fold("渡邊"), fold("広島"), fold("齋藤")], [fold("渡辺"), fold("廣島"), fold("斎藤")]);
        // A compatibility character of the same letter, and those that are written alike.
        assert_eq!(fold("\u{f96e}"), fold("葉"));
        assert_eq!(fold("北京首相カ"), "北京首相カ");
    }

    #[test]
    fn what_is_folded_folds_to_itself() {
        for character in '\u{4e00}'..='\u{9fff}' {
            let once = fold(&character.to_string());
            assert_eq!(fold(&once), once);
        }
    }

    #[test]
    fn letters_that_are_read_alike_are_one() {
        for (one, other) in [
            ("ዐቢይ", "አቢይ"),
            ("ዓቢይ", "አቢይ"),
            ("አሕመድ", "አህመድ"),
            ("അവൻ", "അവന്\u{200d}"),
            ("ինչո՞ւ", "ինչու"),
            ("inteŀligència", "intel·ligència"),
        ] {
            assert_eq!(fold(one), fold(other));
        }
        assert_eq!(fold("\u{421}OVID"), "covid");
    }

    #[test]
    fn arabic_variants_are_one() {
        assert_eq!(fold("أحمد"), fold("احمد"));
        assert_eq!(fold("القاعدة"), "القاعده");
        assert_eq!(fold("قَاعِدَة"), "قاعده");
        assert_eq!(fold("علی"), fold("علي"));
        assert_eq!(fold("١٤٤٧ ۱۴۰۴ २०२५"), "1447 1404 2025");
    }
}
