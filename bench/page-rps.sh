#!/usr/bin/env bash
# Requests per second of the decision aid (/en/) against the empty page of an ASP.NET Core app on the same server, by wrk on the same machine, in turns.
set -euo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")/.."
command -v wrk >/dev/null || { [ "$(id -u)" -eq 0 ] && apt-get install -y -qq wrk >/dev/null; } || { echo "please install wrk: sudo apt-get install wrk" >&2; exit 2; }
source bench/empty-app.sh
./huantiao --version >/dev/null
export HUANTIAO_PATHWAYS=$PWD/pathways HUANTIAO_DATA=$work/data
"artifacts/front-door/$(cat artifacts/front-door/current)/huantiao" serve --urls http://127.0.0.1:5189 >/dev/null &
pids=$!
"$empty" --urls http://127.0.0.1:5190 >/dev/null 2>&1 &
pids="$pids $!"
trap 'kill $pids 2>/dev/null; rm -rf "$work"' EXIT
for port in 5189 5190; do until curl -sf -o /dev/null http://127.0.0.1:$port/; do sleep 0.05; done; done

rate() { wrk -t1 -c32 -d"$1" -H 'Accept-Encoding: br, gzip' "$2" | awk '/Requests\/sec/ { print $2 }'; }
rate 3s http://127.0.0.1:5189/en/ >/dev/null
rate 3s http://127.0.0.1:5190/ >/dev/null
: >"$work/ours.txt"
: >"$work/empty.txt"
for _ in 1 2 3 4 5; do
  rate 3s http://127.0.0.1:5189/en/ >>"$work/ours.txt"
  rate 3s http://127.0.0.1:5190/ >>"$work/empty.txt"
done
size=$(curl -s -H 'Accept-Encoding: br' -o /dev/null -w '%{size_download}' http://127.0.0.1:5189/en/)
plain=$(curl -s -o /dev/null -w '%{size_download}' http://127.0.0.1:5189/en/)
median() { sort -n "$1" | sed -n 3p; }
awk -v ours="$(median "$work/ours.txt")" -v empty="$(median "$work/empty.txt")" -v size="$size" -v plain="$plain" 'BEGIN {
  printf "/en/ of huantiao serve: %9.0f requests/s (HTML %d bytes, %d compressed)\nempty page:             %9.0f requests/s\nshare: %.0f%% (at least 40%%)\n", ours, plain, size, empty, 100 * ours / empty
}'
