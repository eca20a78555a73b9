#!/usr/bin/env bash
set -euo pipefail
source "$(dirname "$0")/../common.sh"

export ASTRO_TELEMETRY_DISABLED=1
node_at_least 22 12 22.23.3
lay
npm_packages
answer "version $(cd "$site" && npm ls --json astro | node -p 'JSON.parse(fs.readFileSync(0)).dependencies.astro.version')"
publish public
(cd "$site" && node node_modules/.bin/astro build --outDir "$WORK/out")
answer "site $WORK/out /posts/eight-nominees/"
