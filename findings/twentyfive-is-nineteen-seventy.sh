#!/usr/bin/env bash
# A field of type date in OpenSearch takes "20251015" and files it under 1 January 1970, half past five in the morning.
#
# One would guess: with the default format, whose parts are called "strict", a day without hyphens is read as a day, or the
#                  document is refused with an error that names the field.
# What happens:    the last part of the default format is epoch_millis, and any run of digits is a number of milliseconds.
#                  Four digits are a year, so "1985" is right; "202510", a month, is three minutes past midnight in 1970,
#                  and "15102025" is four o'clock. Other forms that are no date of the first parts (`2025-288`,
#                  `20251015T013000Z`) are refused, as one hoped.
# Why it matters:  the form without hyphens is that of MARC records, and of many file names and addresses. Nothing is
#                  refused, so a count of errors is zero, and sorted by day these stories are simply last. State the format
#                  in the mapping, and look for days before the archive began.
# Seen with:       OpenSearch 3.9.0 (its DateFormatter), 2026-11-29.
set -euo pipefail
folder=$(mktemp -d); trap 'rm -rf "$folder"' EXIT
for java in "${JAVA_HOME:-}" /usr/lib/jvm/*; do # OpenSearch 3 needs Java 21
  "$java/bin/javac" -version 2>/dev/null | grep -qE ' (2[1-9]|[3-9][0-9])' && break
done
for jar in org.opensearch:opensearch:3.9.0 org.opensearch:opensearch-core:3.9.0 org.opensearch:opensearch-common:3.9.0 \
  org.apache.logging.log4j:log4j-api:2.25.5 org.apache.lucene:lucene-core:10.5.1; do
  mvn -q -B -Dstyle.color=never dependency:copy -Dartifact="$jar" -DoutputDirectory="$folder/jars"
done
cat >"$folder/Days.java" <<'JAVA'
import java.util.*;
import org.opensearch.Version;
import org.opensearch.common.time.*;
import org.opensearch.index.mapper.DateFieldMapper;

public class Days {
  public static void main(String[] arguments) {
    DateFormatter usual = DateFieldMapper.getDefaultDateTimeFormatter();
    System.out.println("OpenSearch " + Version.CURRENT + ", default format " + usual.pattern());
    Map<String, String> expected = new LinkedHashMap<>();
    expected.put("2025-10-15", "2025-10-15T00:00:00Z");
    expected.put("1985", "1985-01-01T00:00:00Z");
    expected.put("20251015", "1970-01-01T05:37:31.015Z");
    expected.put("15102025", "1970-01-01T04:11:42.025Z");
    expected.put("202510", "1970-01-01T00:03:22.510Z");
    expected.put("2025-288", "refused");
    expected.put("20251015T013000Z", "refused");
    expected.forEach((text, instant) -> {
      String found;
      try {
        found = DateFormatters.from(usual.parse(text)).toInstant().toString();
      } catch (IllegalArgumentException error) {
        found = "refused";
      }
      System.out.println(text + ": " + found);
      if (!found.equals(instant)) throw new AssertionError(text);
    });
  }
}
JAVA
"$java/bin/java" -cp "$folder/jars/*" "$folder/Days.java"
echo "as the head says"
