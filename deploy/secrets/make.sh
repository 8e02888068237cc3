#!/bin/sh
# Runs to its end before the services start: makes each secret a file that only the services which need it can read.
# What .env names is written to its file; what it does not name is made once and never written again.
set -eu
umask 077

folder=${1:-/secrets}
# the users that the images run as
postgres=999
throughline=10001
grafana=472

random() {
  made=$(od -An -N32 -tx1 /dev/urandom | tr -d ' \n')
  if [ ${#made} -ne 64 ]; then
    echo "secrets: cannot read random bytes" >&2
    exit 1
  fi
  echo "$made"
}

# keep NAME VALUE-OF-.ENV OWNER GROUP MODE
keep() {
  if [ -n "$2" ]; then
    value=$2
    origin="from .env"
  elif [ -s "$folder/$1" ]; then
    return
  else
    value=$(random)
    origin="made"
  fi
  rm -f "$folder/.new"
  printf '%s\n' "$value" >"$folder/.new"
  chmod "$5" "$folder/.new"
  chown "$3:$4" "$folder/.new"
  mv "$folder/.new" "$folder/$1"
  echo "secrets: $1 $origin"
}

# to be passed through, not to be listed
chmod 711 "$folder"
keep postgres-password "${POSTGRES_PASSWORD:-}" $postgres $postgres 400
keep database-password "${THROUGHLINE_DATABASE_PASSWORD:-}" $throughline $postgres 440
keep github-webhook "${THROUGHLINE_GITHUB_SECRET:-}" $throughline $throughline 400
keep api-token "${THROUGHLINE_API_TOKEN:-}" $throughline $throughline 400
keep grafana-database-password "${GRAFANA_DATABASE_PASSWORD:-}" $grafana $postgres 440
keep grafana-admin-password "${GRAFANA_ADMIN_PASSWORD:-}" $grafana $grafana 400
