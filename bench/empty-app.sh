# Sourced: makes $work (removed at the end) and $empty, an empty ASP.NET Core app published as ./huantiao is.
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
export DOTNET_NOLOGO=1 DOTNET_CLI_TELEMETRY_OPTOUT=1
if [ -z "${DOTNET_ROOT:-}" ]; then
  DOTNET_ROOT=$(dirname "$(readlink -f "$(command -v dotnet)")")
  export DOTNET_ROOT
fi
dotnet new web -o "$work/empty" --no-restore >/dev/null
dotnet publish "$work/empty" -c Release --use-current-runtime --no-self-contained -p:PublishReadyToRun=true -o "$work/published" -v quiet --nologo --disable-build-servers
empty=$work/published/empty
export Logging__LogLevel__Default=Warning
