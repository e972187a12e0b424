#!/usr/bin/env bash
# Of 30,000 stories 300 are about Chad; when OpenSearch filters the list of all stories, newest first, it finds none of them,
# and calls that exact.
#
# One would guess: `post_filter`, made for choosing a facet, filters all that the query finds. Where a total is not exact, the
#                  answer says so: its relation is "gte".
# What happens:    a `match_all` that is sorted by one number or day stops, for speed, after the 10,000 stories up to which a
#                  total is counted, from that end of the days. The filter comes afterwards. Stories about Chad, the oldest
#                  300, are 0, "eq"; those about Mali, every fiftieth, are 272 of 594. With `collapse` by country Chad has no
#                  group. All are found in a small archive, with an aggregation in the same request, with `missing` set to
#                  its default, a second key, the exact total, or the filter in the query.
# Why it matters:  a click on a facet is this request. The first page, which asks for the counts of facets too, is right;
#                  the next ones, which do not, say that there is nothing. No test has so many stories.
# Seen with:       OpenSearch 3.9.0, 2026-11-30.
set -euo pipefail
folder=$(mktemp -d); trap 'rm -rf "$folder"' EXIT
for java in "${JAVA_HOME:-}" /usr/lib/jvm/*; do # OpenSearch 3 needs Java 21
  "$java/bin/javac" -version 2>/dev/null | grep -qE ' (2[1-9]|[3-9][0-9])' && break
done
cat >"$folder/pom.xml" <<'XML'
<project xmlns="http://maven.apache.org/POM/4.0.0">
  <modelVersion>4.0.0</modelVersion><groupId>findings</groupId><artifactId>node</artifactId><version>1</version>
  <dependencies>
    <dependency><groupId>org.opensearch</groupId><artifactId>opensearch</artifactId><version>3.9.0</version></dependency>
    <dependency><groupId>org.opensearch</groupId><artifactId>opensearch-plugin-classloader</artifactId><version>3.9.0</version></dependency>
    <dependency><groupId>org.opensearch.plugin</groupId><artifactId>transport-netty4-client</artifactId><version>3.9.0</version></dependency>
    <dependency><groupId>org.apache.logging.log4j</groupId><artifactId>log4j-core</artifactId><version>2.25.5</version></dependency>
  </dependencies>
</project>
XML
JAVA_HOME=$java mvn -q -B -Dstyle.color=never -f "$folder/pom.xml" dependency:copy-dependencies -DoutputDirectory="$folder/jars" 2>/dev/null
cat >"$folder/Facets.java" <<'JAVA'
import java.util.*;
import java.util.function.*;
import org.apache.lucene.search.TotalHits;
import org.opensearch.Version;
import org.opensearch.action.bulk.BulkRequestBuilder;
import org.opensearch.action.search.*;
import org.opensearch.action.support.WriteRequest.RefreshPolicy;
import org.opensearch.common.settings.Settings;
import org.opensearch.index.query.*;
import org.opensearch.node.*;
import org.opensearch.plugins.PluginInfo;
import org.opensearch.search.SearchHits;
import org.opensearch.search.aggregations.AggregationBuilders;
import org.opensearch.search.builder.SearchSourceBuilder;
import org.opensearch.search.collapse.CollapseBuilder;
import org.opensearch.search.sort.*;
import org.opensearch.transport.client.Client;

public class Facets extends Node {
  Facets(Settings settings) {
    super(InternalSettingsPreparer.prepareEnvironment(settings, Map.of(), null, () -> "one"), plugins(), false);
  }

  static List<PluginInfo> plugins() {
    String network = "org.opensearch.transport.Netty4ModulePlugin";
    return List.of(new PluginInfo(network, "module", "NA", Version.CURRENT, "21", network, null, List.of(), false));
  }

  static Client client;

  static SearchHits hits(Consumer<SearchSourceBuilder> ask) {
    SearchSourceBuilder source = new SearchSourceBuilder().query(QueryBuilders.matchAllQuery());
    ask.accept(source);
    return client.search(new SearchRequest("stories").source(source)).actionGet().getHits();
  }

  static void finds(int least, int most, String country, String name, Consumer<SearchSourceBuilder> ask) {
    TotalHits total = hits(source -> ask.accept(source.postFilter(QueryBuilders.termQuery("country", country)))).getTotalHits();
    System.out.println(country + ", " + name + ": total " + total.value() + ", " + total.relation());
    if (total.relation() != TotalHits.Relation.EQUAL_TO || total.value() < least || total.value() > most) throw new AssertionError(name);
  }

  public static void main(String[] arguments) throws Exception {
    Settings settings = Settings.builder().put("node.name", "one").put("discovery.type", "single-node").put("path.home", arguments[0])
        .put("network.host", "127.0.0.1").put("http.port", 0).put("transport.port", 0).put("transport.type", "netty4")
        .put("http.type", "netty4").put("cluster.routing.allocation.disk.threshold_enabled", false).build();
    try (Node node = new Facets(settings).start()) {
      System.out.println("OpenSearch " + Version.CURRENT);
      client = node.client();
      client.admin().indices().prepareCreate("stories").setMapping("published", "type=date", "country", "type=keyword")
          .setSettings(Settings.builder().put("number_of_shards", 1).put("number_of_replicas", 0)).get();
      BulkRequestBuilder stories = client.prepareBulk();
      for (int number = 0; number < 30_000; number++) { // one an hour
        String country = number < 300 ? "Chad" : number % 50 == 0 ? "Mali" : "other";
        stories.add(client.prepareIndex("stories").setSource("published", 1_600_000_000_000L + number * 3_600_000L, "country", country));
      }
      if (stories.setRefreshPolicy(RefreshPolicy.IMMEDIATE).get().hasFailures()) throw new AssertionError("not stored");
      FieldSortBuilder newest = new FieldSortBuilder("published").order(SortOrder.DESC);
      finds(0, 0, "Chad", "newest first", source -> source.sort(newest));
      finds(1, 500, "Mali", "newest first", source -> source.sort(newest));
      int groups = hits(source -> source.sort(newest).collapse(new CollapseBuilder("country"))).getHits().length;
      System.out.println("collapsed by country: " + groups + " groups of 3");
      if (groups != 2) throw new AssertionError("groups");
      for (String country : List.of("Chad", "Mali")) {
        int all = country.equals("Chad") ? 300 : 594;
        finds(all, all, country, "unsorted", source -> {});
        finds(all, all, country, "with an aggregation", source -> source.sort(newest).aggregation(AggregationBuilders.terms("countries").field("country")));
        finds(all, all, country, "missing said to be _last", source -> source.sort(new FieldSortBuilder("published").order(SortOrder.DESC).missing("_last")));
        finds(all, all, country, "with a second key", source -> source.sort(newest).sort("country"));
        finds(all, all, country, "with the exact total", source -> source.sort(newest).trackTotalHits(true));
        finds(all, all, country, "filtered in the query", source -> source.sort(newest).query(QueryBuilders.termQuery("country", country)));
      }
    }
  }
}
JAVA
"$java/bin/java" -Xmx512m --add-modules jdk.incubator.vector --enable-native-access=ALL-UNNAMED -cp "$folder/jars/*" \
  "$folder/Facets.java" "$folder/home" 2>"$folder/log" || { tail -20 "$folder/log"; exit 1; }
echo "as the head says"
