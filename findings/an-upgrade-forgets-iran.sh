#!/usr/bin/env bash
# Lucene 10 opens a Persian index of Lucene 9 without a word and finds no story about Iran, Germany or Lebanon in it; "German"
# finds those about Germany.
#
# One would guess: what a new version opens it can search; where the way of cutting words was changed, it refuses the old index
#                  or warns.
# What happens:    since 10.0 the Persian analyser takes endings off, and ان is one: ایران (Iran) is looked for as "ایر", while
#                  the old index has it whole. آلمانی (German) is looked for as "آلمان", which is what the old index has for
#                  Germany. A third of the names of countries are cut so. What is added after the upgrade is found, in the same
#                  index, so it looks as if the old stories were gone. In the new index Germany and German are two words.
# Why it matters:  OpenSearch 2.19 has Lucene 9.12, 3.9 has 10.5, and the upgrade of a cluster takes the indexes along. An
#                  index should keep by which analyser, of which version, its words were made. (Lucene's guide to migration
#                  names the new filter, and advises to copy the old analyser.)
# Seen with:       Lucene 9.12.3 and 10.5.1, 2026-11-30.
set -euo pipefail
folder=$(mktemp -d); trap 'rm -rf "$folder"' EXIT
for java in "${JAVA_HOME:-}" /usr/lib/jvm/*; do # Lucene 10 needs Java 21
  "$java/bin/javac" -version 2>/dev/null | grep -qE ' (2[1-9]|[3-9][0-9])' && break
done
for version in 9.12.3 10.5.1; do
  for name in lucene-core lucene-analysis-common; do
    mvn -q -B -Dstyle.color=never dependency:copy -Dartifact="org.apache.lucene:$name:$version" -DoutputDirectory="$folder/$version"
  done
done
mvn -q -B -Dstyle.color=never dependency:copy -Dartifact=org.apache.lucene:lucene-backward-codecs:10.5.1 -DoutputDirectory="$folder/10.5.1"
cat >"$folder/Upgrade.java" <<'JAVA'
import java.nio.file.Path;
import java.util.*;
import org.apache.lucene.analysis.Analyzer;
import org.apache.lucene.analysis.fa.PersianAnalyzer;
import org.apache.lucene.document.*;
import org.apache.lucene.index.*;
import org.apache.lucene.search.*;
import org.apache.lucene.store.*;
import org.apache.lucene.util.*;

public class Upgrade {
  static final Analyzer PERSIAN = new PersianAnalyzer();

  static void write(Directory directory, String[] texts) throws Exception {
    try (IndexWriter writer = new IndexWriter(directory, new IndexWriterConfig(PERSIAN))) {
      for (String text : texts) writer.addDocument(List.of(new TextField("text", text, Field.Store.YES)));
    }
  }

  static List<String> found(Directory directory, String text) throws Exception {
    List<String> found = new ArrayList<>();
    Query query = new QueryBuilder(PERSIAN).createPhraseQuery("text", text);
    try (DirectoryReader reader = DirectoryReader.open(directory)) {
      IndexSearcher searcher = new IndexSearcher(reader);
      for (ScoreDoc hit : searcher.search(query, 1000, Sort.INDEXORDER).scoreDocs)
        found.add(searcher.storedFields().document(hit.doc).get("text"));
    }
    return found;
  }

  static void expect(Object expected, Object seen) {
    if (!expected.equals(seen)) throw new AssertionError(seen + " and not " + expected);
  }

  public static void main(String[] arguments) throws Exception {
    boolean old = Version.LATEST.major == 9;
    String iran = "ایران", germany = "آلمان", german = "آلمانی";
    String[] countries = {iran, germany, "لبنان", "افغانستان", "پاکستان", "یونان", "عمان", "چین", "کانادا", "فرانسه", "مصر", "روسیه"};
    try (Directory directory = FSDirectory.open(Path.of(arguments[0]))) {
      if (old) write(directory, countries);
      List<String> lost = new ArrayList<>();
      for (String country : countries) if (!found(directory, country).equals(List.of(country))) lost.add(country);
      System.out.println("Lucene " + Version.LATEST + ", index of 9.12.3: not found are " + lost + "; " + german + " finds " + found(directory, german));
      expect(old ? List.of() : List.of(countries).subList(0, 7), lost);
      expect(old ? List.of() : List.of(germany), found(directory, german));
      if (old) return;
      write(directory, new String[] {iran});
      System.out.println("after one more story is added, " + iran + " finds " + found(directory, iran).size());
      expect(1, found(directory, iran).size());
    }
  }
}
JAVA
for version in 9.12.3 10.5.1; do
  "$java/bin/java" --add-modules jdk.incubator.vector -cp "$folder/$version/*" "$folder/Upgrade.java" "$folder/index" 2>/dev/null
done
echo "as the head says"
