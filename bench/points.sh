#!/usr/bin/env bash
# The atlas against its limits, as a running server answers: chart markup of every view in both languages with every layer in it, what all the pages
# weigh on the wire, and how long searching takes over loopback (page rendered and sent) and inside the process.
set -euo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")/.."
./huantiao --version >/dev/null
export HUANTIAO_PATHWAYS=$PWD/pathways HUANTIAO_ATLAS=$PWD/atlas
at=http://127.0.0.1:5189
"artifacts/front-door/$(cat artifacts/front-door/current)/huantiao" serve --urls $at >/dev/null &
pid=$!
work=$(mktemp -d)
trap 'kill $pid 2>/dev/null; rm -rf "$work"' EXIT
until curl -sf -o /dev/null $at/; do sleep 0.05; done

chart() { curl -s "$at/$1" | tr -d '\n' | sed 's/.*class="bodychart[^>]*>//; s/<\/svg>.*/<\/svg>/' | wc -c; }
for language in en zh-Hans; do
  all=0 wire=0 most=$(chart $language/points)
  printf '%s: /points %d' $language "$most"
  for view in $(tail -n +2 atlas/views.csv | cut -d, -f1); do
    bytes=$(chart $language/points/view/$view)
    printf ', %s %d' "$view" "$bytes"
    all=$((all + bytes)) wire=$((wire + $(curl -s -H 'Accept-Encoding: br' -o /dev/null -w '%{size_download}' $at/$language/points/view/$view)))
    [ "$bytes" -le "$most" ] || most=$bytes
  done
  awk -v l=$language -v m="$most" -v a=$all -v w=$wire 'BEGIN { printf "\n%s: largest chart %d bytes, %.2f of 60 kB; all views %d bytes, %.2f of 200 kB; their whole pages on the wire %d bytes\n", l, m, m / 60000, a, a / 200000, w }'
done

# Every search a page of its own, one after the other on one connection; the first hundred warm the server up.
for i in $(seq 300); do
  for q in near%20GB30 GB30 huan%20tiao %E7%92%B0%E8%B7%B3 jumping%20circle buttock %E8%87%80 zu near%20ST36 nothing; do
    printf 'url = "%s/en/points?q=%s"\noutput = /dev/null\nheader = "Accept-Encoding: br"\n' $at "$q"
  done
done >"$work/urls"
curl -s -K "$work/urls" -w '%{time_total}\n' | tail -n +101 | sort -n >"$work/times"
awk '{ t[NR] = $1 * 1000 } END { p = t[int(NR * .99)]; printf "search page over loopback: median %.2f ms, p99 %.2f ms of %d; p99 is %.2f of 5 ms\n", t[int(NR / 2)], p, NR, p / 5 }' "$work/times"
dotnet run -c Release --project bench/Huantiao.Bench -- search
