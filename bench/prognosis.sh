#!/usr/bin/env bash
# One review of a person's course against its limit of 50 µs, a million people against 60 s on two cores, and what the advice is worth over simulated
# people: how many eventual responders it wrongly stops, how many visits it saves, and how often it says "continue" where nothing changes for anybody.
set -euo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")/.."
dotnet run -c Release --project bench/Huantiao.Bench -v quiet -- prognosis
