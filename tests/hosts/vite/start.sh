#!/usr/bin/env bash
# The npm package in a project with Vite, built for publishing.
set -euo pipefail
source "$(dirname "$0")/../common.sh"
source "$(dirname "$0")/../bundlers.sh"

lay
npm_packages
npm_tarball
answer "version $(cd "$site" && node -p 'require("vite/package.json").version')"
mkdir "$site/public"
cp "$HUSTINGS_FEED" "$site/public/nominations.json"
(cd "$site" && npx vite build --outDir "$WORK/out" --emptyOutDir)
answer "site $WORK/out /"
