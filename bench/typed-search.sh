#!/usr/bin/env bash
# Typing into the search field of /points in Chromium, a letter at a time: from the key to the painted list, against 50 ms.
set -euo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")/.."
dotnet run -c Release --project tests/Huantiao.Browser.Tests -- -explicit only -class '*TypedSearch' -showLiveOutput | grep -o 'typed .*'
