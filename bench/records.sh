#!/usr/bin/env bash
# The clinic's storage on PostgreSQL: search, day list and chart, 99th percentile at PATIENTS (default 1,000,000) against 1,000; and, on both databases, saving an answer with its audit
# line against the same raw inserts with the same durability. Both sides in one run, by turns.
#   bench/records.sh [PATIENTS]
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
bench() { dotnet artifacts/bin/Huantiao.Bench/release/Huantiao.Bench.dll records "$@"; }
on() { sed "s/Database=postgres/Database=$1/" <<<"$HUANTIAO_TEST_POSTGRES"; }
field() { sed -n "s/.*$1=\([^;]*\).*/\1/p" <<<"$HUANTIAO_TEST_POSTGRES"; }
sql() { PGPASSWORD=$(field Password) psql -q -h 127.0.0.1 -p "$(field Port)" -U "$(field Username)" -d "${2:-postgres}" -c "$1"; }

for name in few many; do
  sql "DROP DATABASE IF EXISTS bench_$name WITH (FORCE)"
  sql "CREATE DATABASE bench_$name"
  patients=1000
  [ "$name" = few ] || patients=$many
  started=$SECONDS
  ./huantiao generate --patients "$patients" --seed 1 --data "$work/$name" --database "$(on bench_$name)"
  sql "VACUUM ANALYZE" "bench_$name"
  echo "generated in $((SECONDS - started)) s"
done

for round in 1 2 3; do
  for name in few many; do bench reads "$work/$name" "$(on bench_$name)" | sed "s/^/$name /" >>"$work/reads"; done
done
awk -v many="$many" '
  { key = $1 " " $2; if (!(key in best) || $4 < best[key]) { best[key] = $4; median[key] = $3 } }
  END { for (w = split("search day chart", what, " "); w > 0; w--) printf "%-7s p99 of 1,000 patients %6d us (median %d), of %d %6d us (median %d): %.2f times (at most 2)\n",
    what[w], best["few " what[w]], median["few " what[w]], many, best["many " what[w]], median["many " what[w]], best["many " what[w]] / best["few " what[w]] }' "$work/reads"

echo "saving an answer, PostgreSQL (at least 50%):"
bench saves "$work/few" "$(on bench_few)"
echo "saving an answer, SQLite (at least 50%):"
./huantiao generate --patients 1000 --seed 1 --data "$work/sqlite" >/dev/null
bench saves "$work/sqlite"
sql "DROP DATABASE bench_few WITH (FORCE)"
sql "DROP DATABASE bench_many WITH (FORCE)"
