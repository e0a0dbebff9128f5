#!/usr/bin/env bash
# The clinic's report on PostgreSQL, at PATIENTS (default 1,000,000) with readings over ten years: worked out from the rows against the plain SQL for the same numbers, and from closed months and the open rest.
# About 6 GB of disk for a million, given back at the end.
#   bench/report.sh [PATIENTS]
set -euo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")/.."
source bench/storage.sh
many=${1:-1000000}

fresh bench_report
trap 'gone bench_report; rm -rf "$work"' EXIT
started=$SECONDS
bench report generate "$work/report" "$(on bench_report)" "$many"
echo "made in $((SECONDS - started)) s"
HUANTIAO_PATHWAY=$PWD/pathways/sciatica bench report times "$work/report" "$(on bench_report)" "$many"
