#!/usr/bin/env bash
# A search for Zürich in Orama has "the rich get richer" before the story from Zürich.
#
# One would guess: letters with signs are kept, or are made plain (zurich); the language of the index matters for stems and stop
#                  words.
# What happens:    what parts words is a list of letters for each language, and the English one has à è é ì ò ó ù besides a to
#                  z: other letters are gaps. Zürich is "z" and "rich", Málaga "m" and "laga", Łódź "od", Київ nothing at all. The
#                  terms of a query are joined by OR and may be beginnings of words, so "rich" is met twice in "the rich get
#                  richer". In an index set to German, Zürich is whole and Málaga is not. exact: true hides it for Zürich, and
#                  finds no Łódź.
# Why it matters:  names with such letters stand in texts of every language. The right story is among
#                  the results, so a test that looks for it passes; its place, and all that is counted, are wrong.
# Seen with:       @orama/orama 3.1.18 (npm), 2026-11-29.
set -euo pipefail
folder=$(mktemp -d); trap 'rm -rf "$folder"' EXIT
npm install --silent --no-audit --no-fund --prefix "$folder" @orama/orama@3.1.18 >/dev/null
cat >"$folder/names.mjs" <<'NODE'
import assert from "node:assert";
import { create, insert, search } from "@orama/orama";

const stories = ["the rich get richer", "Zürich opens a bridge", "Málaga votes", "a laga beer", "Łódź has a tram", "Київ"];
async function index(language) {
  const database = await create({ schema: { text: "string" }, language });
  for (const text of stories) await insert(database, { text });
  return async (term, exact = false) => (await search(database, { term, exact })).hits.map((hit) => hit.document.text);
}
const [english, german] = [await index("english"), await index("german")];
for (const name of ["Zürich", "Málaga", "Łódź", "Київ"]) console.log(name, "english:", await english(name), "german:", await german(name));
assert.deepEqual(await english("Zürich"), ["the rich get richer", "Zürich opens a bridge"]);
assert.deepEqual(await german("Zürich"), ["Zürich opens a bridge"]);
assert.ok((await english("Málaga")).includes("a laga beer") && (await german("Málaga")).includes("a laga beer"));
assert.deepEqual(await english("Київ"), []);
assert.deepEqual(await english("Zürich", true), ["Zürich opens a bridge"]);
assert.deepEqual(await english("Łódź", true), []);
console.log("as the head says");
NODE
node "$folder/names.mjs"
