# What all recipes share: how one fails, and how it gets Debian's packages. common.sh and servers.sh source it; it only
# defines functions.
# shellcheck shell=bash

# fail WORDS…: ends the recipe, and says why.
fail() {
  echo "$(basename "$(dirname "$(realpath "$0")")"): $*" >&2
  exit 1
}

# debian PACKAGE…: those of Debian's packages that are missing. What apt-get says goes to $WORK/apt.log.
debian() {
  local package missing=() log=$WORK/apt.log
  for package; do
    dpkg-query --show --showformat='${Status}' "$package" 2>/dev/null | grep --quiet ' installed$' || missing+=("$package")
  done
  ((${#missing[@]})) || return 0
  if [[ $(id -u) != 0 ]] || ! command -v apt-get >/dev/null; then
    fail "this needs Debian's packages ${missing[*]}, and this account may not install them. Run: sudo apt-get install --no-install-recommends ${missing[*]}$(other_release)"
  fi
  # In a session of its own: whoever ends the recipe must not end dpkg in the middle, which would have to be mended by hand.
  # shellcheck disable=SC2016
  setsid --wait bash -c 'source "$0"; install_alone "$@"' "${BASH_SOURCE[0]}" "${missing[@]}" >"$log" 2>&1 </dev/null ||
    fail "apt-get can't install ${missing[*]}: $log says why.$(other_release)"
}

# What has to be added where another release is at hand than the recipes are written for.
other_release() (
  ID='' VERSION_ID='' PRETTY_NAME=''
  # shellcheck source=/dev/null
  source "${OS_RELEASE:-/etc/os-release}" 2>/dev/null || true
  [[ $ID$VERSION_ID == debian12 ]] ||
    echo " The recipes take the packages of Debian 12, and this is ${PRETTY_NAME:-no Debian}: some have other names here."
)

# A mark in the file below, by which it is known as ours.
MARK="# Put here by tests/hosts/recipes.sh of hustings while it installs packages. If nothing is being installed, remove it."

# install_alone PACKAGE…: recipes run beside each other, and apt-get doesn't wait.
install_alone() {
  exec 9>"${APT_LOCK:-/run/hustings-apt.lock}" || return
  flock 9 || return
  # The services of what is installed would take ports that this machine may need. This is Debian's own way to say so.
  policy=${POLICY_FILE:-/usr/sbin/policy-rc.d}
  if [[ ! -e $policy ]] || is_ours; then
    # One that is ours already is of a run that was killed: whoever is at work has the lock.
    trap 'if is_ours; then rm -f "$policy"; fi' EXIT
    trap 'exit 143' TERM
    trap 'exit 130' INT
    trap 'exit 129' HUP
    printf '#!/bin/sh\n%s\nexit 101\n' "$MARK" >"$policy" && chmod 755 "$policy" || return
  fi
  # What apt-get starts must not keep the lock.
  apt-get update --quiet 9>&- || return
  # Whoever else installs something just now is waited for.
  DEBIAN_FRONTEND=noninteractive apt-get install --quiet --yes --no-install-recommends \
    -o DPkg::Lock::Timeout=300 "$@" 9>&-
}

is_ours() { grep --quiet --line-regexp --fixed-strings "$MARK" "$policy" 2>/dev/null; }
