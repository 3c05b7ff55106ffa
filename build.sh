#!/usr/bin/env bash
# The tasks of this project on Linux and macOS, with PowerShell or without:
#   ./build.sh Build|Test|Soak|Bench|Help|Package|Clean [options for dotnet build]
set -euo pipefail
cd "$(dirname "$0")"
task=${1:-Build}
[ $# -eq 0 ] || shift
configuration=Release
results=$PWD/output/test-results

build() {
  dotnet build ConsulSecurity.sln -c "$configuration" -nologo -v quiet "$@"
}

stage() {
  build "$@"
  dotnet build src/ConsulSecurity -t:"${target:-Stage}" -c "$configuration" --no-restore -nologo -v quiet "$@"
}

# Prints the command that starts PowerShell: the one on PATH, else the one of the tool manifest.
find_pwsh() {
  if command -v pwsh; then
    return
  fi
  dotnet tool restore > "$results/tool-restore.log" 2>&1 && echo "dotnet tool run pwsh --"
}

# Adds the counters of every results file to passed, failed and skipped; a suite that left no results failed.
count() {
  local file counters
  for file in "$@"; do
    counters=$(grep -o '<Counters [^>]*' "$file" || true)
    [ -n "$counters" ] || { echo "build.sh: '$file' has no results: the suite did not run to its end."; broken=1; continue; }
    passed=$((passed + $(number passed "$counters")))
    failed=$((failed + $(number failed "$counters")))
    skipped=$((skipped + $(number total "$counters") - $(number executed "$counters")))
  done
}

number() {
  sed -E "s/.* $1=\"([0-9]+)\".*/\1/" <<< "$2"
}

run_xunit() {
  local suite suites=Core.Tests
  if [ "$(uname)" = Linux ]; then
    suites+=" Integration.Tests"
    CONSUL_BIN=$(tests/lab/get-consul.sh)
    export CONSUL_BIN
  else
    echo "WARNING: the tests against a real Consul did NOT run: they need Linux's loopback addresses."
  fi
  for suite in $suites; do
    dotnet test "tests/ConsulSecurity.$suite" -c "$configuration" --no-build -nologo --results-directory "$results" \
      --logger "trx;LogFileName=$suite.trx" ${filter:+--filter "$filter"} || broken=1
    [ -e "$results/$suite.trx" ] || { echo "build.sh: ConsulSecurity.$suite did not run."; broken=1; }
  done
  count "$results"/*.trx
}

run_pester() {
  local pwsh
  if ! pwsh=$(find_pwsh); then
    notice "there is no pwsh on PATH, and 'dotnet tool restore' could not get one"
  elif ! $pwsh -NoProfile -Command 'exit [int]-not (Get-Module Pester -ListAvailable | Where-Object Version -ge 5.5.0)'; then
    notice "pwsh has no Pester 5.5 or later (Install-PSResource Pester)"
  else
    $pwsh -NoProfile -NonInteractive -File tests/Pester/Invoke-Suite.ps1 \
      -Module "$PWD/output/ConsulSecurity/ConsulSecurity.psd1" -Counters "$results/pester.counters" || broken=1
    count "$results/pester.counters"
  fi
}

notice() {
  [ -z "${GITHUB_ACTIONS:-}" ] || echo "::warning::The Pester suite did NOT run: $1."
  echo "WARNING: the Pester suite did NOT run: $1."
}

run_tests() {
  broken=0 passed=0 failed=0 skipped=0
  rm -rf "$results"
  mkdir -p "$results"
  stage "$@"
  run_xunit
  run_pester
  echo "$passed passed, $failed failed, $skipped skipped"
  [ "$broken" -eq 0 ] && [ "$failed" -eq 0 ]
}

case "$task" in
  Build) build "$@" ;;
  Test) filter='Category!=Slow' run_tests "$@" ;;
  Soak) CONSULSECURITY_SOAK=1 filter='' run_tests "$@" ;;
  Bench) stage "$@"; for file in benchmarks/Measure-*.ps1; do pwsh -NoProfile -File "$file"; done ;;
  Help) stage "$@"; pwsh -NoProfile -File help/Build-Help.ps1 ;;
  Package) target=Package stage "$@" ;;
  Clean) dotnet clean ConsulSecurity.sln -c "$configuration" -nologo -v quiet; rm -rf module/bin output ;;
  *) echo "build.sh: unknown task '$task'; one of Build, Test, Soak, Bench, Help, Package, Clean" >&2; exit 2 ;;
esac
