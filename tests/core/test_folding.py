"""One way of comparing names, and of reading what is written in several ways."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from core.formatting.folding import fold, fold_choice, fold_grouping, spelt_as

SAME = [
    ("St John's School", "St John’s School"),
    ("St John's School", "St John`s School"),
    ("Siân's Café", "Siân's Café"),
    ("Mid-Dale Housing", "Mid\N{NON-BREAKING HYPHEN}Dale Housing"),
    ("Mid-Dale Housing", "Mid–Dale Housing"),
    ("Zara House", "Zara\N{ZERO WIDTH SPACE} \N{SOFT HYPHEN}House"),
    ("Zara House", " zara\N{NO-BREAK SPACE}HOUSE "),
    ("Straße", "STRASSE"),
]


@pytest.mark.parametrize(("one", "other"), SAME)
def test_names_that_look_alike_are_one(one, other):
    assert fold(one) == fold(other)


@pytest.mark.parametrize(
    ("one", "other"), [("Health", "Health trust"), ("Mid-Dale", "Mid Dale"), ("Sian", "Siân"), ("Co-op", "Coop")]
)
def test_names_that_read_differently_are_two(one, other):
    assert fold(one) != fold(other)


@given(st.text(max_size=60))
def test_folding_twice_changes_nothing_more(text):
    assert fold(fold(text)) == fold(text)


@pytest.mark.parametrize("text", ["in kind", "In-Kind", "in_kind", "IN\N{EN DASH}KIND ", "inkind"])
def test_a_choice_is_known_however_its_words_are_joined(text):
    assert fold_choice(text) == fold_choice("In kind")


def test_a_heading_is_spelt_as_the_one_that_is_there():
    assert spelt_as("health ", ["Police", "Health"]) == "Health"
    assert spelt_as("  Fire   service", ["Health"]) == "Fire service"
    assert spelt_as("health", ["Health", "health"]) == "health"


@pytest.mark.parametrize("text", ["Sex", "By sex", "BY  SEX "])
def test_a_breakdown_is_named_with_by_or_without(text):
    assert fold_grouping(text) == "sex"
    assert spelt_as(text, ["By Sex"], fold_grouping) == "By Sex"


def test_the_word_by_within_a_name_stays():
    assert fold_grouping("Byways") == "byways"
    assert fold_grouping("Seen by whom") == "seen by whom"
