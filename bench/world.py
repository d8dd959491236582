"""150 partnerships with ten years of records each, made by the owner in plain SQL."""

from django.db import connections

PARTNERSHIPS, YEARS = 150, 10
YEAR = "y || '-' || lpad(((y + 1) %% 100)::text, 2, '0')"

STATEMENTS = [
    """INSERT INTO core_partnership (slug, name, short_name, kind, colour)
       SELECT 'area-' || n, 'Safeguarding partnership of area ' || n, '', 'children', '#0b4f6c'
       FROM generate_series(1, %(partnerships)s) n""",
    """INSERT INTO core_organisation (name) SELECT 'Organisation ' || n FROM generate_series(1, 40) n""",
    """INSERT INTO partnership_agency
         (id, partnership_id, organisation_id, name, short_name, kind, sector, attendance, note)
       SELECT gen_random_uuid(), p.id, o.id, o.name, '', 'relevant', 'Health', 'required', ''
       FROM core_partnership p CROSS JOIN core_organisation o
       WHERE p.slug LIKE 'area-%%' AND o.name LIKE 'Organisation %%'""",
    """INSERT INTO partnership_group
         (id, partnership_id, name, short_name, kind, is_decision_making, chair_rotation, purpose)
       SELECT gen_random_uuid(), p.id, 'Group ' || n, '', 'subgroup', false, '', 'Purpose'
       FROM core_partnership p CROSS JOIN generate_series(1, 20) n WHERE p.slug LIKE 'area-%%'""",
    f"""INSERT INTO partnership_contribution
         (id, partnership_id, agency_id, year, paid, what_in_kind, agreed, is_published, source)
       SELECT gen_random_uuid(), a.partnership_id, a.id, {YEAR}, 'cash', '', 1000, true, ''
       FROM partnership_agency a JOIN core_partnership p ON p.id = a.partnership_id
       CROSS JOIN generate_series(2016, 2015 + %(years)s) y WHERE p.slug LIKE 'area-%%'""",
    f"""INSERT INTO assurance_indicatorvalue
         (id, partnership_id, indicator_id, period, breakdown, unit, value, population_year,
          is_exhaustive, commentary, quality, is_published, source)
       SELECT gen_random_uuid(), p.id, i.id, {YEAR}, '', 'n', 100, '', false, '', 'good', true, ''
       FROM core_partnership p CROSS JOIN assurance_indicator i CROSS JOIN generate_series(2016, 2015 + %(years)s) y
       WHERE p.slug LIKE 'area-%%'""",
    f"""INSERT INTO assurance_measure
         (id, partnership_id, topic, category, period, unit, value, is_exhaustive, is_published, source, note, position)
       SELECT gen_random_uuid(), p.id, 'Training', 'Course ' || n, {YEAR}, 'n', 30, false, true, '', '', n
       FROM core_partnership p CROSS JOIN generate_series(1, 20) n CROSS JOIN generate_series(2016, 2015 + %(years)s) y
       WHERE p.slug LIKE 'area-%%'""",
]
TABLES = [
    "partnership_agency",
    "partnership_group",
    "partnership_contribution",
    "assurance_indicatorvalue",
    "assurance_measure",
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
