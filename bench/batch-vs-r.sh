#!/usr/bin/env bash
# 10,000 meta-analyses through `huantiao meta --batch`, from the start of the process to the last answer in its file, against a loop over metafor's rma()
# in an R that is already running. The same seeded tables (5 to 30 trials each) and the same model on both sides: log risk ratios, REML.
# R does the first 1,000 and its time is multiplied by ten; its start, its packages and its reading of the data are not counted.
set -euo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")/.."
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT

awk -v json="$work/cases.ndjson" -v csv="$work/cases.csv" 'BEGIN {
  srand(20261122)
  print "case,ai,n1i,ci,n2i" >csv
  for (i = 1; i <= 10000; i++) {
    k = 5 + int(rand() * 26); a = n1 = c = n2 = ""; risk = 0.1 + rand() * 0.4; ratio = 0.5 + rand() * 0.7
    for (j = 1; j <= k; j++) {
      s = j > 1 ? "," : ""; m1 = 20 + int(rand() * 300); m2 = 20 + int(rand() * 300); r = ratio * exp((rand() - 0.5) * 0.8)
      x1 = int(m1 * risk * r + rand() * 2); x2 = int(m2 * risk + rand() * 2)
      if (x1 > m1) x1 = m1
      a = a s x1; n1 = n1 s m1; c = c s x2; n2 = n2 s m2
      if (i <= 1000) print i "," x1 "," m1 "," x2 "," m2 >csv
    }
    printf "{\"id\":\"c%d\",\"measure\":\"RR\",\"data\":{\"ai\":[%s],\"n1i\":[%s],\"ci\":[%s],\"n2i\":[%s]}}\n", i, a, n1, c, n2 >json
  }
}'

./huantiao --version >/dev/null
seconds() { local start end; start=$(date +%s%N); "$@"; end=$(date +%s%N); echo "$start $end" | awk '{ printf "%.4f", ($2 - $1) / 1e9 }'; }
ours=$(for _ in 1 2 3 4 5; do seconds ./huantiao meta --batch "$work/cases.ndjson" --out "$work/results.ndjson"; echo; done | sort -n | sed -n 3p)
test "$(grep -c '"estimate"' "$work/results.ndjson")" -eq 10000

cat >"$work/loop.R" <<'R'
suppressPackageStartupMessages(library(metafor))
cases <- split(read.csv(commandArgs(TRUE)[1]), ~case)
est <- numeric(length(cases))
time <- system.time(for (i in seq_along(cases)) {
  d <- cases[[i]]
  est[i] <- tryCatch(rma(measure = "RR", ai = d$ai, n1i = d$n1i, ci = d$ci, n2i = d$n2i)$b[1], error = function(e) NA, warning = function(w) NA)
})[["elapsed"]]
cat(time, sum(is.na(est)), names(cases)[1], format(est[1], digits = 8), "\n")
R
read -r theirs failed first estimate < <(Rscript "$work/loop.R" "$work/cases.csv")

awk -v ours="$ours" -v theirs="$theirs" -v failed="$failed" -v first="$first" -v estimate="$estimate" 'BEGIN {
  printf "huantiao meta --batch, 10,000 analyses, process start included (median of 5 runs): %8.3f s\n", ours
  printf "metafor rma() in a loop, 1,000 analyses measured (%d did not converge) x 10:       %8.1f s\n", failed, theirs * 10
  printf "ratio: %.0f x\n", theirs * 10 / ours
}'
echo "first case: metafor $estimate, huantiao $(sed -n "s/^{\"id\":\"c$first\".*\"estimate\":\([-0-9.e]*\),.*/\1/p" "$work/results.ndjson")"
