#!/usr/bin/env bash
# Real OpenSearch nodes on this machine's loopback interface, for tests.
#
#   nodes.sh start FOLDER [N]     starts N nodes (2) and prints the first one's address when all have joined
#   nodes.sh kill FOLDER I        kills node I as a power cut would (kill -9)
#   nodes.sh restart FOLDER I     starts it again on its data
#   nodes.sh wait FOLDER STATUS   waits until the cluster is yellow or green
#   nodes.sh stop FOLDER          ends all nodes
#
# VERSION: 3.9.0 (the default) or 2.19.6. PORT: the HTTP port of node 1 (19600); node I listens on PORT+I-1, and on 100 more for the others.
# HEAP: the heap of a node (512m). Needs mvn, curl and a JDK: 21 or newer for version 3, 17 or newer for version 2. The jars, 66 MB, are
# taken from Maven Central once, compared with jars-VERSION.sha256, and kept in target/cluster/.
set -euo pipefail
here=$(cd "$(dirname "${BASH_SOURCE[0]}")" && pwd)
kept=${CARGO_TARGET_DIR:-$here/../../target}/cluster

fail() { echo "nodes.sh: $*" >&2; exit 1; }

[ $# -ge 2 ] || { sed -n '3,7s/^# *//p' "${BASH_SOURCE[0]}" >&2; exit 2; }
command=$1 folder=$2
if [ "$command" = start ]; then
    mkdir -p "$folder"
    folder=$(cd "$folder" && pwd)
    echo "${VERSION:-3.9.0}" >"$folder/version"
    echo "${PORT:-19600}" >"$folder/port"
    echo "${3:-2}" >"$folder/count"
fi
version=$(cat "$folder/version") port=$(cat "$folder/port") count=$(cat "$folder/count") heap=${HEAP:-512m}
case $version in
    3.9.0) log4j=2.25.5 least=21 options=(--enable-native-access=ALL-UNNAMED --add-modules jdk.incubator.vector) ;;
    2.19.6) log4j=2.25.4 least=17 options=() ;;
    *) fail "no version $version here; there are 3.9.0 and 2.19.6" ;;
esac
jars=$kept/jars-$version classes=$kept/classes-$version

# The home of a JDK that is new enough, the oldest of them where there are several.
java_home() {
    local home found best='' best_found=999
    for home in "${JAVA_HOME:-}" /usr/lib/jvm/*; do
        [ -n "$home" ] && [ -x "$home/bin/javac" ] || continue
        found=$("$home/bin/java" -version 2>&1 | sed -n 's/.*version "\([0-9]*\).*/\1/p')
        if [ "${found:-0}" -ge "$least" ] && [ "$found" -lt "$best_found" ]; then best=$home best_found=$found; fi
    done
    [ -n "$best" ] || fail "OpenSearch $version needs a JDK of version $least or newer under JAVA_HOME or /usr/lib/jvm"
    echo "$best"
}

fetch() {
    [ -e "$jars/.whole" ] && [ -e "$classes/TestNode.class" ] && return
    local home
    home=$(java_home)
    mkdir -p "$jars" "$classes"
    JAVA_HOME=$home mvn -q -B -f "$here/pom.xml" "-Dopensearch=$version" "-Dlog4j=$log4j" dependency:copy-dependencies \
        "-DoutputDirectory=$(cd "$jars" && pwd)" >&2
    (cd "$jars" && sha256sum --check --quiet --strict "$here/jars-$version.sha256" >&2) || fail "the jars in $jars are not those that are expected"
    "$home/bin/javac" -nowarn -d "$classes" -cp "$jars/*" "$here/TestNode.java" 2>/dev/null || fail "TestNode.java does not compile"
    touch "$jars/.whole"
}

# Of one or two nodes only the first can be cluster manager: the second alone would be no majority. Of three any one may be lost.
launch() {
    local number=$1 roles=data seeds="127.0.0.1:$((port + 100))" other
    if [ "$count" -ge 3 ]; then
        for other in $(seq 2 "$count"); do seeds+=,127.0.0.1:$((port + 99 + other)); done
    fi
    if [ "$number" = 1 ] || [ "$count" -ge 3 ]; then roles=cluster_manager,data; fi
    nohup "$(java_home)/bin/java" "-Xms$heap" "-Xmx$heap" "${options[@]}" -cp "$classes:$jars/*" TestNode \
        "node-$number" $((port + number - 1)) $((port + 99 + number)) "$seeds" "$folder/node-$number" "$roles" \
        >>"$folder/node-$number.log" 2>&1 </dev/null &
    echo $! >"$folder/node-$number.pid"
}

# ask PATH SECONDS: of the first node that answers, so that node 1 may be the one that was killed.
ask() {
    local number
    for number in $(seq "$count"); do
        curl -sS --max-time "$2" "http://127.0.0.1:$((port + number - 1))$1" 2>/dev/null && return
    done
    return 1
}

await_nodes() {
    local number
    for _ in $(seq 120); do
        for number in $(seq "$count"); do
            kill -0 "$(cat "$folder/node-$number.pid")" 2>/dev/null || fail "node $number has ended; see $folder/node-$number.log"
        done
        ask "/_cluster/health?wait_for_nodes=$count&timeout=1s" 5 | grep -q "\"number_of_nodes\":$count," && return
        sleep 1
    done
    fail "the nodes did not come up; see $folder/node-*.log"
}

case $command in
    start)
        fetch
        for number in $(seq "$count"); do launch "$number"; done
        await_nodes
        echo "http://127.0.0.1:$port"
        ;;
    kill) kill -9 "$(cat "$folder/node-$3.pid")" ;;
    restart) launch "$3" ;;
    wait)
        # A node that was killed under questions took longer than two minutes where other work held both cores.
        for _ in $(seq 60); do
            ask "/_cluster/health?wait_for_status=$3&wait_for_nodes=$count&timeout=5s" 10 | grep -q '"timed_out":false' && exit
            # A shard that could not be placed five times, as on a machine that had no time for it, is tried no more unless one asks.
            for number in $(seq "$count"); do
                curl -sS --max-time 10 -o "$folder/reroute.json" -X POST "http://127.0.0.1:$((port + number - 1))/_cluster/reroute?retry_failed=true" 2>/dev/null && break
            done
            sleep 1
        done
        fail "the cluster is not $3; see $folder/node-*.log"
        ;;
    stop) for file in "$folder"/node-*.pid; do kill "$(cat "$file")" 2>/dev/null || true; done ;;
    *) fail "no command $command" ;;
esac
