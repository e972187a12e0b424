#!/usr/bin/env bash
# OpenSearch 3 leaves out the stories without a date when all stories are sorted by date: 15 of 30 come back, "total 30".
#
# One would guess: stories without the field that is sorted by come last; the manual says so (`missing` is `_last`). To ask for
#                  everything aloud (`match_all`) or by leaving out the query is the same.
# What happens:    a `match_all` that is sorted by one number or day is answered from the index of that field, for speed, and
#                  ends where its values end. 15 dated stories of 30 are all that is found, up or down; the total says 30. The
#                  next pages are short or empty. All 30 come back when there is no query, when `missing` is set to `_last`,
#                  which is its default, with a second key to sort by, or when the exact total is asked for.
# Why it matters:  "all, newest first" is the first page of an archive and the loop of an export. The total is right, so a
#                  check of the count passes. The stories lost are those whose day nobody found: the ones to look at.
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
cat >"$folder/Undated.java" <<'JAVA'
import java.util.*;
import java.util.function.*;
import org.opensearch.Version;
import org.opensearch.action.search.*;
import org.opensearch.action.support.WriteRequest.RefreshPolicy;
import org.opensearch.common.settings.Settings;
import org.opensearch.index.query.*;
import org.opensearch.node.*;
import org.opensearch.plugins.PluginInfo;
import org.opensearch.search.builder.SearchSourceBuilder;
import org.opensearch.search.sort.*;
import org.opensearch.transport.client.Client;

public class Undated extends Node {
  Undated(Settings settings) {
    super(InternalSettingsPreparer.prepareEnvironment(settings, Map.of(), null, () -> "one"), plugins(), false);
  }

  static List<PluginInfo> plugins() {
    String network = "org.opensearch.transport.Netty4ModulePlugin";
    return List.of(new PluginInfo(network, "module", "NA", Version.CURRENT, "21", network, null, List.of(), false));
  }

  static Client client;

  static void finds(int expected, String name, Consumer<SearchSourceBuilder> ask) {
    SearchSourceBuilder source = new SearchSourceBuilder().size(100);
    ask.accept(source);
    SearchResponse answer = client.search(new SearchRequest("stories").source(source)).actionGet();
    int found = answer.getHits().getHits().length;
    System.out.println(name + ": " + found + " stories, total " + answer.getHits().getTotalHits());
    if (found != expected || answer.getHits().getTotalHits().value() != 30) throw new AssertionError(name);
  }

  public static void main(String[] arguments) throws Exception {
    Settings settings = Settings.builder().put("node.name", "one").put("discovery.type", "single-node").put("path.home", arguments[0])
        .put("network.host", "127.0.0.1").put("http.port", 0).put("transport.port", 0).put("transport.type", "netty4")
        .put("http.type", "netty4").put("cluster.routing.allocation.disk.threshold_enabled", false).build();
    try (Node node = new Undated(settings).start()) {
      System.out.println("OpenSearch " + Version.CURRENT);
      client = node.client();
      client.admin().indices().prepareCreate("stories").setMapping("published", "type=date", "number", "type=integer")
          .setSettings(Settings.builder().put("number_of_shards", 1).put("number_of_replicas", 0)).get();
      for (int number = 0; number < 30; number++) {
        Map<String, Object> story = new HashMap<>(Map.of("number", number));
        if (number < 15) story.put("published", String.format("2025-10-%02d", number + 1));
        client.prepareIndex("stories").setSource(story).setRefreshPolicy(number == 29 ? RefreshPolicy.IMMEDIATE : RefreshPolicy.NONE).get();
      }
      for (SortOrder order : SortOrder.values()) {
        FieldSortBuilder day = new FieldSortBuilder("published").order(order), last = new FieldSortBuilder("published").order(order).missing("_last");
        QueryBuilder all = QueryBuilders.matchAllQuery();
        finds(15, "match_all by day, " + order, source -> source.query(all).sort(day));
        finds(5, "the same, after the first ten", source -> source.query(all).sort(day).from(10));
        finds(30, "without a query", source -> source.sort(day));
        finds(30, "missing said to be _last", source -> source.query(all).sort(last));
        finds(30, "with a second key", source -> source.query(all).sort(day).sort("number"));
        finds(30, "with the exact total", source -> source.query(all).sort(day).trackTotalHits(true));
      }
    }
  }
}
JAVA
"$java/bin/java" -Xmx512m --add-modules jdk.incubator.vector --enable-native-access=ALL-UNNAMED -cp "$folder/jars/*" \
  "$folder/Undated.java" "$folder/home" 2>"$folder/log" || { tail -20 "$folder/log"; exit 1; }
echo "as the head says"
