#!/usr/bin/env bash
# The rank evaluation of OpenSearch gives a query that finds one of ten good stories an nDCG of 1 and a precision at 10 of 1.
#
# One would guess: nDCG compares with the best list there could be, so one good story of ten is worth about 0.2 at 10; the
#                  precision at 10 is a share of ten. trec_eval and its like count so.
# What happens:    the ideal list is cut to as many places as there are hits, and precision is divided by the hits, not by
#                  k. One hit that is good is perfect in both; nine good stories behind a bad one have 0.78 and 0.9. So a
#                  query with a word too many looks better, until it finds nothing at all: that counts as 0.
# Why it matters:  the call is there to choose between queries, and it prefers the one that finds less. Set beside figures of
#                  trec_eval they are too high, by a factor of up to k. Look at recall with them. (Elasticsearch has the
#                  same code; a change of the nDCG was proposed there in July 2026.)
# Seen with:       OpenSearch 3.9.0 (rank-eval-client), pytrec_eval-terrier 0.5.11, 2026-11-30.
set -euo pipefail
folder=$(mktemp -d); trap 'rm -rf "$folder"' EXIT
python3 -m venv "$folder/env"
"$folder/env/bin/pip" install --quiet --disable-pip-version-check pytrec_eval-terrier==0.5.11
"$folder/env/bin/python" - <<'PYTHON'
import pytrec_eval

judged = {"query": {f"story{number}": 1 for number in range(10)}}
measures = pytrec_eval.RelevanceEvaluator(judged, {"ndcg_cut.10", "P.10"}).evaluate({"query": {"story0": 1.0}})["query"]
print("trec_eval, one hit: nDCG@10", round(measures["ndcg_cut_10"], 3), "P@10", measures["P_10"])
assert (round(measures["ndcg_cut_10"], 3), measures["P_10"]) == (0.22, 0.1)
PYTHON
for java in "${JAVA_HOME:-}" /usr/lib/jvm/*; do # OpenSearch 3 needs Java 21
  "$java/bin/javac" -version 2>/dev/null | grep -qE ' (2[1-9]|[3-9][0-9])' && break
done
cat >"$folder/pom.xml" <<'XML'
<project xmlns="http://maven.apache.org/POM/4.0.0">
  <modelVersion>4.0.0</modelVersion><groupId>findings</groupId><artifactId>ranks</artifactId><version>1</version>
  <dependencies>
    <dependency><groupId>org.opensearch</groupId><artifactId>opensearch</artifactId><version>3.9.0</version></dependency>
    <dependency><groupId>org.opensearch.plugin</groupId><artifactId>rank-eval-client</artifactId><version>3.9.0</version></dependency>
  </dependencies>
</project>
XML
JAVA_HOME=$java mvn -q -B -Dstyle.color=never -f "$folder/pom.xml" dependency:copy-dependencies -DoutputDirectory="$folder/jars" 2>/dev/null
cat >"$folder/Ranks.java" <<'JAVA'
import java.util.*;
import org.opensearch.Version;
import org.opensearch.core.index.shard.ShardId;
import org.opensearch.index.rankeval.*;
import org.opensearch.search.*;

public class Ranks {
  static void figures(String name, int bad, int good, double gain, double precision, double recall) {
    List<RatedDocument> judged = new ArrayList<>();
    for (int number = 0; number < 10; number++) judged.add(new RatedDocument("stories", "story" + number, 1));
    List<SearchHit> hits = new ArrayList<>();
    for (int place = 0; place < bad + good; place++) {
      SearchHit hit = new SearchHit(place, place < bad ? "other" + place : "story" + (place - bad), Map.of(), Map.of());
      hit.shard(new SearchShardTarget("one", new ShardId("stories", "_na_", 0), null, null));
      hits.add(hit);
    }
    double[] found = new double[3];
    List<EvaluationMetric> metrics = List.of(new DiscountedCumulativeGain(true, null, 10), new PrecisionAtK(1, false, 10), new RecallAtK(1, 10));
    for (int number = 0; number < 3; number++) { // as many hits as the metric asks the search for
      EvaluationMetric metric = metrics.get(number);
      SearchHit[] asked = hits.stream().limit(metric.forcedSearchSize().getAsInt()).toArray(SearchHit[]::new);
      found[number] = Math.round(1000 * metric.evaluate("query", asked, judged).metricScore()) / 1000.0;
    }
    System.out.println(name + ": nDCG@10 " + found[0] + " P@10 " + found[1] + " recall@10 " + found[2]);
    if (!Arrays.equals(found, new double[] {gain, precision, recall})) throw new AssertionError(name);
  }

  public static void main(String[] arguments) {
    System.out.println("OpenSearch " + Version.CURRENT);
    figures("one good hit", 0, 1, 1, 1, 0.1);
    figures("three good hits", 0, 3, 1, 1, 0.3);
    figures("ten good hits", 0, 10, 1, 1, 1);
    figures("one bad, nine good hits", 1, 9, 0.78, 0.9, 0.9);
    figures("no hit", 0, 0, 0, 0, 0);
  }
}
JAVA
"$java/bin/java" --add-modules jdk.incubator.vector -cp "$folder/jars/*" "$folder/Ranks.java" 2>/dev/null
echo "as the head says"
