-- What an operator may know of every partnership: how many people belong to it, and whether anybody manages it. The
-- names, and all else behind the wall, stay there. Asks by itself whether the signed user is an operator.
CREATE OR REPLACE FUNCTION app.partnership_counts() RETURNS TABLE (partnership_id int, members bigint, has_manager boolean)
LANGUAGE plpgsql STABLE SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $$
BEGIN
  IF NOT EXISTS (SELECT FROM public.accounts_operator o WHERE o.user_id = app.me()) THEN
    RAISE EXCEPTION 'only an operator may ask how partnerships stand';
  END IF;
  RETURN QUERY
    SELECT p.id::int, count(DISTINCT m.id), bool_or(r.role = 'manager') IS TRUE
    FROM public.core_partnership p
    LEFT JOIN public.accounts_membership m ON m.partnership_id = p.id
      AND (m.starts_on IS NULL OR m.starts_on <= current_date) AND (m.ends_on IS NULL OR m.ends_on >= current_date)
      AND EXISTS (SELECT FROM public.accounts_user u WHERE u.id = m.user_id AND u.is_active)
    LEFT JOIN public.accounts_membershiprole r ON r.membership_id = m.id
      AND (r.starts_on IS NULL OR r.starts_on <= current_date) AND (r.ends_on IS NULL OR r.ends_on >= current_date)
    GROUP BY p.id;
END $$;
REVOKE ALL ON FUNCTION app.partnership_counts() FROM PUBLIC;
GRANT EXECUTE ON FUNCTION app.partnership_counts() TO portal_app;
