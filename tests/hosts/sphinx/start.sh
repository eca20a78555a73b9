#!/usr/bin/env bash
set -euo pipefail
source "$(dirname "$0")/../common.sh"

python_packages
answer "version $(sphinx-build --version | cut -d ' ' -f 2)"
lay
publish _static
rm -rf "$WORK/out"
sphinx-build --quiet --fail-on-warning --doctree-dir "$WORK/doctrees" "$site" "$WORK/out"
answer "site $WORK/out /eight-nominees.html"
