#!/usr/bin/env bash
# The npm package in a project with webpack, built for publishing.
set -euo pipefail
source "$(dirname "$0")/../common.sh"
source "$(dirname "$0")/../bundlers.sh"

lay
npm_packages
npm_tarball
answer "version $(cd "$site" && node -p 'require("webpack/package.json").version')"
cp "$HUSTINGS_FEED" "$site/src/nominations.json"
(cd "$site" && npx webpack --output-path "$WORK/out")
answer "site $WORK/out /"
