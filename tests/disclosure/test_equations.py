"""What can be worked out, equation by equation, as docs/adr/0024 lists them: a reader who knows the rule and takes all
that is shown together must not come to a small number."""

import datetime
from decimal import Decimal

import pytest

from core import settings
from core.disclosure import rules
from core.formatting.numbers import parse
from indicators.suppression import rule_for, show_families, show_measures, show_values
from tests.factories import IndicatorFactory, IndicatorValueFactory, MeasureFactory, UserFactory

CLA, SAC = rules()["dfe-cla"], rules()["dhsc-sac"]
YEAR, BEFORE = "2019-20", "2018-19"


@pytest.fixture
def figure(in_darlington):
    """`figure(value, …)` is a value of one and the same indicator."""
    indicator = IndicatorFactory()
    return lambda value=None, **fields: IndicatorValueFactory(indicator=indicator, value=value, **fields)


def numbers(shown, rows) -> list:
    """What a reader sees of the rows; None for a number that is hidden."""
    return [parse(shown.of(row).value) for row in rows]


def worked_out(whole, parts) -> Decimal | None:
    """The one number that a reader lacks of a sum, if it is one."""
    seen = [part for part in parts if part is not None]
    return whole - sum(seen) if whole is not None and len(seen) == len(parts) - 1 else None


def is_small(number) -> bool:
    return number is not None and 1 <= number <= 5


# Family and total


@pytest.mark.parametrize("exhaustive", [True, False])
def test_a_total_and_the_other_parts(figure, exhaustive):
    parts = [figure(number, breakdown=f"p{number}", is_exhaustive=exhaustive) for number in (56, 9, 4)]
    whole = figure(69 if exhaustive else 72)

    shown = show_values(parts, CLA)

    assert numbers(shown, [whole])[0] or shown.total(parts[0])
    assert not is_small(worked_out(parse(shown.of(whole).value), numbers(shown, parts)))
    rest = parse(shown.of(whole).value) - sum(number or 0 for number in numbers(shown, parts))
    assert rest == 0 or rest > 5


def test_a_share_and_what_it_is_of(figure):
    share = figure("98.2", unit="%", numerator=56, denominator=57)

    told = show_values([share], CLA).of(share)

    assert told.value == "c"
    assert None in (parse(told.numerator), parse(told.denominator))


@pytest.mark.parametrize("unit", ["%", "r1k", "r10k", "r100k"])
def test_a_rate_and_its_population_without_the_count(figure, unit):
    per = {"%": 100, "r1k": 1_000, "r10k": 10_000, "r100k": 100_000}[unit]
    rate = figure(Decimal(4 * per) / 22_400, unit=unit, denominator=22_400)

    assert show_values([rate], CLA).of(rate).value == "c"


@pytest.mark.parametrize("part", ["", "Neglect"])
def test_a_share_and_the_count_of_all(figure, part):
    """20 children and 10%: two of them."""
    figure(20)
    share = figure(10, unit="%", breakdown=part)

    assert show_values([share], CLA).of(share).value == "c"


def test_shares_that_make_up_100_and_the_count_of_all(figure):
    figure(40)
    shares = [figure(number, unit="%", breakdown=f"p{number}", is_exhaustive=True) for number in (60, 35, 5)]

    shown = numbers(show_values(shares, CLA), shares)

    assert shown.count(None) >= 2
    assert worked_out(Decimal(100), shown) is None


# Consecutive periods


@pytest.mark.parametrize(
    ("period", "earlier"),
    [
        (YEAR, BEFORE),
        ("2019-20 Q1", "2018-19 Q4"),
        ("2019-20 Q2", "2018-19 Q2"),
        ("2020-03-31", "2019-03-31"),
        ("2020-03-31", "2019-12-31"),
        ("2019-20 H1", "2018-19 H2"),
    ],
)
def test_the_previous_value_of_the_next_period(figure, period, earlier):
    """Nine is hidden beside four; a year later it stands under “previous”, as does the rate that was hidden."""
    figure(69, period=earlier)
    for number in (56, 9, 4):
        figure(number, period=earlier, breakdown=f"p{number}", is_exhaustive=True)
    figure(40, unit="r10k", numerator=9, period=earlier, breakdown="p9")
    later = figure(30, period=period, breakdown="p9", previous=9)
    rate = figure(50, period=period, unit="r10k", breakdown="p9", previous=40)

    shown = show_values([later, rate], CLA)

    assert (shown.of(later).previous, shown.of(rate).previous) == ("c", "c")
    assert (shown.of(later).value, shown.of(rate).value) == ("30", "50")


def test_a_previous_rate_and_the_population_of_today(figure):
    rate = figure("20", unit="r10k", numerator=45, denominator=22_400, previous="1.8")

    assert show_values([rate], CLA).of(rate).previous == "c"


@pytest.mark.parametrize("model", ["indicator", "measure"])
@pytest.mark.parametrize(
    ("periods", "amounts"),
    [(("Q1", "Q2", "Q3", "Q4"), (12, 3, 14, 11)), (("H1", "H2"), (37, 3)), (("Q1", "Q2", "Q4"), (12, 14, 11))],
)
def test_the_quarters_of_a_year(figure, model, periods, amounts):
    make = (
        figure
        if model == "indicator"
        else lambda value, **of: MeasureFactory(topic="T", category="All", value=value, **of)
    )
    show = show_values if model == "indicator" else show_measures
    whole = make(40, period=YEAR)
    parts = [make(number, period=f"{YEAR} {name}") for name, number in zip(periods, amounts, strict=True)]

    year = parse(show([whole], CLA).of(whole).value)
    seen = [parse(show([part], CLA).of(part).value) for part in parts]

    assert not is_small(worked_out(year, [*seen] if sum(amounts) == 40 else [*seen, None]))


def test_figures_that_only_stand_still_are_not_taken_for_quarters(figure):
    rows = [
        figure(85, period=YEAR),
        *(figure(number, period=f"{YEAR} Q{q}") for q, number in enumerate((82, 84, 86, 85), 1)),
    ]

    assert None not in numbers(show_values(rows, CLA), rows)


# Editions and pages of one year under different rules


def choose(partnership, rule, from_on):
    said = {"reason": "As agreed.", "by": UserFactory(), "from_on": from_on}
    settings.choose(partnership=partnership, key="small_numbers", value=rule, **said)


DAYS = [datetime.date(2020, 4, 1), datetime.date(2019, 4, 1)]


@pytest.mark.parametrize("from_on", DAYS, ids=["later", "reaching back"])
def test_what_one_rule_hides_another_does_not_show(figure, in_darlington, from_on):
    """Five is hidden as one of 1 to 5, and would be shown as 5 where 0 to 4 are hidden: then it is exactly five."""
    five, many = figure(5), figure(312, breakdown="Many")
    choose(in_darlington, "dhsc-sac", from_on)

    edition = show_values([five, many], rule_for(in_darlington, datetime.date(2020, 3, 31)))
    page = show_values([five, many], rule_for(in_darlington))

    assert {edition.of(five).value, page.of(five).value} <= {"c", "[c]"}
    assert parse(page.of(many).value) == 310


def test_a_rule_that_hides_nothing_uncovers_no_earlier_year(figure, in_darlington):
    old, new = figure(3), figure(3, period="2020-21")
    choose(in_darlington, "none", datetime.date(2020, 4, 1))

    shown = show_values([old, new], rule_for(in_darlington))

    assert (shown.of(old).value, shown.of(new).value) == ("c", "3")


def test_nothing_is_hidden_where_that_is_said_of_the_year_itself(figure, in_darlington):
    row = figure(3)
    choose(in_darlington, "none", datetime.date(2019, 4, 1))

    assert show_values([row], rule_for(in_darlington)).of(row).value == "3"


def test_what_is_shown_does_not_hang_on_what_else_is_asked_for(figure):
    """A page with one row, one with all of them, and the list of discrepancies agree."""
    rows = [figure(number, period=f"{YEAR} Q{q}") for q, number in enumerate((12, 3, 14, 11), 1)]
    rows += [figure(40), figure(20, period="2020-21", previous=40)]

    alone = [show_values([row], CLA).of(row) for row in rows]

    assert alone == [show_values(rows, CLA).of(row) for row in rows]
    assert alone == [show_families(rows, [], CLA).of(row) for row in rows]
