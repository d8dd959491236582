-- The log of sign-ins: nobody but this function adds to it, and when is the database's to say.
CREATE OR REPLACE FUNCTION app.note_sign_in(person uuid, unknown text, address inet, became text) RETURNS void
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $$
BEGIN
  IF became NOT IN ('good', 'password', 'code', 'blocked') THEN
    RAISE EXCEPTION 'no sign-in becomes “%”', left(became, 20);
  END IF;
  INSERT INTO public.accounts_signin (id, at, user_id, fingerprint, ip, outcome)
    VALUES (gen_random_uuid(), clock_timestamp(), person, unknown, address, became);
END $$;
REVOKE ALL ON FUNCTION app.note_sign_in(uuid, text, inet, text) FROM PUBLIC;
GRANT EXECUTE ON FUNCTION app.note_sign_in(uuid, text, inet, text) TO portal_app;
