-- The log of sign-ins: nobody but this function adds to it, when is the database's to say, and the rest is what the
-- application has signed for this backend and transaction: whoever has its role alone adds no line.
DROP FUNCTION IF EXISTS app.note_sign_in(uuid, text, inet, text);
CREATE OR REPLACE FUNCTION app.note_sign_in(person uuid, unknown text, address text, became text, signature text)
RETURNS void LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $$
BEGIN
  IF app.is_signed(concat('sign-in ', person, '|', unknown, '|', address, '|', became), signature) IS NOT TRUE THEN
    RAISE EXCEPTION 'bad signature of a sign-in';
  END IF;
  IF became NOT IN ('good', 'password', 'code', 'blocked') THEN
    RAISE EXCEPTION 'no sign-in becomes “%”', left(became, 20);
  END IF;
  INSERT INTO public.accounts_signin (id, at, user_id, fingerprint, ip, outcome)
    VALUES (gen_random_uuid(), clock_timestamp(), person, unknown, address::inet, became);
END $$;
REVOKE ALL ON FUNCTION app.note_sign_in(uuid, text, text, text, text) FROM PUBLIC;
GRANT EXECUTE ON FUNCTION app.note_sign_in(uuid, text, text, text, text) TO portal_app;
