#!/usr/bin/env bash
# In Lucene's Polish a search for 1981 finds 1991, 1951 and 1921 as well, 2011 finds 2021, and 1931 finds 1831.
#
# One would guess: a stemmer takes endings off words; figures have none. A year that is searched is the year that is found.
# What happens:    Stempel has learnt its rules from words and applies them to all that comes. A number of three or four digits that ends
#                  in 1 becomes what is left of it with ć behind: 1901 to 1991 are "19ć", 2001 to 2091 "20ć", 101 to 191 "1ć". Years
#                  that end in 31 become "ć" alone: 1031 to 2031 are one word. Numbers that end otherwise stay as they are. H5N1
#                  is "h5ć", NATO is "na".
# Why it matters:  this is the analyser "polish" of Elasticsearch's and OpenSearch's plug-in and of Solr. 1981 is the year of martial law,
#                  1991 that of the first free parliament; a facet is right, a search has both, and nine of ten
#                  years are safe, so a test with 2025 passes. Keep what has a figure in it from the stemmer (keyword marker).
# Seen with:       Lucene 9.12.3 (lucene-analysis-stempel), 2026-11-30.
set -euo pipefail
folder=$(mktemp -d); trap 'rm -rf "$folder"' EXIT
for name in lucene-core lucene-analysis-common lucene-analysis-stempel; do
  mvn -q -B -Dstyle.color=never dependency:copy -Dartifact="org.apache.lucene:$name:9.12.3" -DoutputDirectory="$folder/jars"
done
cat >"$folder/Years.java" <<'JAVA'
import java.util.*;
import java.util.stream.*;
import org.apache.lucene.analysis.Analyzer;
import org.apache.lucene.analysis.pl.PolishAnalyzer;
import org.apache.lucene.document.*;
import org.apache.lucene.index.*;
import org.apache.lucene.search.*;
import org.apache.lucene.store.*;
import org.apache.lucene.util.*;

public class Years {
  static final Analyzer POLISH = new PolishAnalyzer();

  static void expect(Object expected, Object seen) {
    if (!expected.equals(seen)) throw new AssertionError(seen + " and not " + expected);
  }

  public static void main(String[] arguments) throws Exception {
    System.out.println("Lucene " + Version.LATEST);
    List<String> texts = IntStream.rangeClosed(100, 2100).mapToObj(Integer::toString).collect(Collectors.toList());
    texts.addAll(List.of("H5N1", "H1N1", "NATO", "Gdańsk"));
    try (Directory directory = new ByteBuffersDirectory()) {
      try (IndexWriter writer = new IndexWriter(directory, new IndexWriterConfig(POLISH))) {
        for (String text : texts) writer.addDocument(List.of(new TextField("text", text, Field.Store.YES)));
      }
      try (DirectoryReader reader = DirectoryReader.open(directory)) {
        IndexSearcher searcher = new IndexSearcher(reader);
        Map<String, List<String>> found = new HashMap<>();
        for (String text : texts) {
          Query query = new QueryBuilder(POLISH).createPhraseQuery("text", text);
          List<String> hits = new ArrayList<>();
          for (ScoreDoc hit : searcher.search(query, 3000, Sort.INDEXORDER).scoreDocs) hits.add(searcher.storedFields().document(hit.doc).get("text"));
          found.put(text, hits);
        }
        for (String text : List.of("1981", "2011", "1931", "131", "1980", "2025", "H5N1", "NATO", "Gdańsk"))
          System.out.println(text + ", asked as " + new QueryBuilder(POLISH).createPhraseQuery("text", text) + ", finds " + found.get(text));
        expect(List.of("1901", "1911", "1921", "1941", "1951", "1961", "1971", "1981", "1991"), found.get("1981"));
        expect(List.of("1031", "1131", "1231", "1331", "1431", "1531", "1631", "1731", "1831", "1931", "2031"), found.get("1931"));
        expect(10, found.get("131").size());
        expect(List.of("2025"), found.get("2025"));
        List<String> many = texts.stream().filter(text -> found.get(text).size() > 1).collect(Collectors.toList());
        System.out.println(many.size() + " of " + texts.size() + " words find others too, of which not ending in 1: " + many.stream().filter(text -> !text.endsWith("1")).toList());
        expect(true, many.stream().allMatch(text -> text.endsWith("1")));
        expect("text:na", new QueryBuilder(POLISH).createPhraseQuery("text", "NATO").toString());
      }
    }
  }
}
JAVA
java -cp "$folder/jars/*" "$folder/Years.java" 2>/dev/null
echo "as the head says"
