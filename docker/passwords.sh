#!/bin/sh
# Runs once, after roles.sql, when the database is made: each role gets its password from the environment.
set -eu
for role in owner app relay sealer backup; do
  variable="$(echo "$role" | tr '[:lower:]' '[:upper:]')_PASSWORD"
  eval "password=\${$variable:?}"
  psql --username "$POSTGRES_USER" --dbname postgres --set ON_ERROR_STOP=1 \
    --set role="portal_$role" --set password="$password" <<'SQL'
ALTER ROLE :"role" PASSWORD :'password';
SQL
done
