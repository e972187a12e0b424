#!/usr/bin/env bash
# Babel writes half past three in the afternoon in Korean, and reads what it wrote as half past three at night.
#
# One would guess: parse_time and parse_date, which are given the locale, read what format_time and format_date write for it,
#                  or refuse.
# What happens:    digits are taken from the text, and of the words only "am" and "pm" in Latin letters are looked for: 오후
#                  3:30, 下午3:30, 3:30 م and 3:30 μ.μ. are all 03:30. It is so in 50 of the 95 languages that write twelve
#                  hours somewhere. Days are read in the order of the medium form, which is the default, whatever they look
#                  like: Latvian, Kazakh and Armenian 09.04.26, the short form of 9 April 2026 there, are 26 April 2009.
# Why it matters:  Babel is the usual way to dates by locale in Python, for what stands in saved pages too. Both answers are
#                  possible hours and days, so no check of range finds them. Round-trip every locale before it is relied on.
# Seen with:       Babel 2.19.0, 2026-11-30.
set -euo pipefail
folder=$(mktemp -d); trap 'rm -rf "$folder"' EXIT
python3 -m venv "$folder/env"
"$folder/env/bin/pip" install --quiet --disable-pip-version-check babel==2.19.0
"$folder/env/bin/python" - <<'PYTHON'
import datetime
import importlib.metadata

from babel import Locale, localedata
from babel.dates import format_date, format_time, get_time_format, parse_date, parse_time

print("babel", importlib.metadata.version("babel"))
half_past_three, ninth_of_april = datetime.time(15, 30), datetime.date(2026, 4, 9)
for locale in ("en_US", "ko_KR", "zh_TW", "ar_EG", "el_GR"):
    written = format_time(half_past_three, "short", locale=locale)
    read = parse_time(written, locale=locale, format="short")
    print(f"{locale}: {written!r} is read as {read}")
    assert read == (half_past_three if locale == "en_US" else datetime.time(3, 30))

twelve, wrong = set(), set()
for locale in localedata.locale_identifiers():
    if "a" not in get_time_format("short", locale=locale).pattern.lower().split("'")[0]:
        continue
    language = Locale.parse(locale).language
    twelve.add(language)
    if parse_time(format_time(half_past_three, "short", locale=locale), locale=locale, format="short") != half_past_three:
        wrong.add(language)
print(f"{len(twelve)} languages write twelve hours somewhere; the afternoon is night in {len(wrong)}: {' '.join(sorted(wrong))}")
assert (len(twelve), len(wrong)) == (95, 50) and {"ar", "el", "ko", "zh"} <= wrong

for locale, expected in (("lv_LV", "2009-04-26"), ("kk_KZ", "2009-04-26"), ("hy_AM", "2009-04-26"), ("en_GB", "2026-04-09")):
    written = format_date(ninth_of_april, "short", locale=locale)
    read = parse_date(written, locale=locale)
    print(f"{locale}: {written!r} is read as {read}, with format='short' as {parse_date(written, locale=locale, format='short')}")
    assert str(read) == expected
print("as the head says")
PYTHON
