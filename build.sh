#!/usr/bin/env bash
# The tasks of this project on Linux and macOS, with PowerShell or without:
#   ./build.sh Build|Test|Soak|Bench|Demo|Help|Package|Clean [options for dotnet build]
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

# Puts a pwsh on PATH: the one that is there, else that of the tool manifest, which runs inside 'dotnet' and so is named for the tests.
find_pwsh() {
  local home
  command -v pwsh > /dev/null && return
  mkdir -p .lab/bin
  dotnet tool restore > .lab/tool-restore.log 2>&1 || return 1
  home=$(dotnet tool run pwsh -- -NoProfile -Command "\$PSHOME") || return 1
  printf '#!/bin/sh\nexec dotnet "%s/pwsh.dll" "$@"\n' "$home" > .lab/bin/pwsh
  chmod +x .lab/bin/pwsh
  PATH=$PWD/.lab/bin:$PATH
  export CONSULSECURITY_PWSH=$PWD/.lab/bin/pwsh
}

need_pwsh() {
  find_pwsh || { echo "build.sh: '$task' needs PowerShell: there is no pwsh on PATH, and 'dotnet tool restore' could not get one." >&2; exit 1; }
}

# Prints what PSModulePath must begin with for Pester to be found: nothing, or the folder of a Pester that NuGet brought.
find_pester() {
  pwsh -NoProfile -Command 'exit [int]-not (Get-Module Pester -ListAvailable | Where-Object Version -ge 5.5.0)' && return
  dotnet build tests/Pester/Pester.proj -restore -nologo -v quiet > .lab/pester-restore.log 2>&1 && echo "$PWD/.lab/modules:"
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
  local modules
  mkdir -p .lab
  if ! find_pwsh; then
    notice "there is no pwsh on PATH, and 'dotnet tool restore' could not get one (.lab/tool-restore.log)"
  elif ! modules=$(find_pester); then
    notice "pwsh has no Pester 5.5 or later, and a NuGet restore could not get one (.lab/pester-restore.log)"
  else
    PSModulePath=$modules${PSModulePath:-} pwsh -NoProfile -NonInteractive -File tests/Pester/Invoke-Suite.ps1 \
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

# What ships, checked, and tried as it will be installed.
run_package() {
  local modules
  rm -f output/*.nupkg output/*.sha256
  mkdir -p .lab
  target=Package stage "$@"
  dotnet pack src/ConsulSecurity.Cli -c "$configuration" --no-build -nologo -v quiet
  if find_pwsh && modules=$(find_pester); then
    PSModulePath=$modules${PSModulePath:-} CONSULSECURITY_PACKAGE=$(echo "$PWD"/output/ConsulSecurity.[0-9]*.nupkg) \
      pwsh -NoProfile -NonInteractive -File tests/Pester/Invoke-Suite.ps1 -Module "$PWD/output/ConsulSecurity/ConsulSecurity.psd1" -Path tests/Pester/Package.Tests.ps1
  else
    echo "WARNING: the package was NOT tried: there is no pwsh with Pester."
  fi
  (cd output && ls -l ./*.nupkg ./*.sha256)
}

# A wide-open cluster is hardened while an application uses it: with the cmdlets where there is a pwsh, else by consulsec.
run_demo() {
  local consul consulsec=src/ConsulSecurity.Cli/bin/$configuration/net8.0/consulsec.dll reports=$PWD/output/demo
  [ "$(uname)" = Linux ] || { echo "build.sh: the demo needs Linux's loopback addresses." >&2; exit 1; }
  consul=$(tests/lab/get-consul.sh)
  dotnet build src/ConsulSecurity.Cli -c "$configuration" -nologo -v quiet "$@"
  mkdir -p "$reports"
  if find_pwsh; then
    dotnet build src/ConsulSecurity -t:Stage -c "$configuration" -nologo -v quiet "$@"
    pwsh -NoProfile -NonInteractive -File demo/Invoke-Demo.ps1 -Module "$PWD/output/ConsulSecurity/ConsulSecurity.psd1" \
      -Consulsec "$PWD/$consulsec" -Consul "$consul" -ReportPath "$reports"
  else
    echo "There is no PowerShell: the demo runs through consulsec."
    dotnet "$consulsec" demo --consul "$consul" --out "$reports"
  fi
}

case "$task" in
  Build) build "$@" ;;
  Test) filter='Category!=Slow' run_tests "$@" ;;
  Soak) CONSULSECURITY_SOAK=1 filter='' run_tests "$@" ;;
  Bench) need_pwsh; stage "$@"; for file in benchmarks/Measure-*.ps1; do pwsh -NoProfile -File "$file"; done ;;
  Demo) run_demo "$@" ;;
  Help) need_pwsh; stage "$@"; pwsh -NoProfile -File help/Build-Help.ps1 ;;
  Package) run_package "$@" ;;
  Clean) dotnet clean ConsulSecurity.sln -c "$configuration" -nologo -v quiet; rm -rf module/bin output ;;
  *) echo "build.sh: unknown task '$task'; one of Build, Test, Soak, Bench, Demo, Help, Package, Clean" >&2; exit 2 ;;
esac
