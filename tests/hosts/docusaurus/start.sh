#!/usr/bin/env bash
set -euo pipefail
source "$(dirname "$0")/../common.sh"

lay
npm_packages
answer "version $(cd "$site" && npx docusaurus --version)"
publish static
(cd "$site" && npx docusaurus build --out-dir "$WORK/out")
answer "site $WORK/out /2025/11/20/eight-nominees"
