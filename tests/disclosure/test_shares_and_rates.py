"""Equations of shares and rates with the counts that stand beside them, of indicators and of topics alike."""

from decimal import Decimal

import pytest

from indicators.rates import computed
from indicators.suppression import show_values
from tests.disclosure.readers_view import CLA, seen
from tests.factories import IndicatorFactory, IndicatorValueFactory, MeasureFactory

SHARES = ["%", "% of cases", "share of children", "per 100", "per 100 children"]


@pytest.mark.parametrize("unit", SHARES)
@pytest.mark.parametrize("part", [(), ("Neglect",)])
@pytest.mark.parametrize("share", [5, 95])
def test_a_share_and_the_count_of_all(figure, unit, part, share):
    """5% of 40 are two, and 95% all but two."""
    assert seen(figure(share, *part, unit=unit), figure(40))[0] is None


def test_a_share_that_is_of_many_is_shown(figure):
    assert seen(figure(5, "Neglect", unit="%"), figure(400)) == [5, 400]


@pytest.mark.parametrize("unit", SHARES)
@pytest.mark.parametrize("shares", [(60, 35, 5), (60, 35)], ids=["hidden", "not recorded"])
def test_shares_that_nobody_has_said_to_be_all(figure, unit, shares):
    """24 and 14 of 40 leave two, as counts of people do."""
    rows = [figure(share, f"p{share}", unit=unit) for share in shares]

    assert seen(*rows, figure(40)) == [60, *([None] * (len(shares) - 1)), 40]


def test_shares_of_the_same_people_are_shown(figure):
    """60, 55 and 30% of 40 are of some of them twice."""
    rows = [figure(share, f"p{share}", unit="%") for share in (60, 55, 30)]

    assert seen(*rows, figure(40)) == [60, 55, 30, 40]


@pytest.mark.parametrize("count", ["children", "cases", "n"])
def test_a_share_of_the_only_ones_that_are_counted(in_darlington, count):
    """40 were asked, 5% are afraid."""
    rows = [MeasureFactory(topic="Survey", category=name, **of) for name, of in ASKED.items()]
    rows[0].unit = count
    rows[0].save()

    assert seen(*rows)[1] is None


ASKED = {"Asked": {"value": 40}, "Afraid": {"value": 5, "unit": "%"}}


@pytest.mark.parametrize(("share", "girls"), [(5, 60), (95, 60), (5, 57)])
@pytest.mark.parametrize("unit", ["%", "% of girls"])
def test_a_share_of_another_part(figure, share, girls, unit):
    """5% of 60 girls are three; nobody reads it as a share of all 560."""
    rows = [figure(girls, "Girls"), figure(500, "Boys"), figure(share, "Of whom disabled", unit=unit)]

    assert seen(*rows) == [girls, 500, None]


def test_a_share_that_is_of_many_of_every_part_is_shown(figure):
    assert seen(figure(160, "Girls"), figure(500, "Boys"), figure(25, "Disabled", unit="%")) == [160, 500, 25]


def test_a_share_and_what_the_parts_add_up_to(figure):
    parts = [figure(20, part, is_exhaustive=True) for part in ("Boys", "Girls")]

    assert seen(figure(5, "Afraid", unit="%"), *parts)[0] is None


def test_shares_that_make_up_100_and_the_count_of_all(figure):
    shares = [figure(number, f"p{number}", unit="%", is_exhaustive=True) for number in (60, 35, 5)]

    shown = seen(*shares, figure(40))

    assert shown[:3].count(None) >= 2


def shares_of(terms):
    """Shares that are said to make up 100, of one indicator, each with what it was counted from."""
    of = {"indicator": IndicatorFactory(), "unit": "%", "is_exhaustive": True}
    numbers = {
        part: {"numerator": Decimal(some), "denominator": Decimal(whole)} for part, (some, whole) in terms.items()
    }
    return [
        IndicatorValueFactory(breakdown=part, value=computed("%", *one.values()), **one, **of)
        for part, one in numbers.items()
    ]


def test_shares_that_make_up_100_of_different_wholes_keep_their_own(in_darlington):
    """57 of 60 leave three, and 20 of 40 twenty."""
    rows = shares_of({"Foster care": (57, 60), "Kinship": (19, 40), "Homes": (20, 40)})

    shown = show_values(rows, CLA)
    texts = [(one.value, one.numerator, one.denominator) for one in map(shown.of, rows)]

    assert "57" not in texts[0]
    assert "95" not in texts[0]
    assert texts[2] == ("50", "20", "40")


def test_one_of_the_shares_that_make_up_100_is_not_hidden_alone(in_darlington):
    """96% is shown, so that the other is 4% of 100."""
    assert seen(*shares_of({"A": (4, 100), "B": (384, 400)})) == [None, None]


def test_a_count_and_its_share_give_away_all_but_it(figure):
    """57 are 95% of 60: three are not among them."""
    count, share = seen(figure(57, "A"), figure(95, "A", unit="%"))

    assert None in (count, share)


def test_a_count_and_its_share_of_something_less_than_the_whole(figure):
    """57 of 60 were seen, and 600 are counted in all."""
    whole, count, share = seen(figure(600), figure(57, "Seen"), figure(95, "Seen", unit="%"))

    assert whole == 600
    assert None in (count, share)


@pytest.mark.parametrize("unit", SHARES)
def test_a_count_and_its_share_give_away_the_whole(figure, unit):
    """57 are 63.3% of 90, and 30 and 3 are the others."""
    rows = [figure(number, f"p{number}") for number in (57, 30, 3)]

    most, some, few, share = seen(*rows, figure("63.3", "p57", unit=unit))

    assert few is None
    assert None in (most, share) or some is None


def test_a_count_and_its_share_beside_a_remainder(figure):
    """57 are 60% of 95: the 34 leave four that nobody recorded."""
    most, some, share = seen(figure(57, "A"), figure(34, "B"), figure(60, "A", unit="%"))

    assert None in (most, some, share)


def test_a_count_and_its_share_of_many_are_shown(figure):
    assert seen(figure(57, "A"), figure(33, "B"), figure("57", "A", unit="%")) == [57, 33, 57]


@pytest.mark.parametrize(("part", "unit"), [("Other", "%"), ("Neglect", "% of cases")])
def test_a_share_of_what_another_share_is_of(rate, part, unit):
    """40 are named beside the one, and 5% of 40 are two."""
    named = rate("30", "%", breakdown="Neglect", numerator=12, denominator=40)

    assert seen(named, rate("5", unit, breakdown=part)) == [30, None]


# Rates


@pytest.mark.parametrize(
    ("unit", "value", "other", "same"), [("r10k", "1.8", "r1k", "0.18"), ("r1k", "0.2", "r100k", "18")]
)
def test_a_rate_whose_terms_stand_beside_another(rate, unit, value, other, same):
    rows = [rate(value, unit, numerator=4, denominator=22_400), rate(same, other)]

    assert seen(*rows) == [None, None]


@pytest.mark.parametrize("terms", [{"numerator": 4}, {"denominator": 22_400}])
def test_a_rate_with_one_of_its_terms_elsewhere(rate, terms):
    assert seen(rate("1.8", "r10k", **terms), rate("1.8", "per 10k adults", denominator=22_400))[0] is None


@pytest.mark.parametrize("part", ["", "Girls"])
def test_the_population_that_a_count_and_its_rate_give_away(figure, part):
    """336 and 150 per 10,000 are of 22,400, of whom 1.8 per 10,000 are four."""
    whole = [figure(336), figure(150, unit="r10k")]

    shown = seen(figure("1.8", "Afraid", unit="r10k"), *whole)

    assert shown == [None, 336, 150]


@pytest.mark.parametrize(
    "terms", [{"numerator": 85}, {"denominator": 22_487}, {"numerator": 85, "denominator": 22_487}]
)
@pytest.mark.parametrize("period", ["2020-03-31", "2029-03-31"])
def test_a_rate_whose_population_another_period_gives_away(rate, terms, period):
    """85 and 37.8 per 10,000 are of 22,487, of whom 1.3 per 10,000 are three some years on."""
    rate("37.8", "r10k", period=period, **terms)

    assert seen(rate("1.3", "r10k", period="2025-03-31")) == [None]
    assert seen(rate("50", "r1k", period="2026-03-31")) == [50]


def test_a_rate_of_a_population_that_stands_beside_it(in_darlington):
    rows = [
        MeasureFactory(topic="Plans", category="Population", value=22_500),
        MeasureFactory(topic="Plans", category="Neglect", value=Decimal("1.3"), unit="r10k"),
        MeasureFactory(topic="Plans", category="Harm", value=30, unit="r10k"),
    ]

    assert seen(*rows) == [22_500, None, 30]


def test_a_rate_beside_numbers_that_are_no_population_is_shown(in_darlington):
    rows = [MeasureFactory(topic="Plans", value=300), MeasureFactory(topic="Plans", value=45, unit="r10k")]

    assert seen(*rows) == [300, 45]


def test_a_rate_of_many_is_shown(rate):
    assert seen(rate("50", "r10k", numerator=112, denominator=22_400), rate("5", "r1k")) == [50, 5]


def test_a_rate_that_names_other_people_is_judged_by_those(rate):
    rows = [rate("1.8", "r10k", numerator=4, denominator=22_400), rate("30", "r100k", numerator=26, denominator=85_000)]

    assert seen(*rows) == [None, 30]


def test_the_previous_value_of_another_rate(rate):
    rate("1.8", "r10k", numerator=4, denominator=22_400, period="2018-19")
    later = rate("5", "r1k", numerator=112, previous=Decimal("0.18"))

    assert show_values([later], CLA).of(later).previous == "c"


# What is hidden in the whole


def test_a_hidden_whole_is_not_given_away_by_a_part_and_its_share(figure):
    """The year is hidden for its quarters; 57 and 57% would say that it was 100."""
    rows = [figure(100), figure(57, "A"), figure(57, "A", unit="%")]
    rows += [figure(number, period=f"2019-20 Q{q}", is_published=True) for q, number in enumerate((50, 30, 17), 1)]
    rows.append(figure(3, period="2019-20 Q4"))

    whole, count, share, *_ = seen(*rows)

    assert whole is None
    assert None in (count, share)


# Numbers that nobody can have counted


@pytest.mark.parametrize("number", ["0.5", "-3", "4.5", "-0.5"])
def test_a_part_of_one_and_less_than_none_are_small(figure, number):
    assert seen(figure(Decimal(number))) == [None]
