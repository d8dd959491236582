"""What counts as a word of what somebody looks for."""

import pytest

from core.dashboard.search import words_of


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
        ("police POLICE", ["police"]),
        ("“”", []),
        ("–", []),
        ("\x00x\x00", []),
    ],
)
def test_punctuation_is_no_part_of_a_word(typed, words):
    assert words_of(typed) == words
