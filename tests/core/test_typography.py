import pytest

from core.formatting.typography import printed, visible
from core.reports import fonts


@pytest.mark.parametrize(
    ("typed", "set_as"),
    [
        ("The children's plan", "The children’s plan"),
        ("Schools' forum", "Schools’ forum"),
        ("so 'quoted'", "so ‘quoted’"),
        ("zero\u200bwidth, \ufeffmark, bell\x07", "zerowidth, mark, bell"),
        ("em\u2003space, no\u00a0break", "em space, no\u00a0break"),
        ("Cafe\u0301", "Café"),
        ("one\u2028two\r\nthree", "one\ntwo\nthree"),
        ("plain", "plain"),
    ],
)
def test_text_is_set_as_in_print(typed, set_as):
    assert printed(typed) == set_as


def test_text_that_is_only_cleaned_keeps_its_apostrophes():
    assert visible("the team's\u200b plan") == "the team's plan"


def test_the_typeface_has_the_signs_of_office_texts_and_welsh_and_polish_names():
    assert set("£€–—‘’“”…•≥≤½²°×→✓\u2011\u00a0ŵŷłśżßœ") <= fonts.signs()
    assert not {"漢", "👩"} & fonts.signs()


def test_every_face_is_there_and_unpacks():
    assert all(fonts.unpacked(face).startswith(b"\x00\x01\x00\x00") for face in fonts.FACES)
