"""What a cell may hold, and what is said when it holds something else."""

import datetime
import re
from decimal import Decimal

import pytest
from django.db.models import TextChoices
from hypothesis import given
from hypothesis import strategies as st

from core.files.safe_cells import own_text, safe_cell
from core.formatting.characters import is_wrong
from core.formatting.directories import Directory
from core.imports.cycles import in_circles
from core.imports.values import Choice, Day, Money, Number, Period, Share, Text, Whole, Year, YesNo


class Colour(TextChoices):
    RED = "red_one", "Red one"
    BLUE = "blue", "Blue"


def refused(value, text):
    with pytest.raises(ValueError, match=r"^[^.]") as caught:
        value.clean(text)
    return str(caught.value)


@pytest.mark.parametrize(
    ("text", "amount"),
    [
        ("0", "0"),
        ("1234.5", "1234.5"),
        ("1,234.50", "1234.50"),
        ("£1,234.50", "1234.50"),
        ("£ 7", "7"),
        ("1 234", "1234"),
        ("1000000000", "1000000000"),
        ("12.100", "12.1"),
    ],
)
def test_money_is_read_as_people_write_it(text, amount):
    assert Money().clean(text) == Decimal(amount)


@pytest.mark.parametrize(
    ("text", "reason"),
    [
        ("abc", "“abc” is not an amount of money; write it like 1234.50"),
        ("-5", "“-5” is below zero, which it cannot be"),
        ("−5", "below zero"),
        ("£-5", "below zero"),
        ("1000000000.01", "out of range"),
        ("9" * 29, "out of range"),
        ("9" * 60, "is not an amount of money"),
        ("1,23", "is not an amount of money"),
        ("1.234,50", "is not an amount of money"),
        ("12%", "is not an amount of money"),
        ("1e5", "is not an amount of money"),
        ("NaN", "is not an amount of money"),
        ("0,125", "is not an amount of money"),
        ("£12 50", "is not an amount of money"),
        ("375 2", "is not an amount of money"),
        ("1 234,567", "is not an amount of money"),
        ("1_000", "is not an amount of money"),
        ("37:30", "is a length of time"),
        ("١٢", "is not an amount of money"),
        ("[c]", "stands for a number that is not given; leave it empty"),
        ("*", "leave it empty"),
        ("low", "leave it empty"),
        ("N/A", "leave it empty"),
        (":", "leave it empty"),
        ("~", "leave it empty"),
        ("<5", "leave it empty"),
    ],
)
def test_money_that_is_none_is_refused_with_the_reason(text, reason):
    assert reason in refused(Money(), text)


def test_numbers_may_have_signs_and_six_decimals():
    assert Number().clean("42%") == 42
    assert Number().clean("-1,234.5") == Decimal("-1234.5")
    assert Number().clean("£5") == 5
    assert Number().clean("0.333333333333333") == Decimal("0.333333")
    assert Money().clean("41666.6666666667") == Decimal("41666.67")
    assert Money().clean("0.005") == Decimal("0.01")
    assert "out of range" in refused(Number(), "10000000000")


def test_whole_and_small_numbers_have_their_limits():
    assert Whole(most=366).clean("12.0") == 12
    assert "decimals" in refused(Whole(most=366), "1.5")
    assert "out of range" in refused(Whole(most=366), "367")
    assert Share(most=99).clean("0.85") == Decimal("0.85")
    assert "below zero" in refused(Share(most=99), "-1")


@pytest.mark.parametrize(
    "text",
    [
        "2020-03-01",
        "01/03/2020",
        "1/3/2020",
        "1.3.2020",
        "1 March 2020",
        "1-Mar-2020",
        "01-03-2020",
        "2020-03-01 00:00",
    ],
)
def test_days_are_read_as_people_write_them(text):
    assert Day().clean(text) == datetime.date(2020, 3, 1)


@pytest.mark.parametrize(
    ("text", "reason"),
    [
        ("43891", "“43891” is not a date"),
        ("03/31/2020", "the day comes before the month"),
        ("2020-02-30", "not a day that there is"),
        ("1/3/20", "is not a date"),
        ("2020-03-01 14:30", "is not a date"),
        ("0001-01-01", "not between 1900 and 2200"),
        ("1 Smarch 2020", "not a day that there is"),
        ("1 Junk 2019", "not a day that there is"),
        ("31 Marmalade 2020", "not a day that there is"),
        ("soon", "is not a date; write it like 2019-07-01 or 01/07/2019"),
    ],
)
def test_days_that_are_none_are_refused_with_the_reason(text, reason):
    assert reason in refused(Day(), text)


@pytest.mark.parametrize(("text", "year"), [("2019-20", "2019-20"), ("2019/20", "2019-20"), ("2019-2020", "2019-20")])
def test_years_are_read(text, year):
    assert Year().clean(text) == year


def test_a_year_that_a_spreadsheet_turned_into_a_date_is_named():
    assert "a spreadsheet may have changed it" in refused(Year(), "2011-12-01")
    assert "write it like 2019-20" in refused(Year(), "2019-21")
    assert "write it like 2019-20" in refused(Year(), "9999-00")


@pytest.mark.parametrize(
    ("text", "period"),
    [("2019/20", "2019-20"), ("2019-20 q4", "2019-20 Q4"), ("2019-20 H1", "2019-20 H1"), ("31/03/2020", "2020-03-31")],
)
def test_periods_are_read(text, period):
    assert Period().clean(text) == period


def test_periods_that_are_none_are_refused():
    for text in ("2019", "2019-20 Q5", "March", "2019-21 Q1"):
        assert "2019-20" in refused(Period(), text)


def test_what_is_no_period_is_told_every_way_to_write_one():
    assert "write it like 2019-20, 2019-20 Q4, 2019-20 H1 or 2020-03-31" in refused(Period(), "the last year")


@pytest.mark.parametrize("text", ["2024-Q1", "2024 q1", "2024Q1", "2024/Q1", "2024–Q1"])
def test_a_quarter_of_one_year_alone_is_led_to_the_financial_year(text):
    says = f"“{text}” is not a quarter of a year from April to March; write it like 2024-25 Q1"
    assert refused(Period(), text) == says


def test_so_is_a_half_and_other_years_are_refused_as_before():
    assert refused(Period(), "2024-h2").endswith("not a half of a year from April to March; write it like 2024-25 H2")
    assert "“2024-27 Q1” names no year from April to March" in refused(Period(), "2024-27 Q1")
    assert "“9999-Q1” names no year from April to March" in refused(Period(), "9999-Q1")


def test_yes_and_no():
    assert YesNo("where it is so").clean("YES") is True
    assert YesNo("where it is so").clean("n") is False
    assert "neither Yes nor No" in refused(YesNo("where it is so"), "maybe")


def test_a_choice_is_taken_by_its_word_or_code_and_names_the_others():
    assert Choice(Colour).clean(" red  ONE ") == "red_one"
    assert Choice(Colour).clean("red_one") == "red_one"
    assert "not one of these: Red one, Blue" in refused(Choice(Colour), "green")


def test_text_is_held_to_its_length_and_lines():
    text = Text()
    text.longest = 5
    assert text.clean("a  b") == "a b"
    assert "this text has 6 characters; at most 5 fit" in refused(text, "abcdef")
    assert Text(is_line=False).clean("a\r\nb") == "a\nb"


VALUES = [Money(), Number(), Day(), Year(), Period(), YesNo("where it is so"), Choice(Colour), Whole(most=9)]


@pytest.mark.parametrize("value", VALUES)
@given(text=st.text(min_size=1))
def test_no_text_raises_anything_but_the_reason(value, text):
    try:
        read = value.clean(text)
    except ValueError as reason:
        message = str(reason)
    else:
        message = value.render(read)
        assert value.clean(message) == read
    assert message


@given(st.text())
def test_what_goes_out_comes_back_and_never_runs(text):
    cell = safe_cell(text)

    assert re.fullmatch(r"%( of [\w ]+)?", cell) or not re.match(r"[=+@|%]", cell)
    if not is_wrong(text):
        assert own_text(cell) == text


def test_the_unit_of_a_share_comes_in_as_it_went_out_earlier():
    assert own_text("'%") == own_text("%") == "%"
    assert own_text("'% of it") == own_text(safe_cell("% of it")) == "% of it"


def test_a_directory_finds_names_and_says_what_is_near():
    directory = Directory("agency", [(1, "Durham Constabulary"), (2, "Durham Council")])

    assert directory.find("durham  CONSTABULARY") == 1
    with pytest.raises(ValueError, match="no agency called “Durham Constabulry”; do you mean “Durham Constabulary”?"):
        directory.find("Durham Constabulry")
    with pytest.raises(ValueError, match="no agency called “Xyzzy”$"):
        directory.find("Xyzzy")


def test_a_name_that_two_share_is_asked_for_in_full():
    directory = Directory("role holder", [(1, "Chief", "Chief (A)"), (2, "Chief", "Chief (B)"), (3, "Other", "Other")])

    with pytest.raises(ValueError, match=r"name of 2 records; write “Chief \(A\)” or “Chief \(B\)”"):
        directory.find("Chief")
    assert directory.find("Chief (B)") == 2
    assert directory.name(2) == "Chief (B)"
    assert directory.name(3) == "Other"


def test_circles_are_found_wherever_one_starts():
    assert in_circles({1: 2, 2: 3, 3: 2, 4: None, 5: 4}) == {2, 3}
    assert in_circles({1: 1}) == {1}
    assert in_circles({n: n + 1 for n in range(50_000)}) == set()
