#!/bin/sh
# Runs once, when the database is made: the owner of the database and its tables (regie), and the login of the website
# and the tasks (regie_web), which owns nothing and works in the role regie_app. Never a superuser: that one walks
# through every policy. NOINHERIT: what regie_web may, it may only in the role it is in.
set -eu
psql --set ON_ERROR_STOP=1 --set password="$REGIE_PASSWORD" --set web_password="$REGIE_WEB_PASSWORD" \
    --username "${POSTGRES_USER:-postgres}" --dbname postgres <<'SQL'
CREATE ROLE regie_app NOLOGIN;
CREATE ROLE regie_portal NOLOGIN;
CREATE ROLE regie LOGIN NOSUPERUSER NOCREATEDB NOCREATEROLE PASSWORD :'password';
CREATE ROLE regie_web LOGIN NOSUPERUSER NOCREATEDB NOCREATEROLE NOINHERIT PASSWORD :'web_password';
GRANT regie_app, regie_portal TO regie, regie_web;
ALTER ROLE regie_web SET role = 'regie_app';
CREATE DATABASE regie OWNER regie;
SQL
