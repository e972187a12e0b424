#!/usr/bin/env bash
# Solr's near-duplicate signature is the same for a bridge, a ferry and an editor: only words that come twice count, here "the".
#
# One would guess: a signature made for near copies lets small changes pass; stories without one fact in common have different
#                  ones.
# What happens:    as soon as any word comes twice, TextProfileSignature rounds the counts of words down to even numbers, and
#                  words that come once are left out. (Those of one or two letters are out before.) Three stories that say
#                  "the" twice are one; so are two in German with "der", and two harbours, the one shut and the other on fire.
#                  Where no word comes twice, all count, so the very short text is told apart and the longer one is not.
# Why it matters:  this is Solr's class for near copies, taken from the crawler Nutch, and `overwriteDupes` is on by default:
#                  the later story replaces the earlier. The manual says that it works best on longer text, not what it does
#                  with agency reports, captions and summaries of feeds. A signature should know of how many words it is made.
# Seen with:       Solr 9.10.1 (solr-core), 2026-11-30.
set -euo pipefail
folder=$(mktemp -d); trap 'rm -rf "$folder"' EXIT
for jar in org.apache.solr:solr-core:9.10.1 org.apache.solr:solr-solrj:9.10.1 org.slf4j:slf4j-api:2.0.17; do
  mvn -q -B -Dstyle.color=never dependency:copy -Dartifact="$jar" -DoutputDirectory="$folder/jars"
done
cat >"$folder/Signatures.java" <<'JAVA'
import java.util.*;
import org.apache.solr.common.params.ModifiableSolrParams;
import org.apache.solr.update.processor.*;

public class Signatures {
  static void count(int expected, String... texts) {
    Set<String> signatures = new HashSet<>();
    for (String text : texts) {
      Signature signature = new TextProfileSignature();
      signature.init(new ModifiableSolrParams());
      signature.add(text);
      String name = HexFormat.of().formatHex(signature.getSignature());
      signatures.add(name);
      System.out.println(name.substring(0, 8) + " " + text);
    }
    if (signatures.size() != expected) throw new AssertionError(signatures.size() + " signatures of " + texts.length);
  }

  public static void main(String[] arguments) {
    count(1, "The minister opened the new bridge in Kyiv on Tuesday.", "The ferry sank near the island; twelve people died.",
        "The court freed the editor after nine months.");
    count(1, "Der Minister und der Kanzler reisen nach Rom.", "Der Sturm zog ab, der Hafen ist offen.");
    count(1, "The harbour of Oslo: the harbour is shut, nobody was hurt.", "The harbour of Lagos: the harbour burns, forty are dead.");
    count(2, "Twelve people died near Oslo.", "Twelve people died near Lagos.");
    count(2, "Ferry sank near Oslo.", "The ferry sank near the city of Oslo.");
  }
}
JAVA
echo "Solr 9.10.1"
java -cp "$folder/jars/*" "$folder/Signatures.java"
echo "as the head says"
