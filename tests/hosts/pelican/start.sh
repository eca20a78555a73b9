#!/usr/bin/env bash
set -euo pipefail
source "$(dirname "$0")/../common.sh"

python_packages
answer "version $(pelican --version)"
lay
publish content
pelican --fatal errors --delete-output-directory --settings "$site/pelicanconf.py" --output "$WORK/out" "$site/content"
answer "site $WORK/out /eight-nominees-five-seats.html"
