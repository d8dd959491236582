import pytest

from core.formatting import sentences


@pytest.mark.parametrize(("names", "said"), [(["a"], "a"), (["a", "b"], "a and b"), (["a", "b", "c"], "a, b and c")])
def test_lists(names, said):
    assert sentences.listed(names) == said


@pytest.mark.parametrize(
    ("period", "said"),
    [
        ("2019-20", "in 2019-20"),
        ("2019-20 Q4", "in quarter 4 of 2019-20"),
        ("2019-20 H1", "in the first half of 2019-20"),
        ("2019-20 H2", "in the second half of 2019-20"),
        ("2020-03-31", "on 31 March 2020"),
        ("31 March 2020", "on 31 March 2020"),
        ("2020", "in 2020"),
    ],
)
def test_periods(period, said):
    assert sentences.in_period(period) == said


def test_a_value_is_below_some_and_above_others():
    others = [("the region", "63.1"), ("England", "30"), ("Wales", "37.8"), ("Scotland", None), ("Ireland", "c")]
    assert sentences.comparison("Plans", ("Darlington", "37.8"), others, "r10k") == (
        "Plans: Darlington, at 37.8 per 10,000, was below the region (63.1 per 10,000), "
        "the same as Wales (37.8 per 10,000) and above England (30.0 per 10,000)."
    )


def test_a_hidden_value_is_not_compared():
    said = sentences.comparison("Deaths", ("Darlington", "c"), [("England", "3")], "n")
    assert said == "Deaths cannot be compared: the number for Darlington is not shown."
    assert sentences.comparison("Deaths", ("Darlington", None), [("England", "3")], "n") == "Deaths cannot be compared."


def test_ranking_names_every_tie():
    points = [("a", "8"), ("b", "38"), ("c", "8")]
    assert sentences.ranking(points, "n") == "“b” was the largest, at 38; “a” and “c” were the smallest, at 8."


def test_ranking_of_equals_says_it_once():
    assert sentences.ranking([("a", "5"), ("b", "5")], "%") == "each number was 5%."
    assert sentences.ranking([("a", "5"), ("b", "5"), ("c", "c")], "n") == (
        "each number that is shown was 5. 1 number is not shown."
    )


@pytest.mark.parametrize("points", [[("Boys", "0")], [("Boys", "0"), ("Girls", "0")], [("Boys", "0"), ("Girls", "c")]])
def test_nothing_is_never_the_largest(points):
    said = sentences.ranking(points, "n", "0")
    assert "largest" not in said
    assert "was 0." in said


def test_ranking_says_that_it_is_of_the_shown_numbers_alone():
    points = [("a", "57"), ("b", "31"), ("c", "c"), ("d", "c"), ("e", None)]
    assert sentences.ranking(points, "n", "100") == (
        "of the numbers that are shown, “a” was the largest, at 57 of 100 (57%); “b” was the smallest, at 31. "
        "2 numbers are not shown. 1 number is not known."
    )
    assert sentences.ranking([("a", "57"), ("b", "c")], "n") == "only “a” is shown, at 57. 1 number is not shown."


def test_ranking_of_nothing_that_may_be_shown():
    assert sentences.ranking([("a", "c"), ("b", None)], "n") == "none of the numbers is shown."
    assert sentences.ranking([("a", None)], "n") == "none of the numbers is known."


def test_change_between_the_first_and_the_last_that_are_known():
    points = [("2017-18", None), ("2018-19", "520"), ("2019-20", "753")]
    rose = "Restraint rose from 520 in 2018-19 to 753 in 2019-20."
    assert sentences.change("Restraint", points, "n") == f"{rose} 1 number is not known."
    assert sentences.change("Restraint", [("2017-18", "c"), *points[1:]], "n") == f"{rose} 1 number is not shown."
    assert sentences.change("Restraint", [("a", "c")], "n") == (
        "Restraint cannot be compared over time. 1 number is not shown."
    )
    same = sentences.change("Plans", [("a", "5"), ("b", "5")], "%")
    assert same == "Plans was the same at the end as at the beginning: 5% in a, 5% in b."


@pytest.mark.parametrize(
    ("texts", "total", "shares"),
    [
        (["7", "29", "42", "20", "12"], "110", ["6.4", "26.4", "38.2", "18.2", "10.9"]),
        (["7", "c"], "110", None),
        (["7", "8"], "16", None),
        (["0"], "0", None),
        (["7"], None, None),
    ],
)
def test_shares_only_where_every_part_is_shown(texts, total, shares):
    assert sentences.shares(texts, total, "n") == shares


@pytest.mark.parametrize("unit", ["%", "% of cases"])
def test_a_share_is_said_in_whatever_words_its_unit_has(unit):
    points = [("Neglect", "60"), ("Abuse", "40")]
    assert sentences.ranking(points, unit) == "“Neglect” was the highest, at 60%; “Abuse” was the lowest, at 40%."
    assert (
        sentences.ranking(points, unit, "100") == "“Neglect” was the largest, at 60%; “Abuse” was the smallest, at 40%."
    )
