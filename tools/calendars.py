#!/usr/bin/env python3
"""Writes the generated tables of calendars: src/lang/xx/calendar.tsv and src/extract/date/umm_al_qura.tsv.

    pip install babel hijridate && tools/calendars.py [OLDER]

Names of months come from Babel (Unicode CLDR, Unicode licence), each language's in all its forms: in dates, by themselves,
short and long; so do those of weekdays. OLDER is a folder with an older Babel in it: names that CLDR has changed since are kept, for pages were
written with them. Months of the Umm al-Qura calendar come from hijridate (MIT), which has them from the calendars that were
printed. Node's Intl (ICU) confirms those of 1420 to 1450; before and after it knows another calendar by that name.
"""
import json
import subprocess
import sys
import unicodedata
from datetime import date, timedelta
from pathlib import Path

SRC = Path(__file__).resolve().parent.parent / "src"
NAMES = """
import json, sys
sys.path.insert(0, sys.argv[1]) if sys.argv[1] else None
from babel import Locale
out = {}
for tag in sys.argv[2].split():
    try: locale = Locale.parse(tag)
    except Exception: continue
    table, numbers = (locale.months, range(1, 13)) if sys.argv[3] == "months" else (locale.days, range(7))
    forms = [table[context][width] for context in ("format", "stand-alone") for width in ("wide", "abbreviated")]
    out[tag] = [[form[number] for number in numbers] for form in forms]
json.dump(out, sys.stdout)
"""
# Further tags of a language: other scripts, and countries that have names of their own.
TAGS = {
    "ar": "ar ar_EG ar_DZ ar_IQ ar_MA ar_SY ar_SA ar_TN ar_MR", "az": "az az_Cyrl", "bs": "bs bs_Cyrl", "de": "de de_AT", "en": "en en_AU en_GB",
    "es": "es es_UY es_PE es_MX", "fa": "fa fa_AF", "fil": "fil", "it": "it it_CH", "ko": "", "ja": "", "zh": "", "vi": "", "ms": "ms", "no": "nb nn", "pa": "pa pa_Arab",
    "pt": "pt pt_PT", "sr": "sr sr_Latn sr_Cyrl_BA sr_Latn_ME", "tl": "fil", "ur": "ur ur_IN", "uz": "uz uz_Cyrl", "ku": "ku ckb", "yi": "yi",
}


def names(tags, older="", what="months"):
    done = subprocess.run([sys.executable, "-c", NAMES, older, " ".join(tags), what], stdout=subprocess.PIPE, check=True)
    return json.loads(done.stdout)


def plain(name):
    """A name as it is compared: without case, accents and full stops."""
    letters = unicodedata.normalize("NFKD", name.casefold())
    return "".join(c for c in letters if not unicodedata.combining(c) or ord(c) > 0x36f).replace(".", "").strip()


def short(name, row):
    """The forms that the reader makes of a name itself: its first letters, where no other month begins so."""
    return [name[:n] for n in (3, 4) if sum(other.startswith(name[:n]) for other in row) == 1]


def months(language, older):
    tags = TAGS.get(language, language).split()
    rows, known = [], [set() for _ in range(12)]
    for table in [names(tags), names(tags, older) if older else {}]:
        for tag in tags:
            for form in table.get(tag, []):
                form = [unicodedata.normalize("NFC", " ".join(name.split())) for name in form]
                if any(plain(name)[:1].isdigit() or name.startswith("M0") for name in form):
                    continue
                is_new = any(plain(name) not in known[at] for at, name in enumerate(form))
                for at, name in enumerate(form):
                    known[at].update({plain(name), *short(plain(name), [plain(other) for other in form])})
                if is_new:
                    rows.append("|".join(form))
    return rows


def weekdays(language):
    """Monday first, long and short."""
    tags = TAGS.get(language, language).split()
    forms = [form for table in names(tags, what="weekdays").values() for form in table]
    rows = ["|".join(unicodedata.normalize("NFC", " ".join(name.split())) for name in form) for form in forms]
    return list(dict.fromkeys(rows))


def umm_al_qura(first=1400, last=1500):
    from hijridate import Hijri

    start = lambda year, month: Hijri(year, month, 1).to_gregorian()
    node = """const f=new Intl.DateTimeFormat("en-u-ca-islamic-umalqura",{year:"numeric",month:"numeric",day:"numeric",timeZone:"UTC"});
    const out={};for(let t=Date.UTC(1999,0,1);t<Date.UTC(2029,11,31);t+=864e5){
    const p=Object.fromEntries(f.formatToParts(new Date(t)).map(x=>[x.type,x.value]));
    if(p.day==="1")out[parseInt(p.year)+"-"+p.month]=new Date(t).toISOString().slice(0,10);}console.log(JSON.stringify(out));"""
    other = json.loads(subprocess.run(["node", "-e", node], stdout=subprocess.PIPE, check=True).stdout)
    rows = []
    for year in range(first, last + 1):
        starts = [start(year, month) for month in range(1, 13)]
        if 1420 <= year <= 1450:
            assert all(other.get(f"{year}-{m}", day.isoformat()) == day.isoformat() for m, day in enumerate(starts, 1)), year
        following = starts[1:] + [starts[-1] + timedelta(Hijri(year, 12, 1).month_length())]
        lengths = [(b - a).days for a, b in zip(starts, following)]
        assert set(lengths) <= {29, 30}, (year, lengths)
        rows.append(f"{year}\t{starts[0]}\t{''.join('+' if n == 30 else '-' for n in lengths)}")
    return rows


def write(path, head, rows):
    (SRC / path).write_text("\n".join([f"# {head}", *rows]) + "\n", encoding="utf8")


older = sys.argv[1] if len(sys.argv) > 1 else ""
for folder in sorted(path for path in (SRC / "lang").iterdir() if path.is_dir() and len(path.name) == 2):
    rows = [f"months\t{row}" for row in months(folder.name, older)] + [f"weekdays\t{row}" for row in weekdays(folder.name)]
    if rows:
        write(f"lang/{folder.name}/calendar.tsv", "Unicode CLDR through Babel (Unicode licence), made by tools/calendars.py. What, then the words for it",
              rows)
write("extract/date/umm_al_qura.tsv", "Umm al-Qura calendar as printed, through hijridate 2.6.0 (MIT), made by tools/calendars.py; before 1420 hijridate is the only source. Year, its first day, months of 30 (+) and 29 days (-)",
      umm_al_qura())
