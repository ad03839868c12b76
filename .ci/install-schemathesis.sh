#!/bin/sh
# Installs schemathesis, which fuzzes the API from its OpenAPI document, into build/tools/schemathesis, where
# `npm run fuzz` and test/api/fuzz.test.ts look for it.
# Always succeeds: what is missing is said, and the test's title says it again.
set -u
root=$(CDPATH='' cd -- "$(dirname -- "$0")/.." && pwd)
folder="$root/build/tools/schemathesis"
if [ -x "$folder/bin/schemathesis" ]; then exit 0; fi
if ! command -v python3 > /dev/null; then
  echo 'schemathesis: Python is not installed; the fuzzing of the API will be skipped' >&2
  exit 0
fi
mkdir -p "$root/build/tools"
if python3 -m venv "$folder" > "$folder.log" 2>&1 &&
  "$folder/bin/pip" install --disable-pip-version-check --quiet schemathesis==4.32.5 >> "$folder.log" 2>&1; then
  echo 'schemathesis: installed in build/tools/schemathesis' >&2
else
  echo "schemathesis: could not be installed, the fuzzing of the API will be skipped: see $folder.log" >&2
fi
exit 0
