"""Where a rule rounds counts, what is worked out of counts tells no more than they do.

A rate of 28.5 of 20,000 is 57 people, whatever stands beside it. So numbers of people that are rounded to the same have
the same shares, rates and means, on every page and in every file.
"""

import io
import itertools
from decimal import ROUND_HALF_UP, Decimal

import openpyxl
import pytest
from django.urls import reverse

from accounts.roles import Role
from core.calendar.financial_years import FinancialYear
from core.db.tenancy import partnership_scope
from core.disclosure import rules
from core.formatting.numbers import parse
from core.imports import exports, kind_named
from core.models import Partnership
from core.reports.sources import sources
from indicators.models import IndicatorValue, Measure, PrintedTotal
from indicators.rates import difference
from indicators.suppression import show_families, show_measures
from tests.factories import (
    IndicatorFactory,
    IndicatorValueFactory,
    MeasureFactory,
    PartnershipFactory,
    PrintedTotalFactory,
)

CLA, SAC = rules()["dfe-cla"], rules()["dhsc-sac"]
PER = {"r1k": 1_000, "r10k": 10_000, "r100k": 100_000, "%": 100, "per 100": 100, "ratio": 1, "n": 1}
PARTS = [("", 57, 20_000), ("Men", 54, 10_000), ("Women", 3, 10_000)]
QUARTERS = [("2019-20", 60), *((f"2019-20 Q{n}", some) for n, some in enumerate((21, 19, 17, 3), 1))]


def given(some: int, of: int, unit: str) -> Decimal:
    return (Decimal(some) * PER[unit] / of).quantize(Decimal("0.01"), ROUND_HALF_UP)


@pytest.fixture
def row(in_darlington):
    """`row(some, of, unit, …)` is a share, rate or mean of one and the same indicator and year, not saved."""
    indicator = IndicatorFactory()

    def made(some, of, unit="r10k", **fields):
        told = {"partnership": in_darlington, "indicator": indicator, "period": "2019-20", "unit": unit}
        terms = {"value": given(some, of, unit), "numerator": Decimal(some), "denominator": Decimal(of)}
        return IndicatorValueFactory.build(**told | terms | fields)

    return made


def told(rows, rule=SAC) -> list[tuple]:
    shown = show_families(rows, [], rule)
    return [(one.value, one.numerator, one.denominator) for one in map(shown.of, rows)]


@pytest.mark.parametrize("lacking", [[], ["numerator"], ["denominator"]], ids=str)
@pytest.mark.parametrize("unit", ["r1k", "r10k", "r100k"])
def test_rates_of_numbers_that_are_rounded_alike_are_alike(row, unit, lacking):
    fields = dict.fromkeys(lacking)

    seen = {str(told([row(some, 20_000, unit, **fields)])) for some in range(53, 58)}

    assert len(seen) == 1


@pytest.mark.parametrize("lacking", [[], ["numerator"]], ids=str)
@pytest.mark.parametrize("unit", ["%", "per 100"])
def test_so_are_shares(row, unit, lacking):
    numbers, fields = itertools.product(range(43, 48), range(98, 103)), dict.fromkeys(lacking)

    assert len({str(told([row(some, of, unit, **fields)])) for some, of in numbers}) == 1


def test_so_are_means(row):
    numbers = itertools.product(range(133, 138), range(53, 58))

    assert len({str(told([row(some, of, "ratio")])) for some, of in numbers}) == 1


def test_a_mean_that_is_none_of_its_terms_is_shown_as_it_is(row):
    assert told([row(137, 57, "ratio", value=Decimal("14.5"))]) == [("14.5", "135", "55")]


@pytest.mark.parametrize("unit", ["r1k", "r10k", "r100k"])
def test_so_are_rates_beside_the_number_that_they_are_of(row, unit):
    bare = {"numerator": None, "denominator": None}

    def beside(some):
        rate = row(some, 20_000, unit, **bare)
        count = row(some, 20_000, "n", **bare | {"value": Decimal(some)})
        return [rate, count]

    assert len({str(told(beside(some))) for some in range(53, 58)}) == 1


def test_a_rate_of_people_who_stand_with_another_topic(in_darlington):
    women = {"period": "2019-20", "category": "Women"}
    MeasureFactory(topic="Adults", value=20_000, unit="n", **women)
    rows = [MeasureFactory(topic=f"T{n}", value=given(n, 20_000, "r10k"), unit="r10k", **women) for n in range(53, 58)]

    shown = show_measures(rows, SAC)

    assert {shown.of(one).value for one in rows} == {"27.5"}


def test_a_rate_of_nobody_knows_how_many_is_shown_as_it_is(row):
    assert told([row(57, 20_000, numerator=None, denominator=None)])[0][0] == "28.5"


def test_where_a_rule_does_not_round_nor_does_the_rate(row):
    assert told([row(57, 20_000)], CLA) == [("28.5", "57", "20000")]


def test_a_published_rate_stays_as_it_was_published(row):
    assert told([row(57, 20_000, is_published=True)])[0][0] == "28.5"


@pytest.mark.parametrize("lacking", [[], ["numerator"]], ids=str)
def test_parts_are_not_told_by_rates(row, lacking):
    rows = [row(some, of, breakdown=part, **dict.fromkeys(lacking)) for part, some, of in PARTS]

    assert [value for value, *_ in told(rows)] == ["27.5", "55", "[c]"]


def test_quarters_are_not_told_by_rates(row):
    rows = [row(some, 20_000, period=period) for period, some in QUARTERS]

    assert [value for value, *_ in told(rows)] == ["30", "10", "10", "7.5", "[c]"]


def test_what_is_said_of_a_period_before_is_what_that_period_shows(row):
    """Of another population, the same rate would be rounded otherwise, and both together tell the number."""
    before = row(57, 20_000, period="2018-19")
    now = row(80, 31_000, previous=before.value)

    shown = show_families([before, now], [], SAC)

    assert shown.of(now).previous == shown.of(before).value == "27.5"


def test_what_is_said_of_a_period_that_has_no_row_is_rounded_too(row):
    now = row(80, 20_000, previous=Decimal("28.5"))

    assert show_families([now], [], SAC).of(now).previous == "27.5"


@pytest.fixture
def kept(db):
    """The parts as rates of an indicator, and as rates of a topic that stand beside its populations, of a board that
    follows the rule from the start."""
    board = PartnershipFactory(slug="board", kind=Partnership.Kind.ADULTS)
    with partnership_scope(board):
        keep_parts()
        yield board


def keep_parts():
    indicator = IndicatorFactory(number=9301)
    for part, some, of in PARTS:
        told = {"value": given(some, of, "r10k"), "unit": "r10k", "period": "2019-20"}
        terms = {"numerator": some, "denominator": of, "england": 30}
        IndicatorValueFactory(indicator=indicator, breakdown=part, **told, **terms)
        MeasureFactory(topic="Concerns", category=part or "Total", **told)
        MeasureFactory(topic="Concerns", category=part or "Total", value=of, unit="n", period="2019-20")
    printed = {"period": "2019-20", "printed": given(*PARTS[0][1:], "r10k"), "unit": "r10k"}
    for of in ("Measure: Concerns", "Indicator 9301"):
        PrintedTotalFactory(of=of, **printed)


@pytest.fixture
def reader(kept, member, client_for):
    return client_for(member(kept, Role.SCRUTINEER))


ADDRESSES = {
    "an indicator": ("indicators:indicator", 9301),
    "a topic": ("indicators:measure_topic", "Concerns"),
    "printed totals": ("indicators:printed_totals",),
}
ROWS = {IndicatorValue: {"breakdown": ""}, Measure: {"category": "Total", "unit": "r10k"}, PrintedTotal: {}}
SECTIONS = {
    "indicators": {"numbers": [9301], "chart": True},
    "key-figures": {"items": [{"indicator": 9301}, {"measure": "Concerns", "category": "Total", "unit": "r10k"}]},
    "measures": {"topics": ["Concerns"], "chart_kind": "bar"},
}


def assert_told_as_rounded(text: str):
    assert "27.5" in text
    assert "28.5" not in text


@pytest.mark.parametrize(("name", "args"), [(name, args) for name, *args in ADDRESSES.values()], ids=ADDRESSES)
def test_pages_show_what_the_rounded_counts_give(reader, name, args):
    page = reader.get(reverse(name, args=["board", *args])).content.decode()

    assert_told_as_rounded(page)
    assert " gives " not in page


@pytest.mark.parametrize(("model", "of"), ROWS.items(), ids=str)
def test_so_do_histories(reader, model, of):
    for row in model.objects.filter(**of):
        address = reverse("history", args=["board", model._meta.label_lower, row.pk])
        assert_told_as_rounded(reader.get(address).content.decode())


@pytest.mark.parametrize("kind", ["indicators", "measures", "printed-totals"])
def test_so_do_files(kept, kind):
    text = exports.export(kept, kind_named(kind), "csv", is_raw=False).decode("utf-8-sig")
    book = openpyxl.load_workbook(io.BytesIO(exports.export(kept, kind_named(kind), "xlsx", is_raw=False)))

    assert_told_as_rounded(text)
    assert_told_as_rounded(str([line for sheet in book for line in sheet.iter_rows(values_only=True)]))


@pytest.mark.parametrize(("source", "options"), SECTIONS.items(), ids=SECTIONS)
def test_so_do_sections_of_a_report_and_their_charts(kept, source, options):
    assert_told_as_rounded(str(sources()[source].build(kept, FinancialYear.parse("2019-20"), options)))


def test_so_does_a_breakdown(kept):
    blocks = sources()["indicator-breakdown"].build(kept, FinancialYear.parse("2019-20"), {"number": 9301})

    (chart,), rows = blocks[0]["series"], blocks[1]["rows"]
    assert [point["y"] for point in chart["points"]] == [row["cells"][1] for row in rows] == ["55", "[c]"]


@pytest.mark.parametrize("lacking", ["numerator", ""])
def test_shares_beside_the_rate_of_their_own_indicator(row, lacking):
    """7.5% of the 40 whom the rate counts are 3."""
    whole = row(40, 20_000, **({lacking: None} if lacking else {}))
    bare = {"numerator": None, "denominator": None}
    shares = [row(3, 40, "%", breakdown="Boys", **bare), row(37, 40, "%", breakdown="Girls", **bare)]

    values = [parse(value) for value, *_ in told([whole, *shares], CLA)]

    assert values[1:] == [None, None] or values[0] is None


def test_a_page_never_contradicts_itself(row):
    for some, of in itertools.product((57, 444, 53), (20_000, 1_234, 100_540)):
        value, numerator, denominator = map(parse, told([row(some, of)])[0])
        assert difference("r10k", value, numerator, denominator) is None
