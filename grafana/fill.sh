#!/bin/sh
# Copies the boards, with the address of Throughline's pages in their links: fill.sh FROM TO. Reads THROUGHLINE_URL. Grafana
# takes variables of the environment into data sources, not into boards.
set -eu

url=${THROUGHLINE_URL:-http://127.0.0.1:8080}
url=${url%/}
if ! printf '%s' "$url" | grep -Eqx 'https?://[][A-Za-z0-9.:_/~%@-]+'; then
    echo "THROUGHLINE_URL is '$url' and should be an address such as https://throughline.example.org" >&2
    exit 1
fi

mkdir -p "$2"
for board in "$1"/*.json; do
    sed "s#http://127\.0\.0\.1:8080#$url#g" "$board" > "$2/${board##*/}"
done
