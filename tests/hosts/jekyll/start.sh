#!/usr/bin/env bash
set -euo pipefail
source "$(dirname "$0")/../common.sh"

debian jekyll jekyll-theme-minima
answer "version $(jekyll --version | cut -d ' ' -f 2)"
lay
publish .
jekyll build --source "$site" --destination "$WORK/out" --disable-disk-cache
answer "site $WORK/out /2025/11/20/eight-nominees.html"
