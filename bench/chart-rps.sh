#!/usr/bin/env bash
# Requests per second of a patient's page, and of the page of a person's course with its drawing, in the invented clinic (SQLite; each opening is a line of the audit trail that is on the disk before the page is sent), against an empty page of the
# clinic: the form for a new patient, which reads the session and nothing else, behind the same door and in the same layout. Beside them the empty page of an ASP.NET Core app, which knows
# no session, no database and no trail; by wrk on the same machine, in turns.
set -euo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")/.."
command -v wrk >/dev/null || { [ "$(id -u)" -eq 0 ] && apt-get install -y -qq wrk >/dev/null; } || { echo "please install wrk: sudo apt-get install wrk" >&2; exit 2; }
source bench/empty-app.sh
./huantiao --version >/dev/null
export HUANTIAO_PATHWAYS=$PWD/pathways HUANTIAO_ATLAS=$PWD/atlas
at=http://127.0.0.1:5189
"artifacts/front-door/$(cat artifacts/front-door/current)/huantiao" serve --demo --data "$work/clinic" --urls $at >"$work/said" &
pids=$!
"$empty" --urls http://127.0.0.1:5190 >/dev/null 2>&1 &
pids="$pids $!"
trap 'kill $pids 2>/dev/null; rm -rf "$work"' EXIT
for port in 5189 5190; do until curl -sf -o /dev/null http://127.0.0.1:$port/; do sleep 0.1; done; done

# In by the terminal's link, as a practitioner.
until code=$(grep -o '/demo#[A-Za-z0-9-]*' "$work/said"); do sleep 0.1; done
page=$(curl -s -D "$work/head" "$at/en/demo")
cookies() { sed -n 's/^[Ss]et-[Cc]ookie: \([^;]*\).*/\1/p' "$1" | tr -d '\r' | paste -sd ';'; }
token=$(grep -o 'name="token"[^>]*value="[^"]*"\|value="[^"]*"[^>]*name="token"' <<<"$page" | head -n 1 | sed 's/.*value="\([^"]*\)".*/\1/')
who=$(grep -i -m 1 'practitioner' <<<"$(tr -d '\n' <<<"$page" | sed 's/<button/\n<button/g' | grep 'name="who"')" | sed 's/.*value="\([^"]*\)".*/\1/')
curl -s -o /dev/null -D "$work/in" -H "Cookie: $(cookies "$work/head")" -H "Origin: $at" --data-urlencode "token=$token" --data-urlencode "code=${code#*#}" --data-urlencode "who=$who" "$at/en/demo"
session="Cookie: $(cookies "$work/in")"
person=$(curl -s -H "$session" "$at/en/clinic/day" | grep -o '/en/clinic/patients/[0-9a-f-]*' | head -n 1)
[ -n "$person" ] || { echo "nobody is on today's list" >&2; exit 2; }

course=$(curl -s -H "$session" "$at/en/clinic/readings" | grep -o '/en/clinic/patients/[0-9a-f-]*' | head -n 1)/course
curl -s -H "$session" "$at$course" | grep -q chart-course || { echo "nobody's course is drawn" >&2; exit 2; }

rate() { wrk -t1 -c32 -d"$1" -H "$session" -H 'Accept-Encoding: br, gzip' "$2" | awk '/Requests\/sec/ { print $2 } /Non-2xx/ { print "not answered with the page: " $0 > "/dev/stderr" }'; }
for address in "$at$person" "$at$course" $at/en/clinic/patients/new http://127.0.0.1:5190/; do rate 3s "$address" >/dev/null; done
for _ in 1 2 3 4 5; do
  rate 3s "$at$person" >>"$work/chart"
  rate 3s "$at$course" >>"$work/course"
  rate 3s $at/en/clinic/patients/new >>"$work/form"
  rate 3s http://127.0.0.1:5190/ >>"$work/empty.rates"
done
median() { sort -n "$1" | sed -n 3p; }
awk -v chart="$(median "$work/chart")" -v course="$(median "$work/course")" -v form="$(median "$work/form")" -v empty="$(median "$work/empty.rates")" 'BEGIN {
  printf "patient'\''s page: %.0f requests/s\nempty page of the clinic: %.0f requests/s; share %.0f%%\na course: %.0f requests/s, %.0f%% of it\nempty page of an app without a clinic: %.0f requests/s; share %.1f%%\n", chart, form, 100 * chart / form, course, 100 * course / form, empty, 100 * chart / empty
}'
