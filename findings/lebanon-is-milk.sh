#!/usr/bin/env bash
# In Lucene's Arabic a search for Lebanon finds milk, one for the Taliban finds students; in its English, news is new.
#
# One would guess: a stemmer makes the forms of one word equal. Names of countries, and the word "news" itself, are safe.
# What happens:    the Arabic stemmer takes ان off the end as the sign of a pair: لبنان (Lebanon) is لبن (milk), طالبان
#                  (Taliban) is طالب (student), عمان (Oman) is عم (uncle). The English analyser has Porter's stemmer of
#                  1980: `news` is `new`, so "fake news" finds "new fakes" where order does not count, `animation` is
#                  `animal`, `international` is `internal`. The later English stemmer of the same family keeps `news`; it
#                  has to be asked for by name.
# Why it matters:  Solr, Elasticsearch and OpenSearch name these analysers "arabic" and "english". Counts of stories by
#                  country come out too high, in one language only. Stems are a second reading of a word, and the word
#                  itself must win.
# Seen with:       Lucene 10.5.1, 2026-11-29.
set -euo pipefail
folder=$(mktemp -d); trap 'rm -rf "$folder"' EXIT
for java in "${JAVA_HOME:-}" /usr/lib/jvm/*; do # Lucene 10 needs Java 21
  "$java/bin/javac" -version 2>/dev/null | grep -qE ' (2[1-9]|[3-9][0-9])' && break
done
for name in lucene-core lucene-analysis-common; do
  mvn -q -B -Dstyle.color=never dependency:copy -Dartifact="org.apache.lucene:$name:10.5.1" -DoutputDirectory="$folder/jars"
done
cat >"$folder/Stems.java" <<'JAVA'
import java.util.*;
import org.apache.lucene.analysis.*;
import org.apache.lucene.analysis.ar.ArabicAnalyzer;
import org.apache.lucene.analysis.en.EnglishAnalyzer;
import org.apache.lucene.analysis.snowball.SnowballFilter;
import org.apache.lucene.analysis.standard.StandardTokenizer;
import org.apache.lucene.analysis.tokenattributes.CharTermAttribute;

public class Stems {
  static List<String> terms(Analyzer analyzer, String text) throws Exception {
    List<String> terms = new ArrayList<>();
    try (TokenStream stream = analyzer.tokenStream("text", text)) {
      CharTermAttribute term = stream.addAttribute(CharTermAttribute.class);
      stream.reset();
      while (stream.incrementToken()) terms.add(term.toString());
    }
    return terms;
  }

  static void same(boolean expected, Analyzer analyzer, String one, String other) throws Exception {
    System.out.println(one + " " + terms(analyzer, one) + ", " + other + " " + terms(analyzer, other));
    if (terms(analyzer, one).equals(terms(analyzer, other)) != expected) throw new AssertionError(one + " and " + other);
  }

  public static void main(String[] arguments) throws Exception {
    System.out.println("Lucene " + org.apache.lucene.util.Version.LATEST);
    Analyzer arabic = new ArabicAnalyzer();
    same(true, arabic, "لبنان", "لبن");
    same(true, arabic, "طالبان", "طالب");
    same(true, arabic, "عمان", "عم");
    Analyzer english = new EnglishAnalyzer();
    same(true, english, "news", "new");
    same(true, english, "animation", "animal");
    same(true, english, "international", "internal");
    Analyzer later = new Analyzer() {
      @Override protected TokenStreamComponents createComponents(String field) {
        Tokenizer words = new StandardTokenizer();
        return new TokenStreamComponents(words, new SnowballFilter(words, "English"));
      }
    };
    same(false, later, "news", "new");
    same(false, english, "Iran", "Iraq");
  }
}
JAVA
"$java/bin/java" --add-modules jdk.incubator.vector -cp "$folder/jars/*" "$folder/Stems.java"
echo "as the head says"
