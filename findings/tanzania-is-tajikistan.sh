#!/usr/bin/env bash
# In world-countries Tanzania is "Tajikistan" in Hungarian, and Cameroon is "Ivory Coast" in Polish.
#
# One would guess: a table of the names of countries in 23 languages may miss a name or spell it oddly, but it has no country
#                  under the name of another.
# What happens:    Tanzania is Tádzsikisztán in Hungarian, Cameroon is Wybrzeże Kości Słoniowej in Polish, Guinea is Papua New
#                  Guinea in Persian; in Korean Dominica is the Dominican Republic, South Georgia is Georgia, and the British
#                  islands of the Indian Ocean are India; South Sudan is Sudan in Polish. Most official names are the other
#                  country's too. Sixteen names stand for two (six of them for islands that share one in truth).
#                  i18n-iso-countries, a package with names of its own, has Malaysia under the name of Malawi in Dhivehi,
#                  Mongolia under that of Monaco and Morocco under that of Montserrat, and getAlpha2Code gives the latter.
# Why it matters:  such tables are turned round to find countries in texts and datelines, and the first or the last of two equal
#                  names wins. Stories from one country are counted for another, and only in one language. Before a table of
#                  names is turned round, look for names that stand twice.
# Seen with:       world-countries 5.1.0, i18n-iso-countries 7.14.0, 2026-11-30.
set -euo pipefail
folder=$(mktemp -d); trap 'rm -rf "$folder"' EXIT
npm install --silent --no-audit --no-fund --prefix "$folder" world-countries@5.1.0 i18n-iso-countries@7.14.0 >/dev/null 2>&1
cat >"$folder/names.cjs" <<'NODE'
const assert = require("node:assert");
const countries = require("world-countries");
const iso = require("i18n-iso-countries");
for (const name of ["world-countries", "i18n-iso-countries"]) console.log(name, require(`${name}/package.json`).version);

const found = [];
const languages = new Set(countries.flatMap((country) => Object.keys(country.translations)));
for (const language of languages) {
  const codes = new Map();
  for (const country of countries) {
    const name = country.translations[language]?.common.toLowerCase();
    if (name) codes.set(name, [...(codes.get(name) ?? []), country.cca2]);
  }
  for (const [name, several] of codes) if (several.length > 1) found.push(`${language} ${name} ${several.sort().join(" ")}`);
}
console.log(`world-countries: ${languages.size} languages, ${found.length} names for two:\n  ${found.sort().join("\n  ")}`);
for (const one of [
  "hun tádzsikisztán TJ TZ", "pol wybrzeże kości słoniowej CI CM", "per پاپوآ گینه نو GN PG", "kor 도미니카 공화국 DM DO",
  "kor 조지아 GE GS", "kor 인도 IN IO", "pol sudan SD SS",
]) assert.ok(found.includes(one), one);
assert.equal(found.length, 16);
const official = (code, language) => countries.find((country) => country.cca2 === code).translations[language].official;
console.log("official:", official("TZ", "hun"), "·", official("CM", "pol"), "·", official("IO", "kor"));
for (const [one, other, language] of [["TZ", "TJ", "hun"], ["CM", "CI", "pol"], ["IO", "IN", "kor"]])
  assert.equal(official(one, language), official(other, language));

const wrong = [];
iso.registerLocale(require("i18n-iso-countries/langs/dv.json"));
for (const [code, name] of Object.entries(iso.getNames("dv"))) {
  const back = iso.getAlpha2Code(name, "dv");
  if (back !== code) wrong.push(`${name} ${code} ${back}`);
}
console.log("i18n-iso-countries in Dhivehi: name, its code, what getAlpha2Code gives:\n ", wrong.join("\n  "));
assert.deepEqual(wrong.map((line) => line.split(" ").slice(-2).join(" ")), ["MY MW", "MN MC", "MA MS"]);
console.log("as the head says");
NODE
node "$folder/names.cjs"
