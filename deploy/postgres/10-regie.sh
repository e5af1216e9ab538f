#!/bin/sh
# Runs once, when the database is made: the ordinary role of the application, and the database that it owns.
# Never a superuser: that one walks through every policy. CREATEROLE is for the portal's restricted role.
set -eu
psql --set ON_ERROR_STOP=1 --set password="$REGIE_PASSWORD" --username "${POSTGRES_USER:-postgres}" --dbname postgres <<'SQL'
CREATE ROLE regie LOGIN NOSUPERUSER NOCREATEDB CREATEROLE PASSWORD :'password';
CREATE DATABASE regie OWNER regie;
SQL
