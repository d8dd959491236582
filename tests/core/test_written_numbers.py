"""One reader of numbers, in cells and in boxes."""

from decimal import Decimal

import pytest
from django.core.exceptions import ValidationError
from hypothesis import example, given
from hypothesis import strategies as st

from core import forms
from core.calendar.months import month_number
from core.formatting.written_numbers import LONGEST, explained, read
from core.imports.values import Money, Number


@pytest.mark.parametrize(
    ("text", "amount", "sign"),
    [
        ("1234.5", "1234.5", ""),
        ("1,234,567.5", "1234567.5", ""),
        ("1 234 567", "1234567", ""),
        ("1\N{NARROW NO-BREAK SPACE}234", "1234", ""),
        (" 12 ", "12", ""),
        (".5", "0.5", ""),
        ("5.", "5", ""),
        ("007", "7", ""),
        ("\N{MINUS SIGN}3", "-3", ""),
        ("£1,234", "1234", "£"),
        ("-£5", "-5", "£"),
        ("£-5", "-5", "£"),
        ("42 %", "42", "%"),
        ("42 per cent", "42", "%"),
        ("42pc", "42", "%"),
        ("+5", "5", ""),
        ("\N{EN DASH}12", "-12", ""),
        ("(500)", "-500", ""),
        ("(£1,500.50)", "-1500.50", "£"),
        ("Nil", "0", ""),
    ],
)
def test_what_people_write(text, amount, sign):
    written = read(text)

    assert (written.amount, written.sign) == (Decimal(amount), sign)


@pytest.mark.parametrize(
    "text",
    [
        "0,125",
        "375 2",
        "12 5",
        "£12 50",
        "1,5",
        "1,23",
        "12,34,567",
        "1 234,567",
        "1.234,5",
        "1_0",
        "1e5",
        "--5",
        "-£-5",
    ]
    + ["£5%", "five", "", ".", "-", "£", "%", "1.2.3", "0x10", "()", "(-3)", "£(5)", "-(5)", "١٢", "NaN", "9" * 41],
)
def test_what_is_no_number_or_may_be_two(text):
    assert read(text) is None


@pytest.mark.parametrize(
    ("text", "told"),
    [
        *[
            (text, "stands for a number that is not given")
            for text in ("c", "[x]", "low", "N/A", ":", "~", "<5", "..", "*")
        ],
        *[(text, "is short for another number; write that in full") for text in ("£1.5m", "12k", "3 million", "2bn")],
        *[
            (text, "is not the number itself; write that")
            for text in ("~12", "c. 12", "about 12%", "12+", "over 1,000")
        ],
        *[(text, "goes from one number to another") for text in ("5-9", "5 to 9", "10%-20%")],
        *[(text, "is two numbers; write each in a place of its own") for text in ("3/20", "3 of 20", "3 out of 20")],
        ("37:30", "is a length of time; write it as a number, such as 37.5"),
    ],
)
def test_what_people_write_for_a_number_is_explained_in_file_and_form(text, told):
    assert read(text) is None
    with pytest.raises(ValueError, match=told):
        Number().clean(text)
    for field in (forms.NumberField(required=False), forms.MoneyField(required=False), forms.WholeNumberField()):
        with pytest.raises(ValidationError, match=told):
            field.clean(text)


@given(st.text("0123456789,.-~/ ofkmc<%:£", max_size=LONGEST))
def test_nothing_is_both_a_number_and_explained(text):
    assert read(text) is None or not explained(text)


def by_form(field, text):
    try:
        return field.clean(text)
    except ValidationError:
        return None


def by_file(value, text):
    try:
        return value.clean(text)
    except ValueError:
        return None


@given(st.text("0123456789,. -£%_\N{NO-BREAK SPACE}\N{MINUS SIGN}e", min_size=1, max_size=12).filter(str.strip))
@example("1_0")
@example("0,125")
@example("£12 50")
@example("0.0000005")
@example("0.0000015")
@example("1" * 30 + ".1234567")
def test_forms_and_files_read_alike(text):
    money = forms.MoneyField(min_value=0, required=False)
    by_hand, from_file = by_form(money, text), by_file(Money(), text)
    if by_hand is not None:
        assert by_hand == from_file
    else:  # pence that a spreadsheet worked out are rounded, with a remark that a form has no place for
        assert from_file is None or read(text).amount != from_file

    figure = forms.NumberField(max_digits=16, decimal_places=6, required=False)
    figure.signs, figure.rounds = "£%", True
    assert by_form(figure, text) == by_file(Number(), text)


@pytest.mark.parametrize("text", ["1_0", "1,5", "1e1", "2.5", "7 %", "£7"])
def test_a_whole_number_is_written_as_one(text):
    with pytest.raises(ValidationError):
        forms.WholeNumberField().clean(text)


@pytest.mark.parametrize(("text", "number"), [("1,234", 1234), (" 7 ", 7), ("12.0", 12), ("-3", -3)])
def test_a_whole_number_is_taken_as_people_write_it(text, number):
    assert forms.WholeNumberField().clean(text) == number


@pytest.mark.parametrize(
    ("text", "number"), [("7", 7), ("07", 7), ("July", 7), ("JUL", 7), ("sept", 9), ("may", 5), ("ma", None)]
)
def test_months_are_months(text, number):
    assert month_number(text) == number


@pytest.mark.parametrize("text", ["Junk", "Marmalade", "Marvellous", "0", "13", "1_0", "١", "", "Decembers"])
def test_what_begins_like_a_month_is_none(text):
    assert month_number(text) is None


@pytest.mark.parametrize("parts", [["1", "Junk", "2019"], ["31", "Marmalade", "2020"], ["1_0", "5", "2020"]])
def test_a_typed_day_is_a_day(parts):
    with pytest.raises(ValidationError, match="must be a real date"):
        forms.DateField(label="Date").clean(parts)
