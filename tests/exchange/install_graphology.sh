#!/bin/sh
# Puts graphology and its readers into the folder $1/node_modules, once. Fails where npm is missing or offline.
set -e
[ -d "$1/node_modules/graphology-gexf" ] && exit 0
command -v npm >/dev/null || { echo "npm is not installed"; exit 1; }
mkdir -p "$1"
npm install --silent --no-audit --no-fund --prefix "$1" \
  $(awk '$2 == "npm" { print $1 }' "$(dirname "$0")/../../tools/packages.txt")
