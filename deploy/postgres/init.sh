#!/bin/sh
# Runs once, when the database folder is empty: the database with its owner, and a login for Grafana that may only ask for
# numbers. The group is made here because the owner may not create roles; R__metrics.sql grants it what it may see.
set -eu

owner_password=$(cat "$THROUGHLINE_DATABASE_PASSWORD_FILE")
grafana_password=$(cat "$GRAFANA_DATABASE_PASSWORD_FILE")

psql --no-psqlrc --quiet --set=ON_ERROR_STOP=1 \
    --username="${POSTGRES_USER:-postgres}" --dbname=postgres \
    --set=owner_password="$owner_password" \
    --set=grafana_password="$grafana_password" <<'SQL'
create role throughline_reader nologin;
create role throughline login password :'owner_password';
create role grafana login password :'grafana_password' in role throughline_reader;
alter role grafana set default_transaction_read_only = on;
alter role grafana set statement_timeout = '30s';
-- compiling these short queries takes longer than running them
alter role grafana set jit = off;
alter role throughline set jit = off;
create database throughline owner throughline;
revoke connect on database throughline from public;
grant connect on database throughline to throughline_reader;
SQL
