"""What counts as a word of what somebody looks for."""

import re

import pytest
from django.db import connection
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from core.dashboard.search import words_of
from core.formatting.looking_for import finds, pattern_of


@pytest.mark.parametrize(
    ("typed", "words"),
    [
        ("“police”", ["police"]),
        ("police,", ["police"]),
        ("Police & Crime", ["police", "crime"]),
        ("(section 11)", ["section", "11"]),
        ("multi-agency/audit", ["multi", "agency", "audit"]),
        ("Children’s", ["children"]),
        ("children's partners'", ["children", "partners"]),
        ("“2019-20”, 100%", ["2019-20", "100%"]),
        ("£1,204.50.", ["1,204.50"]),
        ("A&E …", ["a&e"]),
        ("snake_case", ["snake", "case"]),
        ("CAFE\u0301", ["café"]),
        ("O’Brien", ["obrien"]),
        ("police and crime", ["police", "crime"]),
        ("and", ["and"]),
        ("police POLICE", ["police"]),
        ("“”", []),
        ("–", []),
        ("\x00x\x00", []),
    ],
)
def test_punctuation_is_no_part_of_a_word(typed, words):
    assert words_of(typed) == words


WORDS = st.text(st.sampled_from("aesty&oéß5%.x"), min_size=1, max_size=8)
TEXTS = st.text(st.sampled_from("aesty&oéÉßæ5%. xXAESTY'’\N{COMBINING ACUTE ACCENT}\N{SOFT HYPHEN}nd"), max_size=40)


@given(word=WORDS, text=TEXTS)
@settings(max_examples=300, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_the_database_finds_what_python_finds(db, word, text):
    with connection.cursor() as cursor:
        cursor.execute('SELECT %s COLLATE "C" ~ %s', [text, pattern_of(word)])
        assert cursor.fetchone()[0] == bool(finds(word, text))


@given(st.text(max_size=30))
@settings(deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_whatever_is_typed_is_a_pattern(db, typed):
    for word in words_of(typed):
        assert re.compile(pattern_of(word))
        assert finds(word, word)
        with connection.cursor() as cursor:
            cursor.execute('SELECT %s COLLATE "C" ~ %s', [word, pattern_of(word)])
            assert cursor.fetchone()[0]
