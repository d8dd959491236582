"""A whole as a share or rate with its terms beside parts that are counted, and the other way round: one sum.

And rates beside populations that are few for what the rate is per.
"""

from decimal import Decimal

import pytest

from core.disclosure import rules
from core.formatting.numbers import parse
from indicators.suppression import show_families, show_measures
from tests.factories import IndicatorFactory, IndicatorValueFactory, MeasureFactory

CLA = rules()["dfe-cla"]
COUNTED = {"unit": "n"}


@pytest.fixture
def one_of(in_darlington):
    """`one_of(part, value, …)` is a value of one and the same indicator and year that nobody has saved."""
    indicator = IndicatorFactory()

    def made(part, value=None, some=None, of=None, unit="r10k", **fields):
        numbers = {"value": value, "numerator": some, "denominator": of}
        numbers = {name: None if number is None else Decimal(number) for name, number in numbers.items()}
        told = {"period": "2019-20", "unit": unit, "partnership": in_darlington, "indicator": indicator}
        return IndicatorValueFactory.build(breakdown=part, **told | numbers | fields)

    return made


def told(rows) -> list[tuple]:
    """What a reader sees of each: its value and how many were counted."""
    shown = show_families(rows, [], CLA)
    return [(parse(one.value), parse(one.numerator)) for one in map(shown.of, rows)]


def known_numbers(rows) -> list[Decimal | None]:
    """Of how many people each says that it is, as a reader sees it."""
    return [
        some if some is not None else (value if row.unit == "n" else None)
        for row, (value, some) in zip(rows, told(rows), strict=True)
    ]


@pytest.mark.parametrize("parts", [(30, 17, 3), (30, 19, 1)], ids=str)
@pytest.mark.parametrize("unit", ["r10k", "%"])
def test_counted_parts_of_a_whole_that_is_a_rate_or_share(one_of, parts, unit):
    whole = one_of("", "44.6", 50, 11_200) if unit == "r10k" else one_of("", "50", 50, 100, unit)
    rows = [whole, *(one_of(f"p{number}", number, **COUNTED) for number in parts)]

    total, *numbers = known_numbers(rows)

    assert numbers[-1] is None
    assert total is None or numbers.count(None) > 1


def test_rates_of_parts_of_a_whole_that_is_counted(one_of):
    terms = [(30, 5_600), (17, 5_600), (3, 60)]
    rows = [one_of("", 50, **COUNTED), *(one_of(f"p{some}", None, some, of) for some, of in terms)]

    total, *numbers = known_numbers(rows)

    assert numbers[-1] is None
    assert total is None or numbers.count(None) > 1


@pytest.mark.parametrize(
    ("unit", "value", "boys", "girls"),
    [("r10k", "28.5", (54, 10_000), (3, 10_000)), ("%", "60", (54, 90), (3, 80))],
    ids=["rate", "share"],
)
@pytest.mark.parametrize("with_girls", [True, False])
@pytest.mark.parametrize("ticked", [True, False])
def test_a_ratio_of_the_whole_without_terms_takes_no_counts_place(one_of, unit, value, boys, girls, with_girls, ticked):
    """Beside 57 in all, 54 Boys are all but three, whether or not the rate or share of all stands there too."""
    parts = {"Boys": boys, "Girls": girls} if with_girls else {"Boys": boys}
    rows = [one_of("", 57, **COUNTED), one_of("", value, unit=unit)]
    rows += [one_of(name, None, *terms, unit, is_exhaustive=ticked) for name, terms in parts.items()]

    total, _, counted, *_ = known_numbers(rows)

    assert None in (total, counted)


@pytest.mark.parametrize("ticked", [True, False])
def test_shares_that_lack_a_few_of_a_whole_that_is_counted(one_of, ticked):
    rows = [one_of("", 50, **COUNTED)]
    rows += [one_of(f"p{some}", None, some, of, "%", is_exhaustive=ticked) for some, of in [(30, 60), (18, 38)]]

    assert None in known_numbers(rows), "50 less 30 and 18 is 2"


def test_parts_of_which_some_are_counted_and_some_are_shares(one_of):
    rows = [one_of("", 60, **COUNTED), one_of("Girls", 30, **COUNTED)]
    rows += [one_of("Boys", "45", unit="%"), one_of("Non-binary", "5", unit="%")]

    total, girls, boys, few = (value for value, _ in told(rows))

    assert few is None
    assert None in (total, girls, boys), "60 less 30 and 45% of 60 is 3"


def test_many_in_each_are_all_shown(one_of):
    rows = [one_of("", "44.6", 50, 11_200), *(one_of(f"p{number}", number, **COUNTED) for number in (30, 20))]

    assert None not in known_numbers(rows)


@pytest.mark.parametrize(("rate", "unit", "population"), [("26.8", "r100k", 11_200), ("12.5", "r10k", 2_400)])
def test_a_rate_beside_a_population_that_is_few_for_it(one_of, rate, unit, population):
    rows = [one_of("Girls", rate, unit=unit), one_of("Girls", population, **COUNTED)]

    assert told(rows)[0][0] is None, "3 people"


@pytest.mark.parametrize(("rate", "unit", "population"), [("26.8", "r100k", 11_200), ("12.5", "r10k", 2_400)])
def test_a_rate_of_a_part_whose_few_people_stand_with_another_topic(in_darlington, rate, unit, population):
    girls = {"period": "2019-20", "category": "Girls"}
    row = MeasureFactory(topic="Plans", value=Decimal(rate), unit=unit, **girls)
    assert show_measures([row], CLA).of(row).value == rate

    MeasureFactory(topic="Children", value=Decimal(population), unit="n", **girls)

    assert parse(show_measures([row], CLA).of(row).value) is None


def test_a_whole_rate_beside_a_population_that_is_few_for_it(one_of):
    rows = [one_of("", "13.4", unit="r100k"), one_of("", 22_400, **COUNTED)]

    assert told(rows)[0][0] is None, "3 people"


def test_a_number_that_cannot_be_the_population_says_nothing(one_of):
    rows = [one_of("Girls", "26.8", unit="r100k"), one_of("Girls", 31, **COUNTED)]

    assert told(rows)[0][0] == Decimal("26.8")
