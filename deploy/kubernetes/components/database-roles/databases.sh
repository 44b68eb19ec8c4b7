#!/bin/bash
# Databases, roles and passwords; PGHOST, PGUSER and PGPASSWORD say where and as whom.
set -eu

run() {
    psql --no-psqlrc --quiet --set ON_ERROR_STOP=1 "$@"
}

until run --dbname postgres --command 'select 1' > /dev/null 2>&1; do
    echo "waiting for PostgreSQL at $PGHOST"
    sleep 2
done
for service in reseller tenant job billing; do
    found=$(run --dbname postgres --tuples-only --no-align --command "select 1 from pg_database where datname = '$service'")
    if [ "$found" != 1 ]; then
        run --dbname postgres --command "create database $service"
    fi
    run --dbname "$service" --file "${ROLES:-/etc/sotto/database/roles.sql}"
    for kind in migrator app system; do
        file=${PASSWORDS:-/etc/sotto/passwords}/${service}_$kind
        if [ ! -s "$file" ]; then
            echo "no password in $file" >&2
            exit 1
        fi
        # psql reads the file itself: no password stands on a command line.
        run --dbname postgres <<EOF
\set password \`cat $file\`
alter role ${service}_$kind password :'password';
EOF
    done
    echo "the database $service has its roles"
done
