#!/bin/sh
# Builds the official fabric-ca-client and fabric-ca-server, against which tests prove the embedded CA and our client.
# They go to build/tools, where the tests look for them; without Go, or without the network, those tests are skipped.
# Always succeeds: what is missing is said, and the tests' titles say it again.
set -u
version=v1.5.21
root=$(CDPATH='' cd -- "$(dirname -- "$0")/.." && pwd)
tools="$root/build/tools"
if [ -x "$tools/fabric-ca-client" ]; then exit 0; fi
if ! command -v go > /dev/null; then
  echo 'fabric-ca: Go is not installed; the tests with the official programs will be skipped' >&2
  exit 0
fi
programs='fabric-ca-client fabric-ca-server'
if ! command -v gcc > /dev/null; then
  echo 'fabric-ca: no C compiler, which the server needs for its database; only the client is built' >&2
  programs='fabric-ca-client'
fi
mkdir -p "$tools/fabric-ca"
cd "$tools/fabric-ca" || exit 0
{
  printf 'module sunledger/tools\n\ngo 1.24\n\nrequire github.com/hyperledger/fabric-ca %s\n' "$version"
  for program in $programs; do printf '\ntool github.com/hyperledger/fabric-ca/cmd/%s\n' "$program"; done
} > go.mod
# A module of our own with tools, and not `go install program@version`: that insists on the list of all versions.
if GOFLAGS=-mod=mod GOBIN="$tools" timeout 900 go install tool > install.log 2>&1; then
  echo "fabric-ca: built $version in build/tools" >&2
else
  echo 'fabric-ca: the build failed; the tests with the official programs will be skipped:' >&2
  tail -n 5 install.log >&2
fi
exit 0
