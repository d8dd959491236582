-- A scope that SQL injection cannot forge. The application signs "readable/writable/user/issued at"; open_scope()
-- checks it once and signs it again for this backend and this transaction, so a copied value is refused and a long
-- transaction never goes stale. HMAC-SHA256 is written out because pgcrypto is not everywhere: the two pads are the
-- 64-byte key xor 0x5c and xor 0x36.
CREATE SCHEMA IF NOT EXISTS app;
REVOKE ALL ON SCHEMA app FROM PUBLIC;
GRANT USAGE ON SCHEMA app TO portal_app, portal_relay;

CREATE TABLE IF NOT EXISTS app.scope_key (only_row boolean PRIMARY KEY DEFAULT true CHECK (only_row), ipad bytea NOT NULL, opad bytea NOT NULL);
REVOKE ALL ON app.scope_key FROM PUBLIC;

CREATE OR REPLACE FUNCTION app.sign(body text) RETURNS text LANGUAGE sql STABLE SECURITY DEFINER
SET search_path = pg_catalog AS $$
  SELECT encode(sha256(opad || sha256(ipad || convert_to(body, 'UTF8'))), 'hex') FROM app.scope_key
$$;

CREATE OR REPLACE FUNCTION app.here(body text) RETURNS text LANGUAGE sql STABLE SET search_path = pg_catalog AS $$
  SELECT body || '#' || pg_backend_pid() || '#' || extract(epoch FROM now())
$$;

CREATE OR REPLACE FUNCTION app.open_scope(body text, signature text) RETURNS void LANGUAGE plpgsql SECURITY DEFINER
SET search_path = pg_catalog AS $$
DECLARE
  who text := split_part(body, '/', 3);
BEGIN
  IF app.sign(body) IS DISTINCT FROM signature THEN RAISE EXCEPTION 'bad scope signature'; END IF;
  IF abs(split_part(body, '/', 4)::bigint - extract(epoch FROM clock_timestamp())::bigint) > 120 THEN
    RAISE EXCEPTION 'stale scope';
  END IF;
  PERFORM set_config('app.scope', body || '|' || app.sign(app.here(body)), true),
          set_config('pghistory.context_metadata', json_build_object('user', nullif(who, ''))::text, true);
END $$;

-- Part 1 is what may be read, 2 what may be written, 3 the user.
CREATE OR REPLACE FUNCTION app.scope_part(part int) RETURNS text LANGUAGE plpgsql STABLE SECURITY DEFINER
SET search_path = pg_catalog AS $$
DECLARE
  raw  text := nullif(current_setting('app.scope', true), '');
  body text := split_part(raw, '|', 1);
BEGIN
  IF raw IS NULL THEN RAISE EXCEPTION 'no partnership scope'; END IF;
  IF app.sign(app.here(body)) IS DISTINCT FROM split_part(raw, '|', 2) THEN RAISE EXCEPTION 'bad scope'; END IF;
  RETURN nullif(split_part(body, '/', part), '');
END $$;

CREATE OR REPLACE FUNCTION app.readable() RETURNS int[] LANGUAGE sql STABLE SET search_path = pg_catalog AS $$
  SELECT string_to_array(app.scope_part(1), ',')::int[]
$$;
CREATE OR REPLACE FUNCTION app.writable() RETURNS int[] LANGUAGE sql STABLE SET search_path = pg_catalog AS $$
  SELECT string_to_array(app.scope_part(2), ',')::int[]
$$;
CREATE OR REPLACE FUNCTION app.me() RETURNS uuid LANGUAGE sql STABLE SET search_path = pg_catalog AS $$
  SELECT app.scope_part(3)::uuid
$$;

-- A row never moves to another partnership.
CREATE OR REPLACE FUNCTION app.stays_home() RETURNS trigger LANGUAGE plpgsql SET search_path = pg_catalog AS $$
BEGIN
  RAISE EXCEPTION 'a row of % cannot move to another partnership', TG_TABLE_NAME;
END $$;

REVOKE ALL ON ALL FUNCTIONS IN SCHEMA app FROM PUBLIC;
GRANT EXECUTE ON FUNCTION app.open_scope(text, text), app.here(text), app.scope_part(int), app.readable(),
  app.writable(), app.me(), app.stays_home() TO portal_app;

-- The history triggers ask this function whether to stay silent. They never do.
CREATE OR REPLACE FUNCTION public._pgtrigger_should_ignore(trigger_name name) RETURNS boolean LANGUAGE sql AS
$$ SELECT false $$;
