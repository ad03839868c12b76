#!/bin/sh
# Installs what the OpenAPI document is linted with into build/tools/openapi, where test/api/openapi-lint.test.ts looks for
# it. Not a dependency of the project: 83 MB and 240 packages that nothing else needs.
# Always succeeds: what is missing is said, and the tests' titles say it again.
set -u
root=$(CDPATH='' cd -- "$(dirname -- "$0")/.." && pwd)
folder="$root/build/tools/openapi"
if [ -x "$folder/node_modules/.bin/redocly" ] && [ -x "$folder/node_modules/.bin/spectral" ]; then exit 0; fi
mkdir -p "$folder"
[ -f "$folder/package.json" ] || echo '{ "private": true }' > "$folder/package.json"
if npm install --prefix "$folder" --save-exact --ignore-scripts --no-audit --no-fund --loglevel=error \
  @redocly/cli@2.77.0 @stoplight/spectral-cli@6.16.3 @seriousme/openapi-schema-validator@2.11.0 \
  > "$folder/install.log" 2>&1; then
  echo 'openapi: linters installed in build/tools/openapi' >&2
else
  echo "openapi: the linters could not be installed, their tests will be skipped: see $folder/install.log" >&2
fi
exit 0
