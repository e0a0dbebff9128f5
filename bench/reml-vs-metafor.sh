#!/bin/sh
# One REML fit with all its statistics: metafor's rma() in R and ours, on the same data in one run. Prints microseconds of processor time and ratios.
# Needs Rscript with metafor (apt: r-base-core r-cran-metafor) and the .NET SDK.
set -eu
cd "$(dirname "$0")/.."
dotnet build bench/Huantiao.Bench -c Release -v q >/dev/null
bench() { dotnet run --project bench/Huantiao.Bench -c Release --no-build -- one "$1"; }
metafor=$(Rscript - <<'R'
suppressMessages(library(metafor))
data <- function(k) {
  if (k == 13) { d <- escalc(measure = "RR", ai = tpos, bi = tneg, ci = cpos, di = cneg, data = dat.bcg); return(list(y = as.vector(d$yi), v = as.vector(d$vi))) }
  i <- seq_len(k)
  u <- (i * 0.6180339887498949) %% 1; v <- (i * 0.7548776662466927) %% 1; w <- (i * 0.5698402909980532) %% 1
  vi <- 0.01 + 0.4 * v * v
  list(y = -0.3 + 0.8 * (u - 0.5) + 2 * sqrt(vi) * (w - 0.5), v = vi)
}
time <- function(k, rounds) {
  d <- data(k)
  several <- function() { start <- proc.time(); for (i in 1:rounds) rma(d$y, d$v, method = "REML"); sum((proc.time() - start)[1:2]) / rounds * 1e6 }
  several()
  median(replicate(7, several()))
}
cat(time(13, 50), time(500, 1))
R
)
set -- $metafor
for k in 13 500; do
  ours=$(bench $k)
  awk -v k="$k" -v theirs="$1" -v ours="$ours" 'BEGIN { printf "k = %d: metafor %.0f us, Huantiao %.2f us: %.0f times as fast\n", k, theirs, ours, theirs / ours }'
  shift
done
for k in 10 100 1000 10000 100000; do
  awk -v k="$k" -v ours="$(bench $k)" 'BEGIN { printf "k = %d: %.2f us, %.1f ns a study\n", k, ours, 1000 * ours / k }'
done
