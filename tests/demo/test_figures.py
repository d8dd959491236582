"""The printed totals and what their parts really give: the discrepancies that the portal has to find, and no other."""

from decimal import Decimal

import pytest

from tests.demo import records


def cash(slug, year):
    return sum(
        records.amount(row["Agreed"])
        for row in records.rows(slug, "contributions")
        if row["Year"] == year and row["Paid"] == "Cash"
    )


def in_kind(slug, year):
    return sum(
        records.amount(row["Agreed"])
        for row in records.rows(slug, "contributions")
        if row["Year"] == year and row["Paid"] == "In kind"
    )


def year_sum(slug, kind, column, year):
    return sum(records.amount(row[column]) for row in records.rows(slug, kind) if row["Year"] == year)


def income(slug, year):
    return cash(slug, year) + year_sum(slug, "income", "Amount", year)


def planned(slug, year):
    return year_sum(slug, "spending", "Planned", year)


def measured(slug, topic, period="2019-20"):
    return sum(
        records.amount(row["Value"])
        for row in records.rows(slug, "measures")
        if row["Topic"] == topic and row["Period"] == period
    )


def parts(slug, number, period, unit):
    return {
        row["Breakdown"]: Decimal(row["Value"])
        for row in records.rows(slug, "indicators")
        if (row["Indicator"], row["Period"], row["Unit"]) == (number, period, unit) and row["Breakdown"]
    }


def value(slug, number, period, unit, breakdown=""):
    (row,) = [
        row
        for row in records.rows(slug, "indicators")
        if (row["Indicator"], row["Period"], row["Unit"], row["Breakdown"]) == (number, period, unit, breakdown)
    ]
    return row


def printed(slug, of, period):
    return [
        Decimal(row["Printed total"])
        for row in records.rows(slug, "printed-totals")
        if (row["Of"], row["Period"]) == (of, period)
    ]


def computed(slug, of, period, unit):
    """What the portal gets when it adds up the parts of a printed total."""
    money = {
        "Contributions in cash": cash,
        "Contributions in cash and in kind": lambda *where: cash(*where) + in_kind(*where),
        "Income": income,
        "Spending planned": planned,
        "Result": lambda *where: income(*where) - planned(*where),
    }
    if of in money:
        return money[of](slug, period)
    if of.startswith("Measure: "):
        return measured(slug, of.removeprefix("Measure: "), period)
    return sum(parts(slug, of.removeprefix("Indicator "), period, unit).values())


def discrepancies(slug):
    return {
        (row["Of"], row["Period"], Decimal(row["Printed total"])): computed(slug, row["Of"], row["Period"], row["Unit"])
        for row in records.rows(slug, "printed-totals")
        if computed(slug, row["Of"], row["Period"], row["Unit"]) != Decimal(row["Printed total"])
    }


def not_a_hundred(slug):
    """Exhaustive shares without a printed total that do not give 100."""
    sums = {}
    for row in records.rows(slug, "indicators"):
        if row["Unit"] == "%" and row["Parts are exhaustive"] == "Yes" and row["Breakdown"]:
            key = (row["Indicator"], row["Period"])
            sums[key] = sums.get(key, 0) + Decimal(row["Value"])
    for row in records.rows(slug, "measures"):
        if row["Unit"] == "%" and row["Parts are exhaustive"] == "Yes":
            key = (row["Topic"], row["Period"])
            sums[key] = sums.get(key, 0) + Decimal(row["Value"])
    return {key: total for key, total in sums.items() if total != 100}


def test_darlington_prints_two_totals_that_its_parts_do_not_give():
    assert discrepancies("darlington") == {
        ("Income", "2019-20", Decimal(233666)): Decimal(233688),
        ("Contributions in cash and in kind", "2025-26", Decimal(250050)): Decimal(267646),
    }
    assert not_a_hundred("darlington") == {("35", "2020-03-31"): Decimal(99)}


def test_durham_prints_one():
    assert discrepancies("durham") == {("Measure: JTAI actions by theme", "2019-20", Decimal(108)): Decimal(110)}
    assert not_a_hundred("durham") == {}


def test_darlington_income_of_2019_20():
    assert cash("darlington", "2019-20") == 226663
    assert income("darlington", "2019-20") == 233688


def test_darlington_budget_of_2025_26():
    assert cash("darlington", "2025-26") == 250050
    assert in_kind("darlington", "2025-26") == 17596
    assert printed("darlington", "Result", "2025-26") == [-62151]
    assert planned("darlington", "2025-26") == 312201


@pytest.mark.parametrize(("day", "full_time"), [("2025-01-01", "6.0"), ("2025-04-01", "5.0")])
def test_darlington_posts_of_2025(day, full_time):
    posts = [
        Decimal(row["FTE"])
        for row in records.rows("darlington", "posts")
        if row["FTE"] and row["Starts on"] <= day and (row["Ends on"] or day) >= day
    ]
    assert sum(posts) == Decimal(full_time)


def test_the_council_hosts_durham_at_a_worth_that_is_not_known():
    (hosting,) = [row for row in records.rows("durham", "contributions") if row["Paid"] == "In kind"]
    assert hosting["What in kind"]
    assert not hosting["Agreed"]


@pytest.mark.parametrize("year", ["2018-19", "2019-20"])
def test_durham_contributions(year):
    assert cash("durham", year) == 312728
    assert printed("durham", "Contributions in cash", year) == [312728]


def test_durham_inspection_actions_are_printed_twice():
    assert measured("durham", "JTAI actions by theme") == 110
    assert printed("durham", "Measure: JTAI actions by theme", "2019-20") == [110, 108]


def test_durham_restraint():
    assert measured("durham", "Restraint by half-year") == 753
    assert measured("durham", "Injuries from restraint by half-year") == 89
    assert measured("durham", "Injuries from restraint by level") == 89
    assert Decimal(value("durham", "95", "2019-20", "n")["Value"]) == 753
    assert Decimal(value("durham", "95", "2019-20", "n", "With injury")["Value"]) == 89


@pytest.mark.parametrize("breakdown", ["", "First six months", "Last six months"])
def test_durham_injuries_for_every_100_restraints(breakdown):
    rate = value("durham", "95", "2019-20", "per 100", breakdown)
    assert round(Decimal(rate["Numerator"]) * 100 / Decimal(rate["Denominator"]), 1) == Decimal(rate["Value"])


def test_darlington_placements_add_up_to_the_children_looked_after():
    placed = parts("darlington", "43", "2020-03-31", "n")
    assert sum(placed.values()) == Decimal(value("darlington", "42", "2020-03-31", "n")["Value"]) == 270
    assert value("darlington", "43", "2020-03-31", "n", "Private fostering")["Quality flag"] == "Doubtful"


def test_darlington_location_of_abuse_gives_a_hundred():
    assert sum(parts("darlington", "101", "2019-20", "%").values()) == 100


def test_durham_neglect_share_follows_from_its_counts():
    row = value("durham", "35", "2020-03-31", "%", "Neglect")
    assert round(Decimal(row["Numerator"]) * 100 / Decimal(row["Denominator"]), 1) == Decimal(row["Value"])


@pytest.mark.parametrize(("slug", "number", "period", "unit"), [
    ("darlington", "25", "2020-03-31", "n"),
    ("darlington", "56", "2019-20", "%"),
    ("darlington", "59", "2019-20", "%"),
    ("darlington", "98", "2019-20", "%"),
    ("durham", "34", "2020-03-31", "r10k"),
])  # fmt: skip
def test_printed_figures_that_cannot_be_right_are_marked(slug, number, period, unit):
    assert value(slug, number, period, unit)["Quality flag"] == "Doubtful"
