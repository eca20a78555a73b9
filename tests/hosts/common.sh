# What the recipes of static generators share. Each start.sh sources it.
#
# HUSTINGS_PKG is the folder of the package, HUSTINGS_FEED a feed, WORK a folder that is kept
# between runs. `site/` beside start.sh is what an author writes; it is laid anew into $WORK/site.

: "${HUSTINGS_PKG:?must name the folder of the package, pkg/}"
: "${HUSTINGS_FEED:?must name a feed, as www/python-steering-council.json}"
: "${WORK:?must name a folder to work in, as target/hosts/hugo}"

# shellcheck source=tests/hosts/recipes.sh
source "$(dirname "${BASH_SOURCE[0]}")/recipes.sh"

recipe=$(cd "$(dirname "${BASH_SOURCE[1]}")" && pwd)
mkdir -p "$WORK"
WORK=$(cd "$WORK" && pwd)
site=$WORK/site

# Only answers go to stdout; what the programs print goes to stderr.
exec 3>&1 1>&2

answer() { echo "$*" >&3; }

# The author's files, without what an earlier run left. Installed packages stay.
lay() {
  mkdir -p "$site"
  find "$site" -mindepth 1 -maxdepth 1 ! -name node_modules -exec rm -rf {} +
  cp -R "$recipe/site/." "$site"
}

# publish FOLDER: the package and the feed, where the host has files that it copies as they are.
publish() {
  mkdir -p "$site/$1"
  cp -R "$HUSTINGS_PKG" "$site/$1/pkg"
  cp "$HUSTINGS_FEED" "$site/$1/nominations.json"
}

# What site/requirements.txt names, in the versions that constraints.txt has.
python_packages() {
  local wanted=("$recipe/site/requirements.txt" "$recipe/constraints.txt")
  if ! cat "${wanted[@]}" | cmp --silent - "$WORK/venv/installed"; then
    rm -rf "$WORK/venv"
    python3 -c 'import ensurepip' 2>/dev/null || debian python3 python3-venv
    python3 -m venv "$WORK/venv"
    "$WORK/venv/bin/pip" install --quiet --disable-pip-version-check --requirement "${wanted[0]}" --constraint "${wanted[1]}"
    cat "${wanted[@]}" >"$WORK/venv/installed"
  fi
  PATH=$WORK/venv/bin:$PATH
}

# What site/package-lock.json names.
npm_packages() {
  local lock=$recipe/site/package-lock.json
  cmp --silent "$lock" "$site/node_modules/installed" && return
  # None of these packages needs its install script.
  npm --prefix "$site" ci --ignore-scripts --no-audit --no-fund
  cp "$lock" "$site/node_modules/installed"
}

# node_at_least MAJOR MINOR VERSION: takes that version from npm where this machine's is older.
node_at_least() {
  local major minor
  IFS=. read -r major minor _ <<<"$(node --version | tr -d v)"
  ((major > $1 || (major == $1 && minor >= $2))) && return
  local own=$WORK/node-$3
  [[ -x $own/node_modules/.bin/node ]] || npm install --prefix "$own" --no-save --no-audit --no-fund "node@$3"
  PATH=$own/node_modules/.bin:$PATH
  node --version | grep --quiet --fixed-strings "$3" || fail "this needs Node $1.$2 or newer, and npm's package node@$3 brought none"
}
