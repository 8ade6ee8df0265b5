#!/bin/sh
# The real programs that some tests use, as Debian packages: installs those that are missing, as root with apt-get;
# elsewhere it says what to install, and the tests that need them say so again.
set -eu
missing=""
need() { # a program, and the package that brings it
  command -v "$1" >/dev/null 2>&1 || missing="$missing $2"
}
need redis-server redis-server
need chromium chromium
need node nodejs
need npm npm
[ -n "$missing" ] || exit 0
if [ "$(id -u)" -ne 0 ] || ! command -v apt-get >/dev/null 2>&1; then
  echo "not on this machine, and only root with apt-get can install it from here:$missing" >&2
  exit 0
fi
export DEBIAN_FRONTEND=noninteractive
apt-get -qq update
# shellcheck disable=SC2086  # one word for each package
apt-get -qq install --yes --no-install-recommends $missing >/dev/null
