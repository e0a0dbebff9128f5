#!/usr/bin/env bash
# Needling sessions on PostgreSQL: opening a session and the board of 200 rooms, 99th percentile at SESSIONS (default 1,000,000) against 10,000; what a board that is asked for once a second costs of a
# core; and an event saved, with its sheet and its line of the trail, against raw inserts of the same row with the same durability. Both sides in one run, by turns.
#   bench/sessions.sh [SESSIONS]
set -euo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")/.."
if [ -z "${HUANTIAO_TEST_POSTGRES:-}" ]; then
  exec tests/postgres run "$0" "$@"
fi
many=${1:-1000000}
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
dotnet build bench/Huantiao.Bench -c Release -v quiet --nologo --disable-build-servers
./huantiao --version >/dev/null
bench() { dotnet artifacts/bin/Huantiao.Bench/release/Huantiao.Bench.dll sessions "$@"; }
on() { sed "s/Database=postgres/Database=$1/" <<<"$HUANTIAO_TEST_POSTGRES"; }
field() { sed -n "s/.*$1=\([^;]*\).*/\1/p" <<<"$HUANTIAO_TEST_POSTGRES"; }
sql() { PGPASSWORD=$(field Password) psql -q -h 127.0.0.1 -p "$(field Port)" -U "$(field Username)" -d "${2:-postgres}" -c "$1"; }

for name in few many; do
  sql "DROP DATABASE IF EXISTS bench_$name WITH (FORCE)"
  sql "CREATE DATABASE bench_$name"
  sessions=10000
  [ "$name" = few ] || sessions=$many
  started=$SECONDS
  ./huantiao generate --patients 10000 --seed 1 --data "$work/$name" --database "$(on bench_$name)" >/dev/null
  bench generate "$work/$name" "$(on bench_$name)" "$sessions"
  sql "VACUUM ANALYZE" "bench_$name"
  echo "$sessions sessions in $((SECONDS - started)) s"
done

for round in 1 2 3; do
  for name in few many; do bench reads "$work/$name" "$(on bench_$name)" | sed "s/^/$name /" >>"$work/reads"; done
done
awk -v many="$many" '
  $2 == "poll" { if (!(1 in cpu) || $4 < cpu[1]) { cpu[1] = $4; wall[1] = $3 } next }
  { key = $1 " " $2; if (!(key in best) || $4 < best[key]) { best[key] = $4; median[key] = $3 } }
  END {
    for (w = split("board open", what, " "); w > 0; w--) printf "%-6s p99 of 10,000 sessions %6d us (median %d), of %d %6d us (median %d): %.2f times (at most 2)\n",
      what[w], best["few " what[w]], median["few " what[w]], many, best["many " what[w]], median["many " what[w]], best["many " what[w]] / best["few " what[w]]
    printf "board of 200 rooms, asked once a second: %d us, of which %d us of processor in the program: %.2f%% of a core (at most 10; without signing in and HTTP)\n", wall[1], cpu[1], cpu[1] / 10000 }' "$work/reads"

echo "an event saved, PostgreSQL (at least 50%):"
bench saves "$work/few" "$(on bench_few)"
sql "DROP DATABASE bench_few WITH (FORCE)"
sql "DROP DATABASE bench_many WITH (FORCE)"
