#!/usr/bin/env bash
set -euo pipefail
source "$(dirname "$0")/../common.sh"

python_packages
answer "version $(pip show mkdocs-material | sed -n 's/^Version: //p') (MkDocs $(pip show mkdocs | sed -n 's/^Version: //p'))"
lay
publish docs
mkdocs build --quiet --strict --config-file "$site/mkdocs.yml" --site-dir "$WORK/out"
answer "site $WORK/out /blog/2025/11/20/eight-nominees-five-seats/"
