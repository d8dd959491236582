-- What guards an account (password, second factor, addresses, the list of its sessions) belongs to no partnership. It is
-- read and changed only where the application has signed which account it works on, for this backend and transaction.
-- "account …" is no scope of a partnership, and no scope is an account: neither is taken for the other.
CREATE OR REPLACE FUNCTION app.open_account(account uuid, signature text) RETURNS void LANGUAGE plpgsql SECURITY DEFINER
SET search_path = pg_catalog, pg_temp AS $$
BEGIN
  IF app.is_signed('account ' || account, signature) IS NOT TRUE THEN RAISE EXCEPTION 'bad account signature'; END IF;
  PERFORM set_config('app.account', account || '|' || signature, true);
END $$;

CREATE OR REPLACE FUNCTION app.account() RETURNS uuid LANGUAGE plpgsql STABLE SECURITY DEFINER
SET search_path = pg_catalog, pg_temp AS $$
DECLARE
  raw     text := nullif(current_setting('app.account', true), '');
  account text := split_part(raw, '|', 1);
BEGIN
  IF raw IS NULL THEN RAISE EXCEPTION 'no account scope'; END IF;
  IF app.is_signed('account ' || account, split_part(raw, '|', 2)) IS NOT TRUE THEN RAISE EXCEPTION 'bad account scope'; END IF;
  RETURN account::uuid;
END $$;

-- Of the accounts' own table: by what somebody signs in is changed in their account's scope alone.
CREATE OR REPLACE FUNCTION app.guards_account() RETURNS trigger LANGUAGE plpgsql SET search_path = pg_catalog, pg_temp AS $$
BEGIN
  IF current_user = 'portal_app' AND NEW.id IS DISTINCT FROM app.account() THEN
    RAISE EXCEPTION 'this is not the account that is open';
  END IF;
  RETURN NEW;
END $$;
REVOKE ALL ON FUNCTION app.guards_account() FROM PUBLIC;

-- A session is read, kept and ended by whoever has its key, which is kept nowhere: the row has the key's fingerprint.
-- What the data says is signed by the application together with the key, so a row's data is worth nothing under another.
CREATE OR REPLACE FUNCTION app.session_data(key text) RETURNS text LANGUAGE plpgsql STABLE SECURITY DEFINER
SET search_path = pg_catalog, pg_temp AS $$
BEGIN
  RETURN (
    SELECT data FROM public.accounts_session WHERE key_hash = sha256(convert_to(key, 'UTF8')) AND expires_at > now()
  );
END $$;

-- Whether it was kept: not as a new one under a key that there is, and not where it has ended meanwhile.
CREATE OR REPLACE FUNCTION app.save_session(key text, new_data text, person uuid, ends timestamptz, is_new boolean)
RETURNS boolean LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $$
DECLARE
  fingerprint bytea := sha256(convert_to(key, 'UTF8'));
BEGIN
  IF is_new THEN
    INSERT INTO public.accounts_session (id, key_hash, data, user_id, user_agent, began_at, last_seen_at, expires_at)
      VALUES (gen_random_uuid(), fingerprint, new_data, person, '', now(), now(), ends) ON CONFLICT DO NOTHING;
  ELSE
    UPDATE public.accounts_session SET data = new_data, user_id = person, last_seen_at = now(), expires_at = ends
      WHERE key_hash = fingerprint;
  END IF;
  RETURN FOUND;
END $$;

CREATE OR REPLACE FUNCTION app.note_session(key text, address inet, agent text, began double precision) RETURNS void LANGUAGE plpgsql
SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $$
BEGIN
  UPDATE public.accounts_session SET ip = address, user_agent = agent, began_at = to_timestamp(began)
    WHERE key_hash = sha256(convert_to(key, 'UTF8'));
END $$;

CREATE OR REPLACE FUNCTION app.delete_session(key text) RETURNS void LANGUAGE plpgsql SECURITY DEFINER
SET search_path = pg_catalog, pg_temp AS $$
BEGIN
  DELETE FROM public.accounts_session WHERE key_hash = sha256(convert_to(key, 'UTF8'));
END $$;

CREATE OR REPLACE FUNCTION app.forget_sessions() RETURNS void LANGUAGE plpgsql SECURITY DEFINER
SET search_path = pg_catalog, pg_temp AS $$
BEGIN
  DELETE FROM public.accounts_session WHERE expires_at <= now();
END $$;

REVOKE ALL ON FUNCTION app.open_account(uuid, text), app.account(), app.session_data(text),
  app.save_session(text, text, uuid, timestamptz, boolean), app.note_session(text, inet, text, double precision),
  app.delete_session(text), app.forget_sessions() FROM PUBLIC;
GRANT EXECUTE ON FUNCTION app.open_account(uuid, text), app.account(), app.session_data(text),
  app.save_session(text, text, uuid, timestamptz, boolean), app.note_session(text, inet, text, double precision),
  app.delete_session(text), app.forget_sessions() TO portal_app;
