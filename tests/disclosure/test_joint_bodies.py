"""A joint body's published numbers and its areas': what all of them together would give away is not published."""

import json

import pytest
from django.utils import timezone

from core.calendar.financial_years import FinancialYear
from core.db.tenancy import partnership_scope
from reporting.joint_bodies import counts_of, given_away
from reporting.services import publishing
from tests.factories import EditionFactory, IndicatorFactory, IndicatorValueFactory
from tests.factories.reporting import PublishedEditionFactory

pytestmark = pytest.mark.django_db
PLANS = "9034. Children on a plan"
SIGNED = {"state": "signed", "offered_at": timezone.now()}


def snapshot(*numbers):
    counted = {"indicator": PLANS, "part": "", "period": "2019-20"}
    return json.dumps({"counts": [counted | {"shown": number} for number in numbers]})


@pytest.fixture
def published():
    """`published(partnership, number)` makes what it says of one indicator public."""

    def publish(partnership, number):
        with partnership_scope(partnership):
            PublishedEditionFactory(snapshot=snapshot(number))

    return publish


def test_an_edition_that_completes_a_sum_is_not_published(darlington, durham, exploitation_group, published):
    """20 in both areas, 17 in Durham: three in Darlington, whether it hides them or publishes nothing."""
    published(durham, "17")
    with partnership_scope(exploitation_group):
        edition = EditionFactory(snapshot=snapshot("20"), **SIGNED)

        assert given_away(edition) == [f"{PLANS}, 2019-20"]
        with pytest.raises(publishing.CannotPublish, match="too small to show: 9034. Children on a plan, 2019-20"):
            publishing.publish(edition=edition, by=None)


@pytest.mark.parametrize(
    ("body", "durham_s", "darlington_s"),
    [("20", "17", "3"), ("20", "c", None), ("60", "17", None), ("c", "17", None)],
    ids=["all public", "two hidden", "a large rest", "the body hides it"],
)
def test_what_gives_nothing_away_is_published(
    darlington, durham, exploitation_group, published, body, durham_s, darlington_s
):
    published(durham, durham_s)
    if darlington_s:
        published(darlington, darlington_s)
    with partnership_scope(exploitation_group):
        assert given_away(EditionFactory(snapshot=snapshot(body), **SIGNED)) == []


@pytest.mark.parametrize("units", [("20", "c"), ("c", "20")])
def test_a_number_that_one_of_two_units_shows_is_known(darlington, durham, exploitation_group, published, units):
    """20 “number”, and 20 “children” that are hidden."""
    published(durham, "17")
    with partnership_scope(exploitation_group):
        assert given_away(EditionFactory(snapshot=snapshot(*units), **SIGNED))


def test_an_area_is_the_last_one_as_well(darlington, durham, exploitation_group, published):
    published(exploitation_group, "20")
    with partnership_scope(durham):
        assert given_away(EditionFactory(snapshot=snapshot("17"), **SIGNED))
        assert not given_away(EditionFactory(report__year="2018-19", snapshot=snapshot("17"), **SIGNED))


def test_a_snapshot_says_what_it_shows_of_each_count(in_darlington):
    plans = IndicatorFactory()
    shown, hidden = (
        IndicatorValueFactory(indicator=plans, value=17),
        IndicatorValueFactory(indicator=plans, value=3, breakdown="Neglect"),
    )
    pounds = IndicatorValueFactory(value=5, unit="£")
    sections = [
        {"blocks": [{"rows": [{"source": {"model": "indicators.indicatorvalue", "id": str(one.pk)}}]}]}
        for one in (shown, hidden, pounds)
    ]

    counts = counts_of(in_darlington, FinancialYear(2019), sections)

    assert [list(one.values()) for one in counts] == [
        [str(plans), "", "2019-20", "17"],
        [str(plans), "Neglect", "2019-20", "c"],
    ]


def test_a_snapshot_tells_parts_of_one_name_apart(in_darlington):
    of = {"indicator": IndicatorFactory(), "breakdown": "Unknown", "value": 20}
    rows = [IndicatorValueFactory(**of, grouped_by=name) for name in ("age", "sex")]
    sections = [{"rows": [{"source": {"model": "indicators.indicatorvalue", "id": str(row.pk)}} for row in rows]}]

    counts = counts_of(in_darlington, FinancialYear(2019), sections)

    assert [one["part"] for one in counts] == ["age: Unknown", "sex: Unknown"]
