# What the recipes of real servers share; to be sourced by a start.sh. It needs WORK and PORT.
# shellcheck shell=bash

# shellcheck source=tests/hosts/recipes.sh
source "$(dirname "${BASH_SOURCE[0]}")/recipes.sh"

ENDINGS=()
SERVERS=()

at_end() {
  ENDINGS+=("$1")
}

# server NAME COMMAND…: runs beside this script, and never longer than it, however it ends.
server() {
  local name=$1
  shift
  setpriv --pdeathsig TERM -- "$@" >>"$WORK/log/$name.log" 2>&1 9>&- &
  SERVERS+=("$!")
  eval "NAME_OF_$!=\$name"
}

# until_it SECONDS WHAT COMMAND…: waits until the command succeeds, as long as all servers run.
until_it() {
  local turns=$(($1 * 10)) what=$2 pid
  shift 2
  until "$@" >/dev/null 2>&1; do
    ((turns-- > 0)) || fail "$what doesn't come up: see $WORK/log"
    for pid in "${SERVERS[@]}"; do
      kill -0 "$pid" 2>/dev/null || ended "$pid"
    done
    sleep 0.1
  done
}

ended() {
  local name="NAME_OF_$1"
  tail -n 20 "$WORK/log/${!name}.log" >&2
  fail "${!name} ended by itself: $WORK/log/${!name}.log"
}

# nginx_with: a web server on PORT, with what standard input says of its server.
nginx_with() {
  local kind user=
  if [[ $(id -u) == 0 ]]; then user="user root;"; fi
  {
    echo "daemon off; pid $WORK/run/nginx.pid; error_log $WORK/log/nginx.log; $user"
    echo "worker_processes 1;"
    echo "events {}"
    echo "http {"
    echo "  include /etc/nginx/mime.types;"
    echo "  default_type application/octet-stream;"
    echo "  access_log $WORK/log/nginx-access.log;"
    for kind in client_body proxy fastcgi uwsgi scgi; do echo "  ${kind}_temp_path $WORK/run/$kind;"; done
    echo "  server {"
    echo "    listen 127.0.0.1:$PORT;"
    cat
    echo "  }"
    echo "}"
  } >"$WORK/nginx.conf"
  server nginx nginx -c "$WORK/nginx.conf" -e "$WORK/log/nginx.log"
}

# Goes on until this script is killed, or until a server ends.
stay() {
  local pid
  wait -n -p pid "${SERVERS[@]}" || true
  ended "$pid"
}

clean_up() {
  local code=$? pid ending turns=50
  trap - EXIT
  trap '' INT TERM HUP
  # The last one started is the first to go: it may need those before it.
  for ((at = ${#SERVERS[@]} - 1; at >= 0; at--)); do
    kill -TERM "${SERVERS[at]}" 2>/dev/null || true
  done
  for pid in "${SERVERS[@]}"; do
    while kill -0 "$pid" 2>/dev/null && ((turns-- > 0)); do sleep 0.1; done
    kill -KILL "$pid" 2>/dev/null || true
  done
  for ending in "${ENDINGS[@]}"; do $ending || true; done
  exit "$code"
}

: "${HUSTINGS_PKG:?the folder of the package}" "${HUSTINGS_FEED:?a feed file}" "${WORK:?a folder to work in}" "${PORT:?a free port}"
mkdir -p "$WORK/log"
WORK=$(realpath "$WORK")
trap clean_up EXIT
trap 'exit 143' TERM
trap 'exit 130' INT
trap 'exit 129' HUP
exec 9>"$WORK/lock"
flock --wait 20 9 || fail "another one runs in $WORK"

# Sockets have short names only: the kernel takes 107 bytes of a path.
SOCKETS=$WORK/run
private_sockets() {
  SOCKETS=$(mktemp --directory)
  at_end "rm -rf $SOCKETS"
}
if ((${#SOCKETS} > 80)); then private_sockets; fi
mkdir -p "$SOCKETS" "$WORK/run"
