#!/bin/sh
# Builds the official fabric-ca-client and fabric-ca-server, which provisioning runs and against which tests prove the
# embedded CA and our client. Version and hashes stand in network/fabric/tools. They go to build/tools, where the tests
# and `npm run network` look for them; without Go, or without the network, those tests are skipped.
# Always succeeds: what is missing is said, and the tests' titles say it again.
set -u
root=$(CDPATH='' cd -- "$(dirname -- "$0")/.." && pwd)
tools="$root/build/tools"
if [ -x "$tools/fabric-ca-client" ]; then exit 0; fi
if ! command -v go > /dev/null; then
  echo 'fabric-ca: Go is not installed; the tests with the official programs will be skipped' >&2
  exit 0
fi
programs='github.com/hyperledger/fabric-ca/cmd/fabric-ca-client github.com/hyperledger/fabric-ca/cmd/fabric-ca-server'
if ! command -v gcc > /dev/null; then
  echo 'fabric-ca: no C compiler, which the server needs for its database; only the client is built' >&2
  programs='github.com/hyperledger/fabric-ca/cmd/fabric-ca-client'
fi
mkdir -p "$tools"
cd "$root/network/fabric/tools" || exit 0
# In a module of ours, and not `go install program@version`: that insists on the list of all versions.
if GOFLAGS=-mod=readonly GOBIN="$tools" timeout 900 go install $programs > "$tools/fabric-ca.log" 2>&1; then
  echo 'fabric-ca: built in build/tools' >&2
else
  echo 'fabric-ca: the build failed; the tests with the official programs will be skipped:' >&2
  tail -n 5 "$tools/fabric-ca.log" >&2
fi
exit 0
