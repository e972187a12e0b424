//! Pages in every charset of the WHATWG Encoding Standard, rightly and wrongly labelled: the text is read right, or what was
//! read is told. The text stands as the headline: of that nothing is left out.

use dateline::extract::extract;
use dateline::model::{Capture, Declared, MediaType, Origin};
use encoding_rs::Encoding;

/// A text for each script, and the charsets that can hold it.
const TEXTS: &[(&str, &[&str])] = &[
    (
        "Le café du port a rouvert à midi, après une grève de huit jours ; les marins étaient là, très émus.",
        &[
            "windows-1252",
            "windows-1254",
            "iso-8859-15",
            "macintosh",
            "windows-1258",
            "iso-8859-3",
            "iso-8859-14",
            "UTF-8",
        ],
    ),
    (
        "Příliš žluťoučký kůň přešel přístavní můstek, řekl úřad v pátek večer, a loď odplula bez zpoždění.",
        &["iso-8859-2", "windows-1250", "UTF-8"],
    ),
    (
        "Žuvis grįžo į uostą, sakė įstaigos vadovė, ir laivai išplaukė šį rytą be jokių kliūčių.",
        &["windows-1257", "iso-8859-4", "iso-8859-13", "iso-8859-10"],
    ),
    ("Țara și orașul așteaptă vapoarele în această dimineață, au spus autoritățile portuare.", &["iso-8859-16"]),
    (
        "Порт снова открыт после шторма, сообщили в среду власти города, и паромы вышли в море.",
        &["windows-1251", "koi8-r", "koi8-u", "iso-8859-5", "ibm866", "x-mac-cyrillic", "UTF-8"],
    ),
    (
        "Το λιμάνι άνοιξε ξανά μετά την καταιγίδα, είπαν οι αρχές, και τα πλοία έφυγαν το πρωί.",
        &["windows-1253", "iso-8859-7"],
    ),
    (
        "אוניות יצאו מן הנמל בבוקר אחרי הסערה, אמרה העירייה, והמזח נפתח מחדש לקהל הרחב.",
        &["windows-1255", "iso-8859-8", "iso-8859-8-i"],
    ),
    (
        "عادت السفن إلى الميناء بعد العاصفة، وقالت السلطات إن الرصيف مفتوح للجمهور هذا الصباح.",
        &["windows-1256", "iso-8859-6", "UTF-8"],
    ),
    ("ท่าเรือเปิดอีกครั้งหลังพายุ เจ้าหน้าที่กล่าวเมื่อวันพุธ และเรือข้ามฟากออกเดินทางแล้ว", &["windows-874"]),
    (
        "Liman fırtınadan sonra yeniden açıldı, dedi belediye, ve gemiler şafakta ağır ağır yola çıktı.",
        &["windows-1254"],
    ),
    (
        "港は嵐のあと再び開かれ、水曜日の朝、最初のフェリーが出港したと市の担当者は話した。",
        &["Shift_JIS", "EUC-JP", "ISO-2022-JP", "UTF-8"],
    ),
    ("항구는 폭풍이 지난 뒤 다시 열렸고 수요일 아침 첫 여객선이 떠났다고 시 당국이 밝혔다.", &["EUC-KR"]),
    ("暴风雨过后港口重新开放，市政府官员说，星期三早晨第一班渡轮已经出发。", &["gbk", "gb18030", "UTF-8"]),
    ("暴風雨過後港口重新開放，市政府官員說，星期三早晨第一班渡輪已經出發。", &["Big5"]),
];

fn read(bytes: Vec<u8>, header: Option<&str>) -> (String, Vec<String>) {
    let declared = Declared { charset: header.map(str::to_owned), ..Declared::default() };
    let capture = Capture { origin: Origin::file("", "a.html"), media_type: MediaType::Html, bytes, declared };
    let extraction = extract(&capture);
    let notes = extraction.notes.into_iter().filter(|note| note.about == "charset").map(|note| note.text).collect();
    (extraction.article.unwrap().title.unwrap_or_default(), notes)
}

/// A page in a charset that declares another, or none.
fn page(text: &str, encoding: &'static Encoding, label: Option<&str>) -> Vec<u8> {
    let meta = label.map_or(String::new(), |label| format!("<meta charset=\"{label}\">"));
    let page = format!("<html><head>{meta}<title>{text}</title></head><body><h1>{text}</h1><p>{text}</p></body>");
    let (bytes, _, lost) = encoding.encode(&page);
    assert!(!lost, "{} cannot hold {text}", encoding.name());
    bytes.into_owned()
}

fn each() -> impl Iterator<Item = (&'static str, &'static str, &'static Encoding)> {
    TEXTS.iter().flat_map(|(text, labels)| {
        labels
            .iter()
            .map(move |label| (*text, *label, Encoding::for_label(label.as_bytes()).expect("a label of the standard")))
    })
}

#[test]
fn every_charset_is_read_as_it_is_labelled() {
    let mut seen = std::collections::BTreeSet::new();
    for (text, label, encoding) in each() {
        seen.insert(encoding.name());
        let bytes = page(text, encoding, Some(label));
        assert!(read(bytes, None).0.starts_with(text), "{label} by the page");
        let bytes = page(text, encoding, None);
        assert!(read(bytes.clone(), Some(label)).0.starts_with(text), "{label} by the header");
        let upper = label.to_uppercase();
        assert!(read(bytes, Some(&upper)).0.starts_with(text), "{upper} by the header");
    }
    // The standard has forty: with UTF-16 and those that no page is written in (below).
    assert_eq!(seen.len(), 36, "{seen:?}");
}

#[test]
fn utf_16_is_known_by_its_mark_and_by_its_header() {
    for (text, _) in TEXTS {
        let page = format!("<html><title>{text}</title><body><h1>{text}</h1><p>{text}</p></body>");
        let little: Vec<u8> = page.encode_utf16().flat_map(u16::to_le_bytes).collect();
        let big: Vec<u8> = page.encode_utf16().flat_map(u16::to_be_bytes).collect();
        assert!(read([b"\xFF\xFE".as_slice(), &little].concat(), None).0.starts_with(text));
        let marked = [b"\xFE\xFF".as_slice(), &big].concat();
        assert!(read(marked, Some("windows-1252")).0.starts_with(text), "the mark wins");
        assert!(read(little, Some("utf-16le")).0.starts_with(text));
        assert!(read(big, Some("utf-16be")).0.starts_with(text));
    }
}

/// A label that is not true: UTF-8 is known by its bytes whatever is declared; of others nothing is lost but letters, and
/// which charset was taken, and why, is noted.
#[test]
fn a_wrong_label_is_seen_through_or_told() {
    for (text, label, encoding) in each() {
        for wrong in ["windows-1252", "koi8-r", "shift_jis", "x-no-such-charset", ""] {
            let (title, notes) = read(page(text, encoding, Some(wrong)), None);
            if [encoding_rs::UTF_8, encoding_rs::ISO_2022_JP].contains(&encoding) {
                assert!(title.starts_with(text), "{label} called {wrong}");
            } else {
                assert!(title.starts_with(text) || !notes.is_empty(), "{label} called {wrong}: {title}");
            }
        }
    }
}

/// Without any label the letters tell, mostly: what is not read right is noted as a guess.
#[test]
fn an_unlabelled_page_is_read_by_its_letters_or_told() {
    let (mut right, mut all) = (0, 0);
    for (text, label, encoding) in each() {
        let (title, notes) = read(page(text, encoding, None), None);
        let is_right = title.starts_with(text);
        assert!(is_right || !notes.is_empty(), "{label}: {title}");
        right += u32::from(is_right);
        all += 1;
    }
    assert!(right * 10 >= all * 7, "{right} of {all}");
}

/// What is no charset of the standard, or is in none: with the 36 above, 54 ways to write or mislabel a page.
#[test]
fn marks_zeros_and_shifts_are_seen_whatever_the_label() {
    let text = "港口 항구 порт";
    let page = format!("<html><title>{text}</title><body><h1>{text}</h1><p>{text}</p></body>");
    let wide = |number: fn(u32) -> [u8; 4], mark: &str| {
        format!("{mark}{page}").chars().flat_map(|c| number(c.into())).collect()
    };
    let double = |unit: fn(u16) -> [u8; 2]| page.encode_utf16().flat_map(unit).collect::<Vec<u8>>();
    let marked = [b"\xEF\xBB\xBF".as_slice(), page.as_bytes()].concat();
    let cases: [(&str, Vec<u8>); 6] = [
        ("UTF-8 with its mark", marked),
        ("UTF-8", page.clone().into_bytes()),
        ("UTF-16LE without a mark", double(u16::to_le_bytes)),
        ("UTF-16BE without a mark", double(u16::to_be_bytes)),
        ("UTF-32LE", wide(u32::to_le_bytes, "\u{FEFF}")),
        ("UTF-32BE", wide(u32::to_be_bytes, "\u{FEFF}")),
    ];
    for (name, bytes) in cases {
        for label in
            [None, Some("utf-8"), Some("windows-1252"), Some("utf-7"), Some("x-user-defined"), Some("iso-2022-cn")]
        {
            assert_eq!(read(bytes.clone(), label).0, text, "{name} called {label:?}");
        }
    }
}

#[test]
fn charsets_that_browsers_read_no_more_are_read() {
    let page = |text: &str| {
        format!("\x1B$)C<html><title>{text}</title><body><h1>{text}</h1><p>{text}</p></body>").into_bytes()
    };
    let korean = "\x0EGQ19\x0F";
    for label in [Some("iso-2022-kr"), Some("euc-kr"), Some("utf-8"), None] {
        assert_eq!(read(page(korean), label).0, "한국", "{label:?}");
    }
    let chinese = page("~{<:Ky2;~}")[4..].to_vec();
    assert_eq!(read(chinese.clone(), Some("hz-gb-2312")).0, "己所不");
    let declared = String::from_utf8(chinese).unwrap().replace("<title>", "<meta charset=hz-gb-2312><title>");
    assert_eq!(read(declared.into_bytes(), None).0, "己所不");
    let ascii = String::from_utf8(page("Ferry")[4..].to_vec()).unwrap();
    for label in
        ["utf-7", "iso-2022-cn", "iso-2022-kr", "replacement", "hz-gb-2312", "x-user-defined", "cesu-8", "scsu"]
    {
        assert_eq!(read(ascii.clone().into_bytes(), Some(label)).0, "Ferry", "ASCII called {label}");
    }
    let quotes = "<html><title>\u{e9}t\u{e9}</title><body><h1>x</h1>".chars().map(|c| c as u8).collect::<Vec<u8>>();
    assert!(read(quotes, Some("x-user-defined")).0.starts_with("été"));
}
