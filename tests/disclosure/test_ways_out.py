"""What is hidden in one place is shown in none: figures that no reader may see, looked for in all that readers get."""

import json
from collections import defaultdict
from types import SimpleNamespace

import pytest

from accounts.roles import Role
from core.db.tenancy import partnership_scope
from core.disclosure import rules
from core.imports import kinds
from core.jobs import mails
from core.reports.charts.kinds import KINDS as CHART_KINDS
from core.reports.sources import sources
from core.timelines import timelines
from reporting.editions.blocks import KINDS as BLOCK_KINDS
from tests import database, world
from tests.disclosure.canaries import RULE
from tests.disclosure.places import Walk, beginnings, name_of, openable, readers
from tests.disclosure.planted import SHOWN, plant
from tests.disclosure.ways_out import (
    ADDRESSES,
    BLOCKS,
    CHARTS,
    EXPORTS,
    FIGURES,
    HISTORIES,
    MAILS,
    SOURCES,
)
from tests.factories import make_member
from tests.matrix import PAGES
from tests.places import places_in

SAY = "Say in tests/disclosure/ways_out.py what this shows to those who read and do not keep the records."


@pytest.mark.parametrize(
    ("declared", "registered"),
    [
        (SOURCES, lambda: sources()),
        (BLOCKS, lambda: BLOCK_KINDS),
        (CHARTS, lambda: CHART_KINDS),
        (EXPORTS, lambda: [kind.code for kind in kinds()]),
        (HISTORIES, lambda: timelines()),
        (MAILS, lambda: [kind for kind in mails.kinds() if not kind.startswith("tests.")]),
    ],
    ids=["sections of a report", "blocks", "charts", "exports", "histories", "mails"],
)
def test_every_way_out_is_declared(declared, registered):
    assert sorted(declared) == sorted(registered()), SAY


def test_every_address_that_a_reader_can_open_is_declared():
    assert sorted(openable() - set(ADDRESSES)) == [], SAY
    assert sorted(set(ADDRESSES) - set(PAGES)) == [], "There are no such addresses any more."


@pytest.fixture(scope="module")
def walked(partnerships, django_db_blocker):
    """The canaries, and what each kind of reader and the public were told at every address."""
    rules()[RULE.code] = RULE
    with django_db_blocker.unblock():
        yield _walked(partnerships["darlington"])
        database.flush()
    del rules()[RULE.code]


def _walked(darlington):
    places = places_in(darlington, **world.OURS | {"year": "2018-19"})
    planted = plant(darlington, make_member(darlington, Role.OFFICER), places.rows.owner)
    for name, row in planted.instead.items():
        setattr(places.rows, name, row)
    told = {}
    for who in [*readers(), "owner", "anonymous"]:
        walk = Walk(places, places.browsers[who])
        walk.through(beginnings(places, planted))
        told |= {f"{who} at {address}": text for address, text in walk.told.items()}
    told |= _mails(darlington, places.rows)
    return SimpleNamespace(figures=planted.figures, told=told, snapshot=planted.edition.snapshot)


def _mails(partnership, rows) -> dict[str, str]:
    """What each kind of mail says, by the row that it is about."""
    told = {}
    with partnership_scope(partnership):
        for kind, name in MAILS.items():
            about = getattr(rows, name)
            row = mails.send(partnership=partnership, kind=kind, to=rows.owner.email, subject_id=about.pk, by=None)
            written = mails.Delivery(row.pk, partnership.pk, None).written()
            told[f"mail {kind}"] = f"{written.subject}\n{written.body}" if written else ""
    return told


def test_no_reader_finds_what_is_hidden(walked):
    found = {
        f"{number} ({what}) as {place}"
        for place, text in walked.told.items()
        for number, what in walked.figures.in_text(text).items()
        if number not in place
    }

    assert not found, "\n".join(sorted(found))


def test_where_figures_are_said_to_stand_some_are_shown(walked):
    """Else the walk would pass by a page that it did not reach."""
    by_name = defaultdict(str)
    for place, text in walked.told.items():
        by_name[name_of(place.partition(" at ")[2])] += text

    shown = {name for name, text in by_name.items() if walked.figures.has_shown(text)}
    assert {name for name, says in ADDRESSES.items() if says == FIGURES} - shown == set()
    assert shown & set(ADDRESSES) - {name for name, says in ADDRESSES.items() if says == FIGURES} == set(), SAY


@pytest.mark.parametrize(("declared", "part"), [(EXPORTS, "/records/{}/export.csv"), (HISTORIES, "/history/{}/")])
def test_each_export_and_history_of_figures_shows_some(walked, declared, part):
    wanted = {name for name, says in declared.items() if says == FIGURES}

    shown = {place for place, text in walked.told.items() if walked.figures.has_shown(text)}
    assert {name for name in wanted if not any(part.format(name) in place for place in shown)} == set()


def test_the_planted_report_has_every_section_block_and_chart_of_figures(walked):
    blocks = [block for section in json.loads(walked.snapshot)["sections"] for block in section["blocks"]]
    found = [
        (SOURCES, {source for source, _ in SHOWN}),
        (BLOCKS, {block["type"] for block in blocks if RULE.symbol in json.dumps(block)}),
        (CHARTS, {block["chart"] for block in blocks if block["type"] == "chart" and RULE.symbol in json.dumps(block)}),
    ]
    for declared, there in found:
        assert {name for name, says in declared.items() if says == FIGURES} - there == set()
