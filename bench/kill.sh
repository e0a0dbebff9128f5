#!/usr/bin/env bash
# Kills the writing program a hundred times on each database (or as often as the first argument says) and looks whether anything acknowledged is gone, or half there.
set -euo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")/.."
dotnet build tests/Huantiao.Tests -c Release -v quiet --nologo --disable-build-servers
./huantiao --version >/dev/null
export HUANTIAO_PROGRAM=$PWD/artifacts/front-door/$(cat artifacts/front-door/current)/huantiao HUANTIAO_KILLS=${1:-100}
tests/postgres run artifacts/bin/Huantiao.Tests/release/Huantiao.Tests -noLogo -noColor -diagnostics -class '*KillTests'
