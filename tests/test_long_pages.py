"""However many rows a partnership has, a page shows a bounded number of them and says where the others are."""

import pytest
from django.db import connections

from accounts.roles import Role
from tests import database
from tests.factories import PartnershipFactory
from tests.matrix import PAGES
from tests.places import places_in
from tests.test_linear import bounded

MANY = 2_000
# A thousand rows with all that stands round them; more is a page that grows with what is on record.
MOST_BYTES = 900_000
CPU_SECONDS = 6

# The tables that imports and people fill, the row of `tests/world.py` that is copied, and what tells its copies apart.
COPIES = [
    ("partnership_agency", "agency", {"id": "md5('agency' || n)::uuid", "name": "name || n"}),
    ("partnership_formername", "former_name", {"name": "name || n"}),
    ("partnership_roleholder", "holder", {"title": "title || n"}),
    ("partnership_roleholder", "holder", {"title": "'Below ' || n", "delegated_from_id": "id", "agency_id": "NULL"}),
    ("partnership_post", "post", {"title": "title || n"}),
    ("partnership_group", "group", {"name": "name || n", "parent_id": "id"}),
    ("partnership_groupmember", "seat", {"capacity": "capacity || n"}),
    ("partnership_groupchair", "chair", {"title": "title || n"}),
    ("partnership_grouplink", "link", {"to_board": "to_board || n"}),
    ("partnership_contribution", "contribution", {"agency_id": "md5('agency' || n)::uuid"}),
    ("partnership_income", "income", {"item": "item || n"}),
    ("partnership_spending", "spending", {"item": "item || n"}),
    ("indicators_measure", "measure", {"category": "category || n"}),
    ("indicators_measure", "measure", {"unit": "'unit ' || n"}),
    ("indicators_indicatorvalue", "value", {"breakdown": "'Part ' || n"}),
    ("indicators_peopleanswer", "people_answer", {"unit": "unit || n"}),
    ("indicators_ownindicator", "own_indicator", {"topic": "topic || n"}),
    ("indicators_printedtotal", "printed", {"line": "'Line ' || n"}),
    ("core_job", "job", {}),
    ("core_importbatch", "batch", {}),
    ("accounts_note", "note", {}),
    ("core_savedview", "saved_view", {"name": "name || n"}),
]


FULL = {"word": "Full", "year": "2019-20", "section": "foreword", "edition": 1, "indicator": 9904}


def multiply(table, key, **changed):
    """So many copies of one row, past triggers: what they say is not the matter here."""
    owner = connections["owner"]
    columns = [
        name
        for (name,) in database.run(
            "SELECT attname FROM pg_attribute WHERE attrelid = %s::regclass AND attnum > 0 AND NOT attisdropped "
            "AND attgenerated = ''",
            table,
            using=owner,
        )
    ]
    given = [changed.get(name, "gen_random_uuid()" if name == "id" else f'"{name}"') for name in columns]
    names = ", ".join(f'"{name}"' for name in columns)
    database.by_force(
        f'INSERT INTO "{table}" ({names}) SELECT {", ".join(given)} FROM "{table}", generate_series(1, {MANY}) n '
        "WHERE id = %s",
        key,
    )


@pytest.fixture(scope="module")
def full(partnerships, django_db_blocker):
    with django_db_blocker.unblock():
        places = places_in(
            PartnershipFactory(slug="full", name="Full Partnership"),
            **FULL,
        )
        for table, row, changed in COPIES:
            multiply(table, getattr(places.rows, row).pk, **changed)
        database.run("ANALYZE", using=connections["owner"])
        yield places
        database.flush()


# Pages whose address asks for the family of a figure.
ASKED = {
    "indicators:value_parts": lambda rows: {"period": rows.value.period, "unit": rows.value.unit},
    "indicators:measure_parts": lambda rows: {
        "topic": rows.measure.topic, "period": rows.measure.period, "unit": rows.measure.unit
    },
}  # fmt: skip
GET = [name for name, page in PAGES.items() if page.ways("get")]


@pytest.mark.django_db
@pytest.mark.parametrize("name", GET)
def test_a_page_shows_a_bounded_number_of_rows(full, name):
    reader = Role.SCRUTINEER if name.startswith("people:note") else Role.MANAGER
    asked = ASKED.get(name, lambda rows: {})(full.rows)

    with bounded(name, CPU_SECONDS):
        answer = full.ask(reader, "get", full.address(name), {"per_page": "100000", **asked})

    assert len(answer.getvalue()) < MOST_BYTES


@pytest.mark.django_db
def test_a_topic_is_cut_into_pages_and_says_so(full):
    address = full.address("indicators:measure_topic")

    first, second = (full.ask(Role.MANAGER, "get", address, {"page": page}).content.decode() for page in (1, 2))

    assert f"100 of {MANY + 1} lines" in first
    assert "Page 2" in first
    assert "Topic Full1<" not in second


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("name", "says"),
    [
        ("partnership:budget_year", f"This page shows the first 300 of {MANY + 1} lines."),
        ("partnership:group", f"This page shows the first 300 of {MANY + 1} seats."),
        ("partnership:agency", f"This page shows the first 300 of {MANY + 1} former names."),
    ],
)
def test_a_page_that_leaves_rows_out_says_so(full, name, says):
    assert says in full.ask(Role.MANAGER, "get", full.address(name)).content.decode()


@pytest.mark.django_db
def test_parts_that_no_form_can_hold_are_not_cut_off_in_one(full):
    asked = ASKED["indicators:measure_parts"](full.rows)

    answer = full.ask(Role.MANAGER, "get", full.address("indicators:measure_parts"), asked)

    assert answer.url == full.address("indicators:measure_topic")
