#!/usr/bin/env bash
# Lucene's Turkish has no word for O'Neill and O'Brien; N'Djamena is "n", and the Quran (Kur'an) is a rate of exchange (kur).
#
# One would guess: Turkish parts a name from its ending by an apostrophe (İstanbul'da, in Istanbul), and that ending is taken
#                  off; names that have an apostrophe of their own stay whole, or become two words.
# What happens:    all that follows the first apostrophe is dropped, in any word. O'Neill and O'Brien are "o", which is a stop
#                  word: nothing is left, no query finds them, and they fall out of longer ones, so "O'Leary ve Ryanair" is
#                  a search for Ryanair. Kur'an, whose apostrophe is a letter, is "kur" in all its forms. Côte d'Ivoire is
#                  "côte d". The typographic apostrophe is no better.
# Why it matters:  Solr, Elasticsearch and OpenSearch offer this analyser by the language's name. A paper writes about
#                  foreign names every day, and about rates of exchange in every issue. A rule for the endings of one
#                  language must not meet the names of all others.
# Seen with:       Lucene 10.5.1, 2026-11-30.
set -euo pipefail
folder=$(mktemp -d); trap 'rm -rf "$folder"' EXIT
for java in "${JAVA_HOME:-}" /usr/lib/jvm/*; do # Lucene 10 needs Java 21
  "$java/bin/javac" -version 2>/dev/null | grep -qE ' (2[1-9]|[3-9][0-9])' && break
done
for name in lucene-core lucene-analysis-common; do
  mvn -q -B -Dstyle.color=never dependency:copy -Dartifact="org.apache.lucene:$name:10.5.1" -DoutputDirectory="$folder/jars"
done
cat >"$folder/Names.java" <<'JAVA'
import java.util.*;
import org.apache.lucene.analysis.*;
import org.apache.lucene.analysis.tokenattributes.CharTermAttribute;
import org.apache.lucene.analysis.tr.TurkishAnalyzer;

public class Names {
  static void terms(String text, String... expected) throws Exception {
    List<String> terms = new ArrayList<>();
    try (Analyzer turkish = new TurkishAnalyzer(); TokenStream stream = turkish.tokenStream("text", text)) {
      CharTermAttribute term = stream.addAttribute(CharTermAttribute.class);
      stream.reset();
      while (stream.incrementToken()) terms.add(term.toString());
    }
    System.out.println(text + " is " + terms);
    if (!terms.equals(List.of(expected))) throw new AssertionError(text);
  }

  public static void main(String[] arguments) throws Exception {
    System.out.println("Lucene " + org.apache.lucene.util.Version.LATEST);
    terms("İstanbul'da", "istanbul");
    for (String name : List.of("O'Neill", "O’Neill", "O'Brien")) terms(name);
    terms("O'Leary ve Ryanair", "ryanair");
    terms("N'Djamena", "n");
    terms("Côte d'Ivoire", "côte", "d");
    for (String form : List.of("Kur'an", "Kur’an", "Kur'an'da", "kur")) terms(form, "kur");
  }
}
JAVA
"$java/bin/java" --add-modules jdk.incubator.vector -cp "$folder/jars/*" "$folder/Names.java"
echo "as the head says"
