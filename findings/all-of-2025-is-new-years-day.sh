#!/usr/bin/env bash
# In OpenSearch `published:2025` finds the stories of 1 January 2025, "from 2025 to 2025" too, and [2025-09 TO 2025-10] 31 days.
#
# One would guess: a year or a month that is asked for is all of it, as it says of days: `lte: "2025-10-15"` is until the end of that
#                  day. Or it is an error, like a week.
# What happens:    what is missing at the end of a range is filled up from two sides: the hour with the last one, 23:59:59.999, the month
#                  and the day with the first. So "until 2025" is until the evening of New Year's Day, "until 2025-10" until that of
#                  1 October, and `gt: "2025"` begins on 2 January. A query for `published:2025` or `published:2025-10`, or a term, is a range
#                  of that kind, and has one day of 365. format yyyy-MM does not help; `2025||/y` does.
# Why it matters:  years and months are what readers choose, and what a form sends. The answer is a list of good stories and an exact total;
#                  news of one day looks like a quiet year. (The manual of Elasticsearch, from which this comes, has the rule.) Send
#                  first and last day, or round with ||/M and ||/y.
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
cat >"$folder/Years.java" <<'JAVA'
import java.time.LocalDate;
import java.util.*;
import org.apache.lucene.search.TotalHits;
import org.opensearch.Version;
import org.opensearch.action.bulk.BulkRequestBuilder;
import org.opensearch.action.search.*;
import org.opensearch.action.support.WriteRequest.RefreshPolicy;
import org.opensearch.common.settings.Settings;
import org.opensearch.index.query.*;
import org.opensearch.node.*;
import org.opensearch.plugins.PluginInfo;
import org.opensearch.search.builder.SearchSourceBuilder;
import org.opensearch.transport.client.Client;

public class Years extends Node {
  Years(Settings settings) {
    super(InternalSettingsPreparer.prepareEnvironment(settings, Map.of(), null, () -> "one"), plugins(), false);
  }

  static List<PluginInfo> plugins() {
    String network = "org.opensearch.transport.Netty4ModulePlugin";
    return List.of(new PluginInfo(network, "module", "NA", Version.CURRENT, "21", network, null, List.of(), false));
  }

  static Client client;

  static void finds(long expected, String name, QueryBuilder query) {
    SearchSourceBuilder source = new SearchSourceBuilder().size(0).trackTotalHits(true).query(query);
    TotalHits total = client.search(new SearchRequest("stories").source(source)).actionGet().getHits().getTotalHits();
    System.out.println(name + ": " + total);
    if (total.value() != expected) throw new AssertionError(name);
  }

  static RangeQueryBuilder published() {
    return QueryBuilders.rangeQuery("published");
  }

  public static void main(String[] arguments) throws Exception {
    Settings settings = Settings.builder().put("node.name", "one").put("discovery.type", "single-node").put("path.home", arguments[0])
        .put("network.host", "127.0.0.1").put("http.port", 0).put("transport.port", 0).put("transport.type", "netty4")
        .put("http.type", "netty4").put("cluster.routing.allocation.disk.threshold_enabled", false).build();
    try (Node node = new Years(settings).start()) {
      System.out.println("OpenSearch " + Version.CURRENT);
      client = node.client();
      client.admin().indices().prepareCreate("stories").setMapping("published", "type=date")
          .setSettings(Settings.builder().put("number_of_shards", 1).put("number_of_replicas", 0)).get();
      BulkRequestBuilder stories = client.prepareBulk().setRefreshPolicy(RefreshPolicy.IMMEDIATE);
      for (LocalDate day = LocalDate.of(2024, 1, 1); day.getYear() < 2027; day = day.plusDays(1))
        stories.add(client.prepareIndex("stories").setSource(Map.of("published", day + "T18:30:00Z")));
      stories.get();
      finds(1096, "all", QueryBuilders.matchAllQuery());
      finds(1, "published:2025-10-15", QueryBuilders.queryStringQuery("published:2025-10-15"));
      finds(1, "published:2025-10", QueryBuilders.queryStringQuery("published:2025-10"));
      finds(1, "published:2025", QueryBuilders.queryStringQuery("published:2025"));
      finds(31, "published:[2025-09 TO 2025-10]", QueryBuilders.queryStringQuery("published:[2025-09 TO 2025-10]"));
      finds(1, "term 2025", QueryBuilders.termQuery("published", "2025"));
      finds(1, "from 2025 to 2025", published().gte("2025").lte("2025"));
      finds(1, "from 2025-10 to 2025-10, format yyyy-MM", published().gte("2025-10").lte("2025-10").format("yyyy-MM"));
      finds(366 + 1, "until 2025", published().lte("2025"));
      finds(365 + 364, "after 2025", published().gt("2025"));
      finds(365, "from 2025||/y to 2025||/y", published().gte("2025||/y").lte("2025||/y"));
    }
  }
}
JAVA
"$java/bin/java" -Xmx512m --add-modules jdk.incubator.vector --enable-native-access=ALL-UNNAMED -cp "$folder/jars/*" \
  "$folder/Years.java" "$folder/home" 2>"$folder/log" || { tail -20 "$folder/log"; exit 1; }
echo "as the head says"
