-- The five roles and the database of the portal. Safe to run again: it brings what exists into line.
--
--   psql -d postgres -f config/roles.sql                     as a superuser, once for each server
--   psql -d postgres -v database=live -f config/roles.sql    for another database name
--
-- It sets no passwords: give each role its own with \password, or let pg_hba.conf decide who is who.
-- Rights on tables come from migrations, which run as portal_owner.
\set ON_ERROR_STOP on
\if :{?database} \else \set database portal \endif

SET client_min_messages = warning;
SELECT format('CREATE ROLE %I', name)
FROM unnest(ARRAY['portal_owner', 'portal_app', 'portal_relay', 'portal_sealer', 'portal_backup']) AS name
WHERE NOT EXISTS (SELECT FROM pg_roles WHERE rolname = name) \gexec

-- Owns every table and runs migrations. The web process never holds its address.
ALTER ROLE portal_owner LOGIN NOSUPERUSER NOCREATEROLE NOREPLICATION NOBYPASSRLS;
-- Pages, jobs and commands. Owns nothing, so row-level security holds for all that it does.
ALTER ROLE portal_app LOGIN NOSUPERUSER NOCREATEDB NOCREATEROLE NOREPLICATION NOBYPASSRLS NOINHERIT;
-- Publishes the outbox, and is given nothing but that table.
ALTER ROLE portal_relay LOGIN NOSUPERUSER NOCREATEDB NOCREATEROLE NOREPLICATION NOBYPASSRLS NOINHERIT;
-- Seals the history and the logs: reads them, and adds links to the chains. No process that answers people has it.
ALTER ROLE portal_sealer LOGIN NOSUPERUSER NOCREATEDB NOCREATEROLE NOREPLICATION NOBYPASSRLS NOINHERIT;
-- Reads everything for pg_dump, which row-level security would otherwise cut short; writes nothing.
ALTER ROLE portal_backup LOGIN NOSUPERUSER NOCREATEDB NOCREATEROLE NOREPLICATION BYPASSRLS;
-- What roles were given for their connections goes: each may give itself such settings.
ALTER ROLE portal_owner RESET ALL;
ALTER ROLE portal_app RESET ALL;
ALTER ROLE portal_relay RESET ALL;
ALTER ROLE portal_sealer RESET ALL;
ALTER ROLE portal_backup SET default_transaction_read_only = on;
GRANT pg_read_all_data TO portal_backup;

SELECT format('CREATE DATABASE %I OWNER portal_owner ENCODING ''UTF8'' TEMPLATE template0', :'database')
WHERE NOT EXISTS (SELECT FROM pg_database WHERE datname = :'database') \gexec
ALTER DATABASE :"database" OWNER TO portal_owner;
ALTER DATABASE :"database" SET timezone = 'UTC';

-- Nobody connects, makes a temporary table (which could hide a real one) or adds to a schema unless named here.
REVOKE ALL ON DATABASE :"database" FROM PUBLIC;
GRANT CONNECT ON DATABASE :"database" TO portal_app, portal_relay, portal_sealer, portal_backup;

\connect :"database"
ALTER SCHEMA public OWNER TO portal_owner;
REVOKE ALL ON SCHEMA public FROM PUBLIC;
GRANT USAGE ON SCHEMA public TO portal_app, portal_relay, portal_sealer, portal_backup;

-- What our roles ask stays out of the server's log, whose lines quote values: the portal logs its slow and failed
-- statements itself, without them. A host that lets no administrator set this says so, and the portal warns at start.
DO $$
DECLARE
    role text;
    setting text;
BEGIN
    FOREACH role IN ARRAY ARRAY['portal_owner', 'portal_app', 'portal_relay', 'portal_sealer', 'portal_backup'] LOOP
        FOREACH setting IN ARRAY ARRAY[
            'log_min_messages = fatal', 'log_min_error_statement = panic', 'log_error_verbosity = terse',
            'log_statement = none', 'log_duration = off', 'log_min_duration_statement = -1',
            'log_min_duration_sample = -1', 'log_transaction_sample_rate = 0', 'log_lock_waits = off',
            'log_parameter_max_length = 0', 'log_parameter_max_length_on_error = 0'
        ] LOOP
            EXECUTE format('ALTER ROLE %I SET %s', role, setting);
        END LOOP;
    END LOOP;
EXCEPTION WHEN insufficient_privilege THEN
    RAISE WARNING 'This server writes our statements into its log: see docs/operations.md.';
END $$;

-- What other sessions are asking, with names in it, is nobody's but an operator's: a role sees its own sessions'
-- statements, and one role asks for all partnerships. It would see them from any database that it may enter.
SELECT $sql$
DO $$
BEGIN
    REVOKE EXECUTE ON FUNCTION pg_stat_get_activity(integer), pg_stat_get_backend_activity(integer) FROM PUBLIC;
    GRANT EXECUTE ON FUNCTION pg_stat_get_activity(integer), pg_stat_get_backend_activity(integer)
        TO portal_owner, pg_monitor;
    -- Nor does a role end its other sessions, which are those of everybody who uses the portal.
    REVOKE EXECUTE ON FUNCTION pg_terminate_backend(integer, bigint), pg_cancel_backend(integer) FROM PUBLIC;
    GRANT EXECUTE ON FUNCTION pg_terminate_backend(integer, bigint), pg_cancel_backend(integer)
        TO portal_owner, pg_signal_backend;
    IF has_function_privilege('portal_app', 'pg_stat_get_activity(integer)', 'EXECUTE') THEN
        RAISE WARNING 'This server lets portal_app read other sessions'' statements: see docs/operations.md.';
    END IF;
END $$
$sql$ AS hide \gset
:hide;
\connect template1
:hide;
\connect postgres
:hide;
