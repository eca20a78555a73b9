# What the recipes of bundlers share, after common.sh.

# The package as npm publishes it, in place of an earlier run's.
npm_tarball() {
  rm -rf "$WORK"/hustings-*.tgz "$site/node_modules/hustings"
  (cd "$HUSTINGS_PKG" && npm pack --silent --pack-destination "$WORK")
  npm --prefix "$site" install --no-save --no-package-lock --ignore-scripts --no-audit --no-fund "$WORK"/hustings-*.tgz
}
