# For the scripts that measure the clinic's storage, sourced after "set -euo pipefail" in the clone's folder: a PostgreSQL of its own, a work folder that goes away, the programs built, and two databases.
if [ -z "${HUANTIAO_TEST_POSTGRES:-}" ]; then
  exec tests/postgres run "$0" "$@"
fi
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
dotnet build bench/Huantiao.Bench -c Release -v quiet --nologo --disable-build-servers
./huantiao --version >/dev/null
bench() { dotnet artifacts/bin/Huantiao.Bench/release/Huantiao.Bench.dll "$@"; }
on() { sed "s/Database=postgres/Database=$1/" <<<"$HUANTIAO_TEST_POSTGRES"; }
field() { sed -n "s/.*$1=\([^;]*\).*/\1/p" <<<"$HUANTIAO_TEST_POSTGRES"; }
sql() { PGPASSWORD=$(field Password) psql -q -h 127.0.0.1 -p "$(field Port)" -U "$(field Username)" -d "${2:-postgres}" -c "$1"; }
fresh() { sql "DROP DATABASE IF EXISTS $1 WITH (FORCE)"; sql "CREATE DATABASE $1"; }
gone() { for name in "$@"; do sql "DROP DATABASE $name WITH (FORCE)"; done; }

# What few and many took, from lines of "few|many WHAT MEDIAN P99": the best of the rounds. times FILE "WHAT ..." FEW MANY OF
times() {
  awk -v order="$2" -v few="$3" -v many="$4" -v of="$5" '
    { key = $1 " " $2; if (!(key in best) || $4 < best[key]) { best[key] = $4; median[key] = $3 } }
    END { n = split(order, what, " "); for (w = 1; w <= n; w++) printf "%-7s p99 of %d %s %6d us (median %d), of %d %6d us (median %d): %.2f times (at most 2)\n",
      what[w], few, of, best["few " what[w]], median["few " what[w]], many, best["many " what[w]], median["many " what[w]], best["many " what[w]] / best["few " what[w]] }' "$1"
}
