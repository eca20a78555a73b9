#!/usr/bin/env bash
set -euo pipefail
source "$(dirname "$0")/../common.sh"

command -v hugo >/dev/null || debian hugo
answer "version $(hugo version | sed -E 's/^hugo v([0-9.]+).*/\1/')"
lay
publish static
hugo --source "$site" --destination "$WORK/out" --cleanDestinationDir
answer "site $WORK/out /posts/eight-nominees/"
