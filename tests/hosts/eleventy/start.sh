#!/usr/bin/env bash
set -euo pipefail
source "$(dirname "$0")/../common.sh"

lay
npm_packages
answer "version $(cd "$site" && npx eleventy --version)"
publish .
rm -rf "$WORK/out"
(cd "$site" && npx eleventy --output="$WORK/out")
answer "site $WORK/out /posts/eight-nominees/"
