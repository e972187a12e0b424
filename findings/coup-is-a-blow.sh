#!/usr/bin/env bash
# In Lucene's Spanish nobody can search for the state: "golpe de Estado" (a coup) is "golpe" (a blow), the United States are
# "united".
#
# One would guess: stop words are the small words of a language: the, of, and. They carry no meaning, so nothing is lost
#                  with them.
# What happens:    the Spanish list holds all forms of the verb "to be", among them its participle `estado`: a query for it
#                  alone finds nothing, "golpe de Estado" finds blows, and "Estados Unidos" finds every text with a form of
#                  "unido", also the United Kingdom. In Portuguese `são` (are) is one: "São Paulo" is "Paulo". In Bengali
#                  the word for north is one, so North Korea is Korea, and finds the South. All this is so for phrases too.
# Why it matters:  these are the commonest words of a newspaper, in the default analysers of Solr, Elasticsearch and
#                  OpenSearch. No count shows it. A word is cheap to keep; what is common is for the ranking to weigh down.
# Seen with:       Lucene 10.5.1, 2026-11-29.
set -euo pipefail
folder=$(mktemp -d); trap 'rm -rf "$folder"' EXIT
for java in "${JAVA_HOME:-}" /usr/lib/jvm/*; do # Lucene 10 needs Java 21
  "$java/bin/javac" -version 2>/dev/null | grep -qE ' (2[1-9]|[3-9][0-9])' && break
done
for name in lucene-core lucene-analysis-common; do
  mvn -q -B -Dstyle.color=never dependency:copy -Dartifact="org.apache.lucene:$name:10.5.1" -DoutputDirectory="$folder/jars"
done
cat >"$folder/Stops.java" <<'JAVA'
import java.util.*;
import org.apache.lucene.analysis.Analyzer;
import org.apache.lucene.analysis.bn.BengaliAnalyzer;
import org.apache.lucene.analysis.es.SpanishAnalyzer;
import org.apache.lucene.analysis.pt.PortugueseAnalyzer;
import org.apache.lucene.document.*;
import org.apache.lucene.index.*;
import org.apache.lucene.search.*;
import org.apache.lucene.store.ByteBuffersDirectory;
import org.apache.lucene.util.QueryBuilder;

public class Stops {
  static void finds(Analyzer analyzer, String phrase, List<String> texts, List<String> expected) throws Exception {
    ByteBuffersDirectory directory = new ByteBuffersDirectory();
    try (IndexWriter writer = new IndexWriter(directory, new IndexWriterConfig(analyzer))) {
      for (String text : texts) {
        Document document = new Document();
        document.add(new TextField("text", text, Field.Store.YES));
        writer.addDocument(document);
      }
    }
    List<String> found = new ArrayList<>();
    Query query = new QueryBuilder(analyzer).createPhraseQuery("text", phrase);
    try (DirectoryReader reader = DirectoryReader.open(directory)) {
      IndexSearcher searcher = new IndexSearcher(reader);
      if (query != null)
        for (ScoreDoc hit : searcher.search(query, 10, Sort.INDEXORDER).scoreDocs)
          found.add(searcher.storedFields().document(hit.doc).get("text"));
    }
    System.out.println("\"" + phrase + "\" is " + query + " and finds " + found);
    if (!found.equals(expected)) throw new AssertionError(phrase);
  }

  public static void main(String[] arguments) throws Exception {
    System.out.println("Lucene " + org.apache.lucene.util.Version.LATEST);
    List<String> spanish = List.of("un golpe de viento", "el Reino Unido", "el Estado");
    finds(new SpanishAnalyzer(), "golpe de Estado", spanish, spanish.subList(0, 1));
    finds(new SpanishAnalyzer(), "Estados Unidos", spanish, spanish.subList(1, 2));
    finds(new SpanishAnalyzer(), "Estado", spanish, List.of());
    finds(new PortugueseAnalyzer(), "São Paulo", List.of("o ministro Paulo Lima"), List.of("o ministro Paulo Lima"));
    finds(new BengaliAnalyzer(), "উত্তর কোরিয়া", List.of("দক্ষিণ কোরিয়া"), List.of("দক্ষিণ কোরিয়া"));
  }
}
JAVA
"$java/bin/java" --add-modules jdk.incubator.vector -cp "$folder/jars/*" "$folder/Stops.java"
echo "as the head says"
