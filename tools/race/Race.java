import java.io.BufferedReader;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.apache.lucene.analysis.Analyzer;
import org.apache.lucene.analysis.CharArraySet;
import org.apache.lucene.analysis.en.EnglishAnalyzer;
import org.apache.lucene.document.Document;
import org.apache.lucene.document.Field;
import org.apache.lucene.document.FieldType;
import org.apache.lucene.document.TextField;
import org.apache.lucene.facet.Facets;
import org.apache.lucene.facet.FacetsCollectorManager;
import org.apache.lucene.facet.FacetsConfig;
import org.apache.lucene.facet.sortedset.DefaultSortedSetDocValuesReaderState;
import org.apache.lucene.facet.sortedset.SortedSetDocValuesFacetCounts;
import org.apache.lucene.facet.sortedset.SortedSetDocValuesFacetField;
import org.apache.lucene.facet.sortedset.SortedSetDocValuesReaderState;
import org.apache.lucene.index.DirectoryReader;
import org.apache.lucene.index.IndexOptions;
import org.apache.lucene.index.IndexWriter;
import org.apache.lucene.index.IndexWriterConfig;
import org.apache.lucene.index.Term;
import org.apache.lucene.queries.intervals.IntervalQuery;
import org.apache.lucene.queries.intervals.Intervals;
import org.apache.lucene.queries.intervals.IntervalsSource;
import org.apache.lucene.search.BooleanClause;
import org.apache.lucene.search.BooleanQuery;
import org.apache.lucene.search.BoostQuery;
import org.apache.lucene.search.DisjunctionMaxQuery;
import org.apache.lucene.search.FuzzyQuery;
import org.apache.lucene.search.IndexSearcher;
import org.apache.lucene.search.MultiTermQuery;
import org.apache.lucene.search.PrefixQuery;
import org.apache.lucene.search.Query;
import org.apache.lucene.search.ScoreDoc;
import org.apache.lucene.search.TopDocs;
import org.apache.lucene.search.TopScoreDocCollectorManager;
import org.apache.lucene.search.uhighlight.UnifiedHighlighter;
import org.apache.lucene.store.MMapDirectory;
import org.apache.lucene.util.QueryBuilder;

/**
 * Lucene as a careful user sets it up, on the texts and questions that dateline is given.
 *
 * <p>{@code index TEXTS.tsv INDEX}: a line an article: title, body, countries with commas, year.
 *
 * <p>{@code search INDEX QUESTIONS.tsv bare|full ROUNDS}: a line a question: kind, operator, words. {@code bare} is ten hits and the
 * exact count; {@code full} also a passage and the title of each hit, and two facets counted, as dateline always does. Prints, tab by
 * tab, each question's kind, least time in milliseconds, and count. One thread, no query cache: a question that is asked twice is
 * answered twice.
 */
public final class Race {
  /** Stems, and no stop words: dateline keeps every word too. */
  private static final Analyzer ANALYZER = new EnglishAnalyzer(CharArraySet.EMPTY_SET);

  private static final FacetsConfig FACETS = new FacetsConfig();
  private static final int HITS = 10;

  /** How much a title counts beside the text. */
  private static final float TITLE = 3;

  static {
    FACETS.setMultiValued("country", true);
  }

  public static void main(String[] arguments) throws Exception {
    switch (arguments[0]) {
      case "index" -> index(Path.of(arguments[1]), Path.of(arguments[2]));
      case "search" ->
          search(Path.of(arguments[1]), Path.of(arguments[2]), arguments[3].equals("full"), Integer.parseInt(arguments[4]));
      default -> throw new IllegalArgumentException("index TEXTS INDEX, or search INDEX QUESTIONS bare|full ROUNDS");
    }
  }

  private static void index(Path texts, Path folder) throws IOException {
    FieldType text = new FieldType(TextField.TYPE_STORED);
    // With offsets, so that passages are made without cutting the text again.
    text.setIndexOptions(IndexOptions.DOCS_AND_FREQS_AND_POSITIONS_AND_OFFSETS);
    try (MMapDirectory directory = new MMapDirectory(folder);
        IndexWriter writer = new IndexWriter(directory, new IndexWriterConfig(ANALYZER).setRAMBufferSizeMB(256));
        BufferedReader lines = Files.newBufferedReader(texts)) {
      for (String line = lines.readLine(); line != null; line = lines.readLine()) {
        String[] cells = line.split("\t", -1);
        Document document = new Document();
        document.add(new Field("title", cells[0], text));
        document.add(new Field("body", cells[1], text));
        for (String country : cells[2].split(","))
          if (!country.isEmpty()) document.add(new SortedSetDocValuesFacetField("country", country));
        if (!cells[3].isEmpty()) document.add(new SortedSetDocValuesFacetField("year", cells[3]));
        writer.addDocument(FACETS.build(document));
      }
      writer.commit();
    }
  }

  private static void search(Path folder, Path questions, boolean full, int rounds) throws IOException {
    try (MMapDirectory directory = new MMapDirectory(folder);
        DirectoryReader reader = DirectoryReader.open(directory)) {
      IndexSearcher searcher = new IndexSearcher(reader);
      searcher.setQueryCache(null);
      Asked asked =
          new Asked(
              reader,
              searcher,
              new DefaultSortedSetDocValuesReaderState(reader, FACETS),
              UnifiedHighlighter.builder(searcher, ANALYZER).build());
      for (String line : Files.readAllLines(questions)) {
        String[] cells = line.split("\t");
        double least = Double.MAX_VALUE;
        long count = 0;
        for (int round = 0; round < rounds; round++) {
          long began = System.nanoTime();
          count = asked.count(query(cells[1], cells[2]), full);
          least = Math.min(least, (System.nanoTime() - began) / 1e6);
        }
        System.out.printf("%s\t%.4f\t%d%n", cells[0], least, count);
      }
    }
  }

  /** An index to which questions are put. */
  private record Asked(
      DirectoryReader reader, IndexSearcher searcher, SortedSetDocValuesReaderState facets, UnifiedHighlighter passages) {
    long count(Query query, boolean full) throws IOException {
      if (!full) {
        return searcher.search(query, new TopScoreDocCollectorManager(HITS, Integer.MAX_VALUE)).totalHits.value();
      }
      FacetsCollectorManager.FacetsResult found =
          FacetsCollectorManager.search(searcher, query, HITS, new FacetsCollectorManager());
      TopDocs top = found.topDocs();
      Facets counts = new SortedSetDocValuesFacetCounts(facets, found.facetsCollector());
      counts.getTopChildren(HITS, "country");
      counts.getTopChildren(HITS, "year");
      passages.highlight("body", query, top, 1);
      for (ScoreDoc hit : top.scoreDocs) reader.storedFields().document(hit.doc, Set.of("title"));
      return top.totalHits.value();
    }
  }

  private static Query query(String operator, String words) throws IOException {
    if (operator.equals("all")) {
      BooleanQuery.Builder all = new BooleanQuery.Builder();
      for (String word : words.split(" ")) all.add(query("any", word), BooleanClause.Occur.MUST);
      return all.build();
    }
    List<Query> fields = new ArrayList<>();
    for (String field : List.of("title", "body")) {
      Query query = query(operator, words, field);
      fields.add(field.equals("title") ? new BoostQuery(query, TITLE) : query);
    }
    return new DisjunctionMaxQuery(fields, 0);
  }

  private static Query query(String operator, String words, String field) throws IOException {
    QueryBuilder builder = new QueryBuilder(ANALYZER);
    return switch (operator) {
      case "any" -> builder.createBooleanQuery(field, words, BooleanClause.Occur.SHOULD);
      case "phrase" -> builder.createPhraseQuery(field, words);
      case "prefix" ->
          new PrefixQuery(new Term(field, words), new MultiTermQuery.TopTermsBlendedFreqScoringRewrite(1024));
      case "fuzzy" -> new FuzzyQuery(new Term(field, words), 1);
      case "near" -> {
        // dateline's NEAR/5 counts the words from one to the other: four stand between.
        List<IntervalsSource> sources = new ArrayList<>();
        for (String word : words.split(" ")) sources.add(Intervals.analyzedText(word, ANALYZER, field, 0, true));
        yield new IntervalQuery(field, Intervals.maxgaps(4, Intervals.unordered(sources.toArray(IntervalsSource[]::new))));
      }
      default -> throw new IllegalArgumentException(operator);
    };
  }
}
