#!/usr/bin/env bash
# With accents stripped, Paris and Bali are one word in Japanese, Gaza is an umbrella, and in Hindi black is art.
#
# One would guess: a function that strips accents makes é an e and leaves alone what is no accent. Scripts without accents stay
#                  as they are.
# What happens:    letters are taken apart by Unicode's rules and their marks are dropped. In kana the marks make b and p of
#                  h, g of k: パリ (Paris), バリ (Bali) and ハリ (needle) are all ハリ, ガザ (Gaza) is カサ (umbrella). In Cyrillic й
#                  is и, so мой (my) is мои. DuckDB drops the vowel signs of Hindi too: काला (black) and कला (art) are कल
#                  (yesterday). Its full-text search does so by default; Lucene's ICUFoldingFilter does so to the kana and
#                  the й.
# Why it matters:  such a folding is what one takes when a text may be in any language. Each search still finds its own
#                  stories, so a test passes; it finds the others too, and counts by place are sums of two places. Marks may
#                  only be dropped script by script.
# Seen with:       DuckDB 1.5.5 with duckdb-extension-fts 1.5.5, Lucene 10.5.1 with ICU4J 77.1, 2026-11-30.
set -euo pipefail
folder=$(mktemp -d); trap 'rm -rf "$folder"' EXIT
python3 -m venv "$folder/env"
"$folder/env/bin/pip" install --quiet --disable-pip-version-check duckdb==1.5.5 duckdb-extension-fts==1.5.5
"$folder/env/bin/python" - <<'PYTHON'
import importlib.metadata
from pathlib import Path

import duckdb
import duckdb_extension_fts

print(*(f"{name} {importlib.metadata.version(name)}" for name in ("duckdb", "duckdb-extension-fts")))
base = duckdb.connect(config={"allow_unsigned_extensions": "true"})
[extension] = Path(duckdb_extension_fts.__file__).parent.rglob("fts.duckdb_extension")
base.execute(f"LOAD '{extension}'")
same = {"パリ": "バリ", "ガザ": "カサ", "мой": "мои", "काला": "कला"}
for one, other in same.items():
    plain = [base.execute("SELECT strip_accents(?)", [word]).fetchone()[0] for word in (one, other)]
    print(f"DuckDB: {one} and {other} are {plain}")
    assert plain[0] == plain[1]
base.execute("CREATE TABLE stories (number INT, text VARCHAR)")
base.execute("INSERT INTO stories VALUES (1, 'パリ で 会議'), (2, 'バリ で 祭り'), (3, 'काला धन'), (4, 'कला मेला')")
base.execute("PRAGMA create_fts_index('stories', 'number', 'text')")
for word, expected in (("パリ", [1, 2]), ("काला", [3, 4])):
    found = base.execute("SELECT number FROM stories WHERE fts_main_stories.match_bm25(number, ?) IS NOT NULL ORDER BY 1", [word]).fetchall()
    print(f"DuckDB's full-text search for {word} finds stories {[number for (number,) in found]}")
    assert found == [(number,) for number in expected]
PYTHON
for java in "${JAVA_HOME:-}" /usr/lib/jvm/*; do # Lucene 10 needs Java 21
  "$java/bin/javac" -version 2>/dev/null | grep -qE ' (2[1-9]|[3-9][0-9])' && break
done
for jar in org.apache.lucene:lucene-core:10.5.1 org.apache.lucene:lucene-analysis-icu:10.5.1 com.ibm.icu:icu4j:77.1; do
  mvn -q -B -Dstyle.color=never dependency:copy -Dartifact="$jar" -DoutputDirectory="$folder/jars"
done
cat >"$folder/Fold.java" <<'JAVA'
import java.util.*;
import org.apache.lucene.analysis.*;
import org.apache.lucene.analysis.icu.ICUFoldingFilter;
import org.apache.lucene.analysis.standard.StandardTokenizer;
import org.apache.lucene.analysis.tokenattributes.CharTermAttribute;

public class Fold {
  public static void main(String[] arguments) throws Exception {
    Analyzer folding = new Analyzer() {
      @Override protected TokenStreamComponents createComponents(String field) {
        Tokenizer words = new StandardTokenizer();
        return new TokenStreamComponents(words, new ICUFoldingFilter(words));
      }
    };
    List<String> terms = new ArrayList<>();
    try (TokenStream stream = folding.tokenStream("text", "パリ バリ ハリ мой мои")) {
      CharTermAttribute term = stream.addAttribute(CharTermAttribute.class);
      stream.reset();
      while (stream.incrementToken()) terms.add(term.toString());
    }
    System.out.println("Lucene " + org.apache.lucene.util.Version.LATEST + ": パリ バリ ハリ мой мои are " + terms);
    if (!terms.equals(List.of("ハリ", "ハリ", "ハリ", "мои", "мои"))) throw new AssertionError();
  }
}
JAVA
"$java/bin/java" --add-modules jdk.incubator.vector -cp "$folder/jars/*" "$folder/Fold.java" 2>/dev/null
echo "as the head says"
