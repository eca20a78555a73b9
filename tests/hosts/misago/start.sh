#!/usr/bin/env bash
# A Misago of PyPI's, with nginx, gunicorn and PostgreSQL, and one topic with the widget in its first post.
set -euo pipefail
here=$(dirname "$(realpath "$0")")
# shellcheck source=tests/hosts/servers.sh
source "$here/../servers.sh"

postgres=/usr/lib/postgresql/15/bin
debian nginx postgresql-15 python3.11-venv curl

venv=$WORK/venv
if ! cmp --silent "$here/requirements.txt" "$venv/requirements.txt"; then
  rm -rf "$venv"
  {
    /usr/bin/python3.11 -m venv "$venv" &&
      "$venv/bin/pip" install --quiet --requirement "$here/requirements.txt"
  } >"$WORK/log/pip.log" 2>&1 || fail "Misago can't be installed: $WORK/log/pip.log"
  cp "$here/requirements.txt" "$venv/"
fi

plugins=$WORK/plugins
rm -rf "$plugins" "$WORK/static/hustings"
mkdir -p "$plugins"
cp --recursive "$here/../../../integrations/misago/hustings" "$plugins/hustings"
static=$plugins/hustings/misago_hustings/static
mkdir -p "$static"
cp --recursive --dereference "$HUSTINGS_PKG" "$static/hustings"
cp "$HUSTINGS_FEED" "$static/hustings/nominations.json"

# PostgreSQL doesn't run as root.
as=()
export FORUM_DB_USER
FORUM_DB_USER=$(id -un)
database=$WORK/database
if [[ $(id -u) == 0 ]]; then
  FORUM_DB_USER=postgres
  # Said once more, since a change of account takes it away: it ends with this script.
  as=(setpriv --reuid postgres --regid postgres --init-groups --pdeathsig TERM)
  if ! "${as[@]}" test -x "$WORK"; then
    # It can't get through the folders above.
    database=$(mktemp --directory)
    at_end "rm -rf $database"
    private_sockets
  fi
  install --directory --owner postgres --mode 700 "$database"
  chown postgres "$SOCKETS"
fi
if [[ ! -s $database/PG_VERSION ]]; then
  (cd / && "${as[@]}" "$postgres/initdb" --pgdata="$database" --username="$FORUM_DB_USER" --auth=trust \
    --encoding=UTF8 --locale=C.UTF-8 --no-sync) >"$WORK/log/database-setup.log" 2>&1 ||
    fail "the database can't be made: $WORK/log/database-setup.log"
fi
server postgresql "${as[@]}" "$postgres/postgres" -D "$database" -k "$SOCKETS" \
  -c listen_addresses= -c fsync=off -c shared_buffers=32MB
until_it 60 PostgreSQL "$postgres/pg_isready" --host="$SOCKETS"

export SOCKETS WORK MISAGO_PLUGINS=$plugins PYTHONPATH=$here PYTHONDONTWRITEBYTECODE=1
topic=$("$venv/bin/python" "$here/setup.py" "127.0.0.1:$PORT" 2>"$WORK/log/setup.log") || {
  tail -n 5 "$WORK/log/setup.log" >&2
  fail "the forum can't be made: $WORK/log/setup.log"
}

server gunicorn env DJANGO_SETTINGS_MODULE=settings "$venv/bin/gunicorn" --workers 2 \
  --bind "unix:$SOCKETS/web" devproject.wsgi
nginx_with <<CONF
    location /static/ { alias $WORK/static/; }
    location /media/ { alias $WORK/media/; }
    location / {
      proxy_pass http://unix:$SOCKETS/web;
      proxy_set_header Host \$http_host;
      proxy_set_header X-Forwarded-For \$remote_addr;
    }
CONF

has_script() { [[ $(curl --silent --fail "$1") == *'<script type="module" src="/static/hustings/hustings.js">'* ]]; }
until_it 60 "the topic with its script" has_script "$topic"
echo "version $("$venv/bin/pip" show misago | sed -n 's/^Version: //p')"
echo "address $topic"
stay
