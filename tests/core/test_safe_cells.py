"""Nothing that goes out as a cell runs as a formula, wherever a program parts the cells; and it comes back."""

import csv
import re
import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from core.files import safe_cells
from core.files.safe_cells import own_text, safe_cell
from core.formatting.characters import is_wrong

EVERY_SIGN = [chr(code) for code in range(0x110000)]
UNSEEN = {"Cc", "Cf", "Zs", "Zl", "Zp"}
FORMULA_SIGNS = tuple("=+-@|%\N{MINUS SIGN}")


@pytest.mark.parametrize(
    "text",
    ["=1+1", "+1 ", "@SUM(A1)", "|x", "%x", "% of =1", " -x", "\ufeff=1", "＝1", "＋1", "－1", "＠x", "−2", "\u200b=1"]
    + ["\u200e=1", "\u202e=1", "\xa0=1", "\xad=1", "\u3164=1", '"=1', "'=1", "''=1", "\u2066\u200d =1"],
)
def test_what_could_run_as_a_formula_is_neutralised(text):
    assert safe_cell(text) == f"'{text}"
    assert own_text(safe_cell(text)) == text


@pytest.mark.parametrize(
    ("text", "guarded"),
    [
        (";=cmd", ";'=cmd"),
        ("Council;=cmd|' /C calc'!A0", "Council;'=cmd|' /C calc'!A0"),
        ("a; \u200b＝1;-2", "a;' \u200b＝1;'-2"),
        ("\t=1", "\t'=1"),
        ("\r=1", "\r'=1"),
        ("one\n- two\n\n=3", "one\n'- two\n\n'=3"),
        ("=1;=2", "'=1;'=2"),
        ("a;'=1", "a;''=1"),
    ],
)
def test_a_cell_after_a_separator_is_one_too(text, guarded):
    assert safe_cell(text) == guarded
    assert own_text(guarded) == text


@pytest.mark.parametrize(
    "text", ["-12.5", "0", "1234", "Council", "a=b", "[c]", "%", "% of 60 cases", "a, b; c", "'Tis"]
)
def test_plain_numbers_and_words_stay(text):
    assert safe_cell(text) == text
    assert own_text(text) == text


def test_an_unknown_cell_is_empty():
    assert safe_cell(None) == ""


def test_every_sign_that_nobody_sees_is_passed_over():
    parts = re.compile(f"[{safe_cells.SEPARATORS}]")
    unseen = [sign for sign in EVERY_SIGN if unicodedata.category(sign) in UNSEEN and not parts.match(sign)]
    assert len(unseen) > 200
    kept = [sign for sign in unseen if not is_wrong(sign)]
    assert [sign for sign in kept if safe_cell(f"{sign}=1") != f"'{sign}=1"] == []


def test_every_form_of_a_formulas_sign_is_one():
    forms = [sign for sign in EVERY_SIGN if unicodedata.normalize("NFKC", sign).startswith(FORMULA_SIGNS)]
    assert len(forms) > 20
    assert [sign for sign in forms if safe_cell(f"{sign}SUM(A1)") != f"'{sign}SUM(A1)"] == []


@given(st.text(alphabet="=+-@|%;\t\r\n'\"a \u200b\ufeff\xa0＝1"))
def test_no_way_to_part_a_cell_finds_a_formula(text):
    cell = safe_cell(text)
    assert own_text(cell) == text
    for delimiter in ",;\t":
        for row in csv.reader(cell.splitlines(), delimiter=delimiter):
            if len(row) > 1 or cell != text:
                assert not any(runs(part) for part in row[1:] if delimiter != ","), (cell, row)


def runs(part: str) -> bool:
    return part.strip().startswith(tuple("=+-@|%＝"))
