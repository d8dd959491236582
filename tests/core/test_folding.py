"""One way of comparing names, and of sorting them; in Python and in the database alike."""

import tomllib
import unicodedata

import pytest
from django.conf import settings
from django.db import connection
from hypothesis import HealthCheck, given
from hypothesis import settings as hypothesis_settings
from hypothesis import strategies as st

from core.db.names import LONGEST_NAME
from core.formatting import folding
from core.formatting.folding import bare, fold, fold_choice, fold_grouping, sort_key, spelt_as

PAIRS = tomllib.loads((settings.BASE_DIR / "tests" / "data" / "names.toml").read_text())
# A nought ends a text for the database, and halves of a sign are in no text.
STORED = st.characters(exclude_categories=["Cs", "Cn"], exclude_characters="\0")
LIKELY = st.sampled_from(
    "aEzÉéø ßẞ'’`-–\N{ZERO WIDTH SPACE}\N{SOFT HYPHEN}\N{COMBINING ACUTE ACCENT}&,09 \N{NO-BREAK SPACE}ﬁ½²İıΣς"
)
TEXTS = st.lists(st.text(st.one_of(STORED, LIKELY), max_size=40), min_size=1, max_size=50)
FUNCTIONS = [fold, bare, sort_key]


def by_database(function, texts: list[str]) -> list[str]:
    with connection.cursor() as cursor:
        question = (
            f"SELECT array_agg(app.{function.__name__}(x) ORDER BY n) FROM unnest(%s) WITH ORDINALITY AS t (x, n)"
        )
        cursor.execute(question, [texts])
        return cursor.fetchone()[0]


def sorted_by_database(texts: list[str]) -> list[str]:
    with connection.cursor() as cursor:
        cursor.execute('SELECT x FROM unnest(%s) AS x ORDER BY app.sort_key(x) COLLATE "C", x COLLATE "C"', [texts])
        return [text for (text,) in cursor.fetchall()]


@pytest.mark.parametrize(("why", "one", "other"), PAIRS["equal"])
def test_names_that_look_alike_are_one(db, why, one, other):
    assert fold(one) == fold(other)
    assert sort_key(one) == sort_key(other)
    assert by_database(fold, [one, other]) == [fold(one)] * 2


@pytest.mark.parametrize(("why", "one", "other"), PAIRS["unequal"])
def test_names_that_read_differently_are_two(db, why, one, other):
    assert fold(one) != fold(other)
    assert by_database(fold, [one, other]) == [fold(one), fold(other)]


@given(st.text(max_size=60))
def test_folding_twice_changes_nothing_more(text):
    assert fold(fold(text)) == fold(text)


@given(st.text(max_size=60))
def test_what_is_one_name_is_sorted_in_one_place(text):
    assert bare(fold(text)) == bare(text)
    assert sort_key(fold(text)) == sort_key(text)


@pytest.mark.parametrize("function", FUNCTIONS)
def test_the_database_says_the_same_of_every_sign_that_there_is(db, function):
    """Whatever collations a server has; a newer Unicode than its own has signs that it does not know."""
    signs = [chr(code) for code in range(1, 0x110000) if unicodedata.category(chr(code)) not in ("Cs", "Cn", "Co")]
    texts = [f"a{sign}B" for sign in signs]
    said = zip(texts, map(function, texts), by_database(function, texts), strict=True)
    assert [one for one in said if one[1] != one[2]] == []


@given(texts=TEXTS)
@hypothesis_settings(max_examples=150, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_the_database_says_the_same_of_any_text(db, texts):
    for function in FUNCTIONS:
        assert by_database(function, texts) == list(map(function, texts))
    assert sorted_by_database(texts) == sorted(texts, key=lambda text: (sort_key(text), text))


def test_people_find_a_name_where_they_look_for_it(db):
    names = [
        *("A&E at Darlington", "AC Trust", "Aycliffe", "Eagle House", "Éclair", "Edith", "eQuip", "Ezra"),
        *("O'Brien's", "OBrien’s Two", "Ørsted", "Oswald", "St John's 2", "St. John’s 10", "Ward 2", "Ward 2a"),
        *("Ward 02b", "Ward 10", "“Zebra”"),
    ]
    assert sorted(reversed(names), key=sort_key) == names
    assert sorted_by_database(names[::-1]) == names


def test_a_name_is_no_longer_folded_than_an_index_takes(db):
    """One sign of Arabic becomes eighteen letters."""
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT left(app.fold(%s), %s)", ["\N{ARABIC LIGATURE SALLALLAHOU ALAYHE WASALLAM}" * 300, LONGEST_NAME]
        )
        assert len(cursor.fetchone()[0]) == LONGEST_NAME
    assert len(sort_key("1 " * 300)) == folding.LONGEST


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
