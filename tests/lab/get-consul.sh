#!/usr/bin/env bash
# Prints the path of a consul binary for tests and the demo: CONSUL_BIN, else the one on PATH, else Debian 11's package
# (Consul 1.8.7), fetched once through this machine's own apt into an ignored folder. Nothing is installed.
set -euo pipefail

version=1.8.7
checkout=$(cd "$(dirname "$0")/../.." && pwd)
cache=${CONSULSECURITY_LAB_CACHE:-$checkout/.lab}

fail() {
  echo "get-consul: $1" >&2
  echo "get-consul: put consul $version on PATH, or give its path in CONSUL_BIN." >&2
  exit 1
}

# Where Debian's packages come from on this machine, Debian's own release first; a host is never named here.
mirrors() {
  apt-get indextargets --format '$(RELEASE) $(REPO_URI)' | grep -Ev '(-security|-backports)' | awk '{ print $2 }' | awk '!seen[$0]++'
}

keyring() {
  local file
  for file in /usr/share/keyrings/debian-archive-keyring.{gpg,pgp}; do
    [ -r "$file" ] && { echo "$file"; return; }
  done
  return 1
}

apt_private() {
  apt-get -qq \
    -o Dir::Etc::sourcelist="$work/sources.list" -o Dir::Etc::sourceparts=- \
    -o Dir::State::Lists="$work/lists" -o Dir::Cache="$work/cache" \
    -o APT::Sandbox::User="$(id -un)" -o Acquire::Retries=3 "$@" 9>&-
}

fetch() {
  local mirror keys
  keys=$(keyring) || fail "Debian's archive keyring is not installed (package debian-archive-keyring)."
  work=$(mktemp -d "$cache/fetch.XXXXXX")
  trap 'rm -rf "$work"' EXIT
  mkdir -p "$work/lists/partial" "$work/cache/archives/partial"
  for mirror in $(mirrors); do
    echo "deb [signed-by=$keys arch=$(dpkg --print-architecture)] $mirror bullseye main" > "$work/sources.list"
    if apt_private update > "$work/log" 2>&1 && (cd "$work" && apt_private download consul >> "$work/log" 2>&1); then
      dpkg-deb -x "$work"/consul_*.deb "$work/root"
      mkdir -p "$cache/consul-$version"
      mv -f "$work/root/usr/bin/consul" "$cache/consul-$version/consul"
      return
    fi
  done
  fail "none of this machine's apt sources carries Debian 11's consul: $(tail -n 1 "$work/log" 2>/dev/null || echo 'there is no apt source')"
}

if [ -n "${CONSUL_BIN:-}" ]; then
  [ -x "$CONSUL_BIN" ] || fail "CONSUL_BIN names '$CONSUL_BIN', which is not an executable file."
  echo "$CONSUL_BIN"
elif command -v consul; then
  :
else
  binary=$cache/consul-$version/consul
  if [ ! -x "$binary" ]; then
    for tool in apt-get dpkg dpkg-deb flock; do
      command -v "$tool" > /dev/null || fail "there is no consul on PATH, and without '$tool' Debian's package cannot be fetched."
    done
    mkdir -p "$cache"
    exec 9> "$cache/fetch.lock"
    flock 9
    [ -x "$binary" ] || fetch
  fi
  echo "$binary"
fi
