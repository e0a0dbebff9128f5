#!/usr/bin/env bash
# Needling sessions. On PostgreSQL: opening one, beginning one and the board of 200 rooms, 99th percentile at SESSIONS (default 1,000,000) against 10,000; what boards and session pages that ask
# by themselves cost the running program while a session changes each second; and, on both databases, an event saved with its sheet and its line of the trail against raw inserts.
#   bench/sessions.sh [SESSIONS]
set -euo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")/.."
source bench/storage.sh
many=${1:-1000000}

for name in few many; do
  fresh bench_$name
  sessions=10000
  [ "$name" = few ] || sessions=$many
  started=$SECONDS
  bench sessions generate "$work/$name" "$(on bench_$name)" "$sessions"
  echo "$sessions sessions in $((SECONDS - started)) s"
done

for round in 1 2 3; do
  bench sessions reads "$work/few" "$(on bench_few)" 10000 | sed "s/^/few /" >>"$work/reads"
  bench sessions reads "$work/many" "$(on bench_many)" "$many" | sed "s/^/many /" >>"$work/reads"
done
times "$work/reads" "open begin board" 10000 "$many" sessions

echo "asked by themselves, 200 rooms (at most 10% of a core for a board; a change within 1,000 ms):"
at=http://127.0.0.1:5187
HUANTIAO_PATHWAYS=$PWD/pathways HUANTIAO_ATLAS=$PWD/atlas "artifacts/front-door/$(cat artifacts/front-door/current)/huantiao" serve --data "$work/few" --database "$(on bench_few)" --urls $at >/dev/null 2>&1 &
server=$!
trap 'kill $server 2>/dev/null; rm -rf "$work"' EXIT
until curl -sf -o /dev/null $at/; do kill -0 $server; sleep 0.1; done
bench sessions served "$work/few" "$(on bench_few)" $at/ $server
kill $server

echo "an event saved, PostgreSQL (at least 50%):"
bench sessions saves "$work/few" "$(on bench_few)"
echo "an event saved, SQLite (at least 50%):"
./huantiao generate --patients 100 --seed 1 --data "$work/sqlite" >/dev/null
bench sessions saves "$work/sqlite"
gone bench_few bench_many
