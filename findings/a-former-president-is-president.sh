#!/usr/bin/env bash
# In Lucene's Korean a former president is the president, a protest for the government one of the government, and "pro-Russian" nothing.
#
# One would guess: an analyser with a dictionary leaves out particles and endings, which Korean writes into its words. Pro- and anti- are
#                  words of the news, and treated alike.
# What happens:    left out are all words of certain parts of speech, among them those that stand before a noun, adverbs, and verbs that
#                  were made of a noun: 전 (former, in 전 대통령) and 친 (pro-, in 친정부) go, 반 (anti-, in 반정부) and 부 (vice-) stay.
#                  친러 (pro-Russian) leaves no word at all and finds nothing, also where it is the whole query; 무소속 (without a
#                  party) is 소속 (belonging to one). 안 간다 and 못 간다 (does not, cannot go) are 가 (go).
# Why it matters:  this is the analyser "nori" of Elasticsearch and OpenSearch, and Solr's for Korean. A search for the pro-government protest
#                  finds anti-government ones as well as it finds its own, even as a phrase; the other way it is right, so a test of
#                  that passes. Set stop tags by hand, without MM, MAG and XPN.
# Seen with:       Lucene 9.12.3 (lucene-analysis-nori), 2026-11-30.
set -euo pipefail
folder=$(mktemp -d); trap 'rm -rf "$folder"' EXIT
for name in lucene-core lucene-analysis-common lucene-analysis-nori; do
  mvn -q -B -Dstyle.color=never dependency:copy -Dartifact="org.apache.lucene:$name:9.12.3" -DoutputDirectory="$folder/jars"
done
cat >"$folder/Korean.java" <<'JAVA'
import java.util.*;
import org.apache.lucene.analysis.*;
import org.apache.lucene.analysis.ko.*;
import org.apache.lucene.document.*;
import org.apache.lucene.index.*;
import org.apache.lucene.search.*;
import org.apache.lucene.store.*;
import org.apache.lucene.util.*;

public class Korean {
  static final Analyzer NORI = new KoreanAnalyzer();
  static IndexSearcher searcher;

  static void finds(String meaning, String text, String... expected) throws Exception {
    Query query = new QueryBuilder(NORI).createPhraseQuery("text", text);
    List<String> hits = new ArrayList<>();
    if (query != null)
      for (ScoreDoc hit : searcher.search(query, 100, Sort.INDEXORDER).scoreDocs) hits.add(searcher.storedFields().document(hit.doc).get("text"));
    System.out.println(text + " (" + meaning + "), asked as " + query + ", finds " + hits);
    if (!hits.equals(List.of(expected))) throw new AssertionError(hits + " and not " + List.of(expected));
  }

  public static void main(String[] arguments) throws Exception {
    System.out.println("Lucene " + Version.LATEST);
    String[] stories = {"대통령 방문", "전 대통령 방문", "부통령 방문", "정부 시위", "친정부 시위", "반정부 시위", "친러", "반러", "무소속", "소속", "간다", "안 간다", "못 간다"};
    try (Directory directory = new ByteBuffersDirectory()) {
      try (IndexWriter writer = new IndexWriter(directory, new IndexWriterConfig(NORI))) {
        for (String story : stories) writer.addDocument(List.of(new TextField("text", story, Field.Store.YES)));
      }
      try (DirectoryReader reader = DirectoryReader.open(directory)) {
        searcher = new IndexSearcher(reader);
        finds("visit of the former president", "전 대통령 방문", "대통령 방문", "전 대통령 방문");
        finds("visit of the vice-president", "부통령 방문", "부통령 방문");
        finds("pro-government protest", "친정부 시위", "정부 시위", "친정부 시위", "반정부 시위");
        finds("anti-government protest", "반정부 시위", "반정부 시위");
        finds("pro-Russian", "친러");
        finds("without a party", "무소속", "무소속", "소속");
        finds("does not go", "안 간다", "간다", "안 간다", "못 간다");
      }
    }
  }
}
JAVA
java -cp "$folder/jars/*" "$folder/Korean.java" 2>/dev/null
echo "as the head says"
