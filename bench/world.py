"""150 partnerships with ten years of records each, made by the owner in plain SQL."""

from django.db import connections

PARTNERSHIPS, YEARS = 150, 10
YEAR = "y || '-' || lpad(((y + 1) %% 100)::text, 2, '0')"

STATEMENTS = [
    """INSERT INTO core_partnership (slug, name, short_name, kind, colour, founded_on)
       SELECT 'area-' || n, 'Safeguarding partnership of area ' || n, '', 'children', '#0b4f6c', current_date
       FROM generate_series(1, %(partnerships)s) n""",
    """INSERT INTO core_organisation (name) SELECT 'Organisation ' || n FROM generate_series(1, 40) n""",
    """INSERT INTO partnership_agency
         (id, partnership_id, organisation_id, name, coming_name, short_name, kind, sector, attendance, note)
       SELECT gen_random_uuid(), p.id, o.id, o.name, '', '', 'relevant', 'Health', 'required', ''
       FROM core_partnership p CROSS JOIN core_organisation o
       WHERE p.slug LIKE 'area-%%' AND o.name LIKE 'Organisation %%'""",
    """INSERT INTO partnership_group
         (id, partnership_id, name, short_name, kind, is_decision_making, chair_rotation, purpose)
       SELECT gen_random_uuid(), p.id, 'Group ' || n, '', 'subgroup', false, '', 'Purpose'
       FROM core_partnership p CROSS JOIN generate_series(1, 20) n WHERE p.slug LIKE 'area-%%'""",
    f"""INSERT INTO partnership_contribution
         (id, partnership_id, agency_id, year, paid, what_in_kind, agreed, is_published, source, void_reason)
       SELECT gen_random_uuid(), a.partnership_id, a.id, {YEAR}, 'cash', '', 1000, true, '', ''
       FROM partnership_agency a JOIN core_partnership p ON p.id = a.partnership_id
       CROSS JOIN generate_series(2016, 2015 + %(years)s) y WHERE p.slug LIKE 'area-%%'""",
    f"""INSERT INTO indicators_indicatorvalue
         (id, partnership_id, indicator_id, period, breakdown, unit, value, population_year,
          is_exhaustive, commentary, quality, is_published, source, void_reason)
       SELECT gen_random_uuid(), p.id, i.id, {YEAR}, '', 'n', 100, '', false, '', 'good', true, '', ''
       FROM core_partnership p CROSS JOIN indicators_indicator i CROSS JOIN generate_series(2016, 2015 + %(years)s) y
       WHERE p.slug LIKE 'area-%%'""",
    f"""INSERT INTO indicators_measure
         (id, partnership_id, topic, category, period, unit, value, is_exhaustive, is_published, source, note, position,
          void_reason)
       SELECT gen_random_uuid(), p.id, 'Training', 'Course ' || n, {YEAR}, 'n', 30, false, true, '', '', n, ''
       FROM core_partnership p CROSS JOIN generate_series(1, 20) n CROSS JOIN generate_series(2016, 2015 + %(years)s) y
       WHERE p.slug LIKE 'area-%%'""",
    f"""INSERT INTO partnership_spending (id, partnership_id, year, item, source, planned, actual, void_reason)
       SELECT gen_random_uuid(), p.id, {YEAR}, 'Item ' || n, '', 1000, 900, ''
       FROM core_partnership p CROSS JOIN generate_series(1, 10) n CROSS JOIN generate_series(2016, 2015 + %(years)s) y
       WHERE p.slug LIKE 'area-%%'""",
    # Two years for a post or a role, then the next one.
    """INSERT INTO partnership_post
         (id, partnership_id, title, fte, state, is_recommended, note, funded_by_id, starts_on, ends_on)
       SELECT gen_random_uuid(), a.partnership_id, 'Post ' || a.name || y, 1, 'filled', false, '', a.id,
         make_date(y, 4, 1), CASE WHEN y < 2014 + %(years)s THEN make_date(y + 2, 3, 31) END
       FROM partnership_agency a CROSS JOIN generate_series(2016, 2015 + %(years)s, 2) y
       WHERE a.name IN ('Organisation 1', 'Organisation 2', 'Organisation 3', 'Organisation 4')""",
    """INSERT INTO partnership_contact
         (id, partnership_id, agency_id, purpose, telephone, email, hours, is_public, note)
       SELECT gen_random_uuid(), a.partnership_id, a.id, 'Office ' || n, '0191 498 0123', '', '', n = 1, ''
       FROM partnership_agency a CROSS JOIN generate_series(1, 2) n
       WHERE a.name LIKE 'Organisation %%'""",
    """INSERT INTO partnership_roleholder (id, partnership_id, role, title, note, agency_id, starts_on, ends_on)
       SELECT gen_random_uuid(), a.partnership_id, 'lead_member', 'Role ' || a.name || y, '', a.id,
         make_date(y, 4, 1), CASE WHEN y < 2014 + %(years)s THEN make_date(y + 2, 3, 31) END
       FROM partnership_agency a CROSS JOIN generate_series(2016, 2015 + %(years)s, 2) y
       WHERE a.name LIKE 'Organisation 1%%'""",
    """INSERT INTO partnership_groupmember (id, partnership_id, group_id, agency_id, capacity)
       SELECT gen_random_uuid(), g.partnership_id, g.id, a.id, ''
       FROM partnership_group g JOIN partnership_agency a ON a.partnership_id = g.partnership_id
       WHERE g.name LIKE 'Group %%' AND a.name LIKE 'Organisation 1%%'""",
    """INSERT INTO accounts_user (id, email, name, is_active, created_at)
       SELECT gen_random_uuid(),
         CASE n WHEN 1 THEN 'manager' ELSE 'person-' || n END || '@' || p.slug || '.example', 'Person ' || n, true,
         now()
       FROM core_partnership p CROSS JOIN generate_series(1, 30) n WHERE p.slug LIKE 'area-%%'""",
    """INSERT INTO accounts_membership (id, partnership_id, user_id, is_invited)
       SELECT gen_random_uuid(), p.id, u.id, false
       FROM core_partnership p JOIN accounts_user u ON u.email LIKE '%%@' || p.slug || '.example'
       WHERE p.slug LIKE 'area-%%'""",
    """INSERT INTO accounts_membershiprole (id, partnership_id, membership_id, role)
       SELECT gen_random_uuid(), m.partnership_id, m.id,
         CASE u.name WHEN 'Person 1' THEN 'manager' ELSE 'lay_member' END
       FROM accounts_membership m JOIN accounts_user u ON u.id = m.user_id
       JOIN core_partnership p ON p.id = m.partnership_id WHERE p.slug LIKE 'area-%%'""",
    f"""INSERT INTO reporting_report (id, partnership_id, template_id, year, title, subtitle)
       SELECT gen_random_uuid(), p.id, t.id, {YEAR}, 'Annual report', ''
       FROM core_partnership p CROSS JOIN generate_series(2016, 2015 + %(years)s) y
       JOIN reporting_reporttemplate t ON t.code = 'working-together-2018' WHERE p.slug LIKE 'area-%%'""",
    """INSERT INTO reporting_section
         (id, partnership_id, report_id, key, position, level, title, kind, source, options, guidance, covers, text,
          state, return_reason, left_out_reason, is_own, version)
       SELECT gen_random_uuid(), r.partnership_id, r.id, 'section-' || n, n, 1, 'Section ' || n, 'narrative', '', '{}',
         '', '{}', repeat('What was done in the year, and what came of it. ', 40), 'accepted', '', '', false, 1
       FROM reporting_report r JOIN core_partnership p ON p.id = r.partnership_id CROSS JOIN generate_series(1, 50) n
       WHERE p.slug LIKE 'area-%%'""",
    """INSERT INTO core_accessentry (id, partnership_id, at, user_id, action, what, rows, outcome)
       SELECT gen_random_uuid(), m.partnership_id, now() - n * interval '1 day', m.user_id, 'export', 'Agencies', 40,
         'done'
       FROM accounts_membership m JOIN core_partnership p ON p.id = m.partnership_id CROSS JOIN generate_series(1, 30) n
       WHERE p.slug LIKE 'area-%%'""",
    """INSERT INTO core_override (id, partnership_id, key, value, from_on, reason, made_at)
       SELECT gen_random_uuid(), p.id, 'days_ahead', '90', make_date(2015 + n, 4, 1), 'Again.', now()
       FROM core_partnership p CROSS JOIN generate_series(1, 10) n WHERE p.slug LIKE 'area-%%'""",
]
TABLES = [
    "partnership_agency",
    "partnership_group",
    "partnership_contribution",
    "indicators_indicatorvalue",
    "indicators_measure",
    "partnership_spending",
    "partnership_contact",
    "partnership_post",
    "partnership_roleholder",
    "partnership_groupmember",
    "accounts_membership",
    "accounts_membershiprole",
    "reporting_report",
    "reporting_section",
    "core_accessentry",
    "core_override",
]


def make() -> int:
    """Fill the database and return how many rows were made. History is not written: nobody reads it here."""
    rows = 0
    with connections["owner"].cursor() as cursor:
        for table in TABLES:
            cursor.execute(f"ALTER TABLE {table} DISABLE TRIGGER USER")
        for statement in STATEMENTS:
            cursor.execute(statement, {"partnerships": PARTNERSHIPS, "years": YEARS})
            rows += cursor.rowcount
        for table in TABLES:
            cursor.execute(f"ALTER TABLE {table} ENABLE TRIGGER USER")
        cursor.execute("ANALYZE")
    return rows
