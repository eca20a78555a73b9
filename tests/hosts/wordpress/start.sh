#!/usr/bin/env bash
# A WordPress of Debian's, with nginx, PHP and MariaDB, and one post with the widget in it.
set -euo pipefail
here=$(dirname "$(realpath "$0")")
# shellcheck source=tests/hosts/servers.sh
source "$here/../servers.sh"

# All at once, or else WordPress and PHP bring a web server of their own choice.
debian nginx php php8.2-cli php8.2-fpm php-mysql mariadb-server-core mariadb-client-core \
  wordpress wordpress-theme-twentytwentythree curl

site=$WORK/site
user=$(id -un)
version=$(dpkg-query --show --showformat '${Version}' wordpress)
[[ $version == 6.1.* ]] || echo "wordpress: made for 6.1, but this is $version" >&2

# The site is a copy, as on any host: Debian's own has its settings in /etc.
if [[ $(cat "$site/.version" 2>/dev/null) != "$version" ]]; then
  rm -rf "$site" "$WORK/database"
  cp --recursive --dereference /usr/share/wordpress "$site"
  mkdir -p "$site/wp-content/uploads"
  echo "$version" >"$site/.version"
fi
plugin=$site/wp-content/plugins/hustings
rm -rf "$plugin"
cp --recursive "$here/../../../integrations/wordpress/hustings" "$plugin"
cp --recursive --dereference "$HUSTINGS_PKG" "$plugin/pkg"

if [[ ! -d $WORK/database/mysql ]]; then
  rm -rf "$WORK/database" "$site/.installed"
  mariadb-install-db --no-defaults --datadir="$WORK/database" --user="$user" --skip-test-db \
    --auth-root-authentication-method=normal >"$WORK/log/database-setup.log" 2>&1 ||
    fail "the database can't be made: $WORK/log/database-setup.log"
fi
server mariadb mariadbd --no-defaults --datadir="$WORK/database" --user="$user" --skip-networking \
  --socket="$SOCKETS/db" --pid-file="$WORK/run/mariadb.pid" --innodb-buffer-pool-size=32M
sql() { mariadb --no-defaults --socket="$SOCKETS/db" --user=root "$@"; }
until_it 60 MariaDB sql --execute 'select 1'
sql --execute 'create database if not exists wordpress character set utf8mb4'

cat >"$site/wp-config.php" <<PHP
<?php
define( 'DB_NAME', 'wordpress' );
define( 'DB_USER', 'root' );
define( 'DB_PASSWORD', '' );
define( 'DB_HOST', 'localhost:$SOCKETS/db' );
define( 'DB_CHARSET', 'utf8mb4' );
define( 'DB_COLLATE', '' );
// The port is another one each time.
define( 'WP_HOME', 'http://127.0.0.1:$PORT' );
define( 'WP_SITEURL', 'http://127.0.0.1:$PORT' );
define( 'WP_HTTP_BLOCK_EXTERNAL', true );
define( 'AUTOMATIC_UPDATER_DISABLED', true );
define( 'DISABLE_WP_CRON', true );
define( 'WP_DEBUG', true );
define( 'WP_DEBUG_DISPLAY', false );
define( 'WP_DEBUG_LOG', '$WORK/log/wordpress.log' );
\$table_prefix = 'wp_';
defined( 'ABSPATH' ) || define( 'ABSPATH', __DIR__ . '/' );
require_once ABSPATH . 'wp-settings.php';
PHP

cat >"$WORK/php-fpm.conf" <<CONF
[global]
error_log = $WORK/log/php-fpm.log
daemonize = no
[www]
listen = $SOCKETS/php
user = $user
group = $(id -gn)
pm = static
pm.max_children = 2
CONF
root=()
if [[ $(id -u) == 0 ]]; then root=(--allow-to-run-as-root); fi
server php php-fpm8.2 --nodaemonize "${root[@]}" --fpm-config "$WORK/php-fpm.conf"

nginx_with <<CONF
    root $site;
    index index.php;
    location / { try_files \$uri \$uri/ /index.php?\$args; }
    location ~ \.php\$ {
      try_files \$uri =404;
      include /etc/nginx/fastcgi.conf;
      fastcgi_pass unix:$SOCKETS/php;
    }
CONF

setup() {
  ADDRESS="127.0.0.1:$PORT" php -d sendmail_path=/bin/true "$here/setup.php" "$site" "$(realpath "$HUSTINGS_FEED")"
}
addresses=$(setup) || {
  # It was just installed.
  [[ $? == 75 ]] || fail "the site can't be made"
  addresses=$(setup) || fail "the post can't be written"
}
{ read -r post; read -r as_html; } <<<"$addresses"

holds_script() { [[ $(curl --silent --fail "$1") == *'<script type="module" '*hustings/pkg/hustings.js* ]]; }
until_it 30 "the post with its script" holds_script "$post"
until_it 5 "the post in HTML with its script" holds_script "$as_html"
echo "version $version"
echo "address $post"
stay
