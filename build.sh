#!/usr/bin/env bash
# The tasks of this project where there may be no PowerShell: ./build.sh Build|Test|Clean
set -euo pipefail
cd "$(dirname "$0")"
configuration=Release

build() {
  dotnet build ConsulSecurity.sln -c "$configuration" -nologo -v quiet
  rm -rf module/bin && mkdir -p module/bin/net8.0
  cp src/ConsulSecurity/bin/"$configuration"/netstandard2.0/*.dll module/bin/
  rm -f module/bin/System.Management.Automation.dll
  cp src/ConsulSecurity.Loader/bin/"$configuration"/net8.0/ConsulSecurity.Loader.dll module/bin/net8.0/
}

case "${1:-Build}" in
  Build) build ;;
  Test) build; dotnet test ConsulSecurity.sln -c "$configuration" --no-build -nologo ;;
  Clean) dotnet clean ConsulSecurity.sln -c "$configuration" -nologo -v quiet; rm -rf module/bin output ;;
  *) echo "build.sh: unknown task '$1'; one of Build, Test, Clean" >&2; exit 2 ;;
esac
