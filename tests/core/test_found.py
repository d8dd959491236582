"""The words that were looked for are marked in what was found."""

import pytest
from django.utils.html import escape

from core.templatetags.found import marked


@pytest.mark.parametrize(
    ("text", "words", "shown"),
    [
        ("Durham & Council", ["council"], "Durham &amp; <mark>Council</mark>"),
        ("<b>bold</b>", ["bold"], "&lt;b&gt;<mark>bold</mark>&lt;/b&gt;"),
        ("amp & amp", ["amp"], "<mark>amp</mark> &amp; <mark>amp</mark>"),
        ("a.b", ["."], "a<mark>.</mark>b"),
        ("nothing", ["x"], "nothing"),
    ],
)
def test_the_words_are_marked_and_nothing_else(text, words, shown):
    assert marked(text, words) == shown


def test_a_long_text_is_cut_around_the_word():
    text = "before " * 100 + "here" + " after" * 100

    shown = marked(text, ["here"])

    assert "<mark>here</mark>" in shown
    assert len(shown) < 300
    assert shown.startswith("…")
    assert escape("…") in shown[-1]
