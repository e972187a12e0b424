#!/usr/bin/env bash
# One shard of three of an OpenSearch index is lost with its disk; a search says 200, "failed: 0", and an exact total of what is left.
#
# One would guess: an answer from which a part of the index is missing is an error, or counts that part under `failed`, which is
#                  what clients look at.
# What happens:    a shard of which no copy is left was not asked, so it did not fail. The answer is `total: 3, successful: 2, failed: 0`
#                  with status OK, no failures, `timed_out: false`, and a total of hits whose relation is "eq". Counts of
#                  facets are of what is left as well. Only with `allow_partial_search_results=false` (default: true) is it an error.
# Why it matters:  to a reader nothing was published on the matter. Whoever asks a cluster has to compare `successful`
#                  with `total`, or to forbid partial results; a check of `failed`, of the status or of the total sees nothing.
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
cat >"$folder/Lost.java" <<'JAVA'
import java.nio.file.*;
import java.util.*;
import java.util.stream.*;
import org.opensearch.Version;
import org.opensearch.action.admin.cluster.health.ClusterHealthResponse;
import org.opensearch.action.search.*;
import org.opensearch.action.support.WriteRequest.RefreshPolicy;
import org.opensearch.common.settings.Settings;
import org.opensearch.node.*;
import org.opensearch.plugins.PluginInfo;
import org.opensearch.search.builder.SearchSourceBuilder;
import org.opensearch.transport.client.Client;

public class Lost extends Node {
  Lost(Settings settings) {
    super(InternalSettingsPreparer.prepareEnvironment(settings, Map.of(), null, () -> "one"), plugins(), false);
  }

  static List<PluginInfo> plugins() {
    String network = "org.opensearch.transport.Netty4ModulePlugin";
    return List.of(new PluginInfo(network, "module", "NA", Version.CURRENT, "21", network, null, List.of(), false));
  }

  static Node start(String home) throws Exception {
    return new Lost(Settings.builder().put("node.name", "one").put("discovery.type", "single-node").put("path.home", home)
        .put("network.host", "127.0.0.1").put("http.port", 0).put("transport.port", 0).put("transport.type", "netty4")
        .put("http.type", "netty4").put("cluster.routing.allocation.disk.threshold_enabled", false).build()).start();
  }

  static SearchRequest all(boolean partial) {
    return new SearchRequest("stories").allowPartialSearchResults(partial).source(new SearchSourceBuilder().trackTotalHits(true).size(100));
  }

  static int search(String when, Client client, int successful) {
    SearchResponse answer = client.search(all(true)).actionGet();
    System.out.println(when + ": status " + answer.status() + ", total " + answer.getTotalShards() + ", successful " + answer.getSuccessfulShards()
        + ", failed " + answer.getFailedShards() + ", failures " + answer.getShardFailures().length + ", hits " + answer.getHits().getTotalHits());
    if (answer.status().getStatus() != 200 || answer.getTotalShards() != 3 || answer.getSuccessfulShards() != successful
        || answer.getFailedShards() != 0 || answer.isTimedOut()) throw new AssertionError(when);
    return (int) answer.getHits().getTotalHits().value();
  }

  public static void main(String[] arguments) throws Exception {
    String home = arguments[0];
    try (Node node = start(home)) {
      System.out.println("OpenSearch " + Version.CURRENT);
      Client client = node.client();
      client.admin().indices().prepareCreate("stories").setSettings(Settings.builder().put("number_of_shards", 3).put("number_of_replicas", 0)).get();
      for (int number = 0; number < 30; number++)
        client.prepareIndex("stories").setId("story " + number).setSource(Map.of("number", number)).setRefreshPolicy(RefreshPolicy.IMMEDIATE).get();
      if (search("whole", client, 3) != 30) throw new AssertionError("whole");
    }
    Path lost;
    try (Stream<Path> files = Files.walk(Path.of(home, "data"))) {
      lost = files.filter(path -> path.endsWith("0/index") && path.toString().contains("indices")).findFirst().get().getParent();
    }
    try (Stream<Path> files = Files.walk(lost)) {
      for (Path path : files.sorted(Comparator.reverseOrder()).toList()) Files.delete(path);
    }
    try (Node node = start(home)) {
      Client client = node.client();
      for (int wait = 0; wait < 120; wait++) {
        ClusterHealthResponse health = client.admin().cluster().prepareHealth().get();
        if (health.getActiveShards() == 2) break;
        Thread.sleep(500);
      }
      int left = search("a shard is lost", client, 2);
      if (left >= 30 || left == 0) throw new AssertionError(left + " are left");
      try {
        client.search(all(false)).actionGet();
        throw new AssertionError("partial results were given though they are forbidden");
      } catch (SearchPhaseExecutionException error) {
        System.out.println("forbidden to be partial: " + error.status() + ", " + error.getDetailedMessage().lines().findFirst().get());
      }
    }
  }
}
JAVA
"$java/bin/java" -Xmx512m --add-modules jdk.incubator.vector --enable-native-access=ALL-UNNAMED -cp "$folder/jars/*" \
  "$folder/Lost.java" "$folder/home" 2>"$folder/log" || { tail -20 "$folder/log"; exit 1; }
echo "as the head says"
