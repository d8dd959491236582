-- A scope that SQL injection cannot forge, copy or keep. The application asks app.here() where it is, signs
-- "readable/writable/user" together with the answer, and app.open_scope() keeps both for this transaction. Every
-- policy checks the signature again, so what another session or an earlier transaction signed is refused, even where
-- its text can be seen (pg_stat_activity shows a role its own queries). The database never signs, it only checks.
-- HMAC-SHA256 is written out because pgcrypto is not everywhere: the two pads are the 64-byte key xor 0x5c and 0x36.
CREATE SCHEMA IF NOT EXISTS app;
REVOKE ALL ON SCHEMA app FROM PUBLIC;
GRANT USAGE ON SCHEMA app TO portal_app;

CREATE TABLE IF NOT EXISTS app.scope_key (only_row boolean PRIMARY KEY DEFAULT true CHECK (only_row), ipad bytea NOT NULL, opad bytea NOT NULL);
REVOKE ALL ON app.scope_key FROM PUBLIC;

-- Which transactions have changed a partnership's records, for a few days: `core.db.change_detection` says what that is good for.
CREATE TABLE IF NOT EXISTS app.change (
  partnership_id int, transaction xid8, noted_at timestamptz NOT NULL DEFAULT now(), PRIMARY KEY (partnership_id, transaction)
);
REVOKE ALL ON app.change FROM PUBLIC;

-- This backend and this transaction.
CREATE OR REPLACE FUNCTION app.here() RETURNS text LANGUAGE sql STABLE SET search_path = pg_catalog, pg_temp AS $$
  SELECT pg_backend_pid() || '#' || extract(epoch FROM now())
$$;

CREATE OR REPLACE FUNCTION app.is_signed(body text, signature text) RETURNS boolean LANGUAGE sql STABLE SECURITY DEFINER
SET search_path = pg_catalog, pg_temp AS $$
  SELECT encode(sha256(opad || sha256(ipad || convert_to(body || '#' || app.here(), 'UTF8'))), 'hex') = signature
  FROM app.scope_key
$$;

CREATE OR REPLACE FUNCTION app.open_scope(body text, signature text) RETURNS void LANGUAGE plpgsql SECURITY DEFINER
SET search_path = pg_catalog, pg_temp AS $$
BEGIN
  IF app.is_signed(body, signature) IS NOT TRUE THEN RAISE EXCEPTION 'bad scope signature'; END IF;
  PERFORM set_config('app.scope', body || '|' || signature, true);
END $$;

-- Part 1 is what may be read, 2 what may be written, 3 the user.
CREATE OR REPLACE FUNCTION app.scope_part(part int) RETURNS text LANGUAGE plpgsql STABLE SECURITY DEFINER
SET search_path = pg_catalog, pg_temp AS $$
DECLARE
  raw  text := nullif(current_setting('app.scope', true), '');
  body text := split_part(raw, '|', 1);
BEGIN
  IF raw IS NULL THEN RAISE EXCEPTION 'no partnership scope'; END IF;
  IF app.is_signed(body, split_part(raw, '|', 2)) IS NOT TRUE THEN RAISE EXCEPTION 'bad scope'; END IF;
  RETURN nullif(split_part(body, '/', part), '');
END $$;

CREATE OR REPLACE FUNCTION app.readable() RETURNS int[] LANGUAGE sql STABLE SET search_path = pg_catalog, pg_temp AS $$
  SELECT string_to_array(app.scope_part(1), ',')::int[]
$$;
-- Raises where nothing may be written: a policy alone would let the statement change no row and say nothing.
CREATE OR REPLACE FUNCTION app.writable() RETURNS int[] LANGUAGE plpgsql STABLE SET search_path = pg_catalog, pg_temp AS $$
DECLARE
  ids int[] := string_to_array(app.scope_part(2), ',')::int[];
BEGIN
  IF ids IS NULL THEN RAISE EXCEPTION 'this partnership scope is read-only'; END IF;
  RETURN ids;
END $$;
CREATE OR REPLACE FUNCTION app.me() RETURNS uuid LANGUAGE sql STABLE SET search_path = pg_catalog, pg_temp AS $$
  SELECT app.scope_part(3)::uuid
$$;

-- A row never moves to another partnership.
CREATE OR REPLACE FUNCTION app.stays_home() RETURNS trigger LANGUAGE plpgsql SET search_path = pg_catalog, pg_temp AS $$
BEGIN
  IF OLD.partnership_id IS DISTINCT FROM NEW.partnership_id THEN
    RAISE EXCEPTION 'a row of % cannot move to another partnership', TG_TABLE_NAME;
  END IF;
  RETURN NEW;
END $$;

-- History says who by the signed scope, not by a setting that anybody may set, and in which transaction, so that all
-- that one import wrote can be found again. Only the owner, in a migration, is believed; inside this function
-- current_user is the owner.
CREATE OR REPLACE FUNCTION app.name_author() RETURNS trigger LANGUAGE plpgsql SECURITY DEFINER
SET search_path = pg_catalog, pg_temp AS $$
BEGIN
  IF session_user <> current_user THEN
    NEW.pgh_context := jsonb_build_object('user', app.scope_part(3), 'transaction', pg_current_xact_id()::text);
  END IF;
  INSERT INTO app.change (partnership_id, transaction) VALUES (NEW.partnership_id, pg_current_xact_id())
    ON CONFLICT DO NOTHING;
  RETURN NEW;
END $$;

-- What is written for good says when by the database's clock and who by the signed scope, whatever the statement said of
-- either. Told are the columns: when, and who where the table names somebody.
CREATE OR REPLACE FUNCTION app.name_writer() RETURNS trigger LANGUAGE plpgsql SECURITY DEFINER
SET search_path = pg_catalog, pg_temp AS $$
DECLARE
  said jsonb := jsonb_build_object(TG_ARGV[0], clock_timestamp());
BEGIN
  IF session_user <> current_user THEN
    IF TG_NARGS > 1 THEN said := said || jsonb_build_object(TG_ARGV[1], app.me()); END IF;
    NEW := jsonb_populate_record(NEW, said);
  END IF;
  RETURN NEW;
END $$;
-- What stood in its place, with its trigger.
DROP FUNCTION IF EXISTS app.name_reader() CASCADE;

-- What is written for good waits to be sealed (`core.seals`), from the moment on at which its own transaction commits.
CREATE OR REPLACE FUNCTION app.await_seal() RETURNS trigger LANGUAGE plpgsql SECURITY DEFINER
SET search_path = pg_catalog, pg_temp AS $$
BEGIN
  IF TG_ARGV[0] = 'event' THEN
    INSERT INTO public.core_unsealed (chain, "table", key) VALUES (NEW.partnership_id, TG_TABLE_NAME, NEW.pgh_id);
  ELSIF TG_ARGV[0] = 'tenant' THEN
    INSERT INTO public.core_unsealed (chain, "table", key) VALUES (NEW.partnership_id, TG_TABLE_NAME, NEW.id);
  ELSE
    INSERT INTO public.core_unsealed (chain, "table", key) VALUES (0, TG_TABLE_NAME, NEW.id);
  END IF;
  RETURN NULL;
END $$;

-- Whether a transaction that the snapshot did not see has changed records of a partnership that may be read here.
CREATE OR REPLACE FUNCTION app.changed_since(partnership int, seen pg_snapshot) RETURNS boolean LANGUAGE sql STABLE
SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $$
  SELECT EXISTS (
    SELECT FROM app.change WHERE partnership_id = partnership AND partnership = ANY (app.readable())
    AND transaction >= pg_snapshot_xmin(seen) AND NOT pg_visible_in_snapshot(transaction, seen)
  )
$$;

CREATE OR REPLACE FUNCTION app.forget_changes() RETURNS void LANGUAGE sql SECURITY DEFINER
SET search_path = pg_catalog, pg_temp AS $$
  DELETE FROM app.change WHERE noted_at < now() - interval '3 days'
$$;

REVOKE ALL ON ALL FUNCTIONS IN SCHEMA app FROM PUBLIC;
GRANT EXECUTE ON FUNCTION app.open_scope(text, text), app.here(), app.scope_part(int), app.readable(),
  app.writable(), app.me(), app.changed_since(int, pg_snapshot), app.forget_changes() TO portal_app;

-- The history triggers ask this function whether to stay silent. They never do.
CREATE OR REPLACE FUNCTION public._pgtrigger_should_ignore(trigger_name name) RETURNS boolean LANGUAGE sql AS
$$ SELECT false $$;
