#!/usr/bin/env bash
# From the start of the process to the first answer: `huantiao serve` (already built) against an empty ASP.NET Core app made by `dotnet new web` and
# published the same way. Both are asked every 2 ms; the median of 15 starts each, taken in turns.
set -euo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")/.."
source bench/empty-app.sh
./huantiao --version >/dev/null
ours=artifacts/front-door/$(cat artifacts/front-door/current)/huantiao
export HUANTIAO_PATHWAYS=$PWD/pathways HUANTIAO_DATA=$work/data

first_answer() { # command...; prints milliseconds
  local start end pid
  start=$(date +%s%N)
  "$@" >/dev/null 2>&1 &
  pid=$!
  until curl -sf -o /dev/null --max-time 1 http://127.0.0.1:5189/; do sleep 0.002; done
  end=$(date +%s%N)
  kill -TERM "$pid"
  wait "$pid" 2>/dev/null || true
  echo $(((end - start) / 1000000))
}

: >"$work/ours.txt"
: >"$work/empty.txt"
for _ in $(seq 15); do
  first_answer "$empty" --urls http://127.0.0.1:5189 >>"$work/empty.txt"
  first_answer "$ours" serve --urls http://127.0.0.1:5189 >>"$work/ours.txt"
done
median() { sort -n "$1" | sed -n 8p; }
awk -v ours="$(median "$work/ours.txt")" -v empty="$(median "$work/empty.txt")" 'BEGIN {
  printf "huantiao serve, start to first answer of /:   %4d ms\nempty ASP.NET Core app, start to first answer: %4d ms\nratio: %.2f (at most 2)\n", ours, empty, ours / empty
}'
