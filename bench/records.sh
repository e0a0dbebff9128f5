#!/usr/bin/env bash
# The clinic's storage on PostgreSQL: search, day list and chart, 99th percentile at PATIENTS (default 1,000,000) against 1,000; and, on both databases, saving an answer with its audit
# line against the same raw inserts with the same durability. Both sides in one run, by turns.
#   bench/records.sh [PATIENTS]
set -euo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")/.."
source bench/storage.sh
many=${1:-1000000}

for name in few many; do
  fresh bench_$name
  patients=1000
  [ "$name" = few ] || patients=$many
  started=$SECONDS
  ./huantiao generate --patients "$patients" --seed 1 --data "$work/$name" --database "$(on bench_$name)"
  sql "VACUUM ANALYZE" "bench_$name"
  echo "generated in $((SECONDS - started)) s"
done

for round in 1 2 3; do
  for name in few many; do bench records reads "$work/$name" "$(on bench_$name)" | sed "s/^/$name /" >>"$work/reads"; done
done
times "$work/reads" "search day chart" 1000 "$many" patients

echo "saving an answer, PostgreSQL (at least 50%):"
bench records saves "$work/few" "$(on bench_few)"
echo "saving an answer, SQLite (at least 50%):"
./huantiao generate --patients 1000 --seed 1 --data "$work/sqlite" >/dev/null
bench records saves "$work/sqlite"
gone bench_few bench_many
