"""What a person is told of a text before it is saved: what will not be printed, where it stands, and why."""

import pytest

from core.markdown import unprinted

TOLD = {
    "a cell without a heading": (
        "Table: Audits\n\n|a|b|\n|-|-|\n|1|2|3|4|",
        "Line 5, “|1|2|3|4|”",
        "Row 1 of the table “Audits” has more cells than there are headings, so “3 | 4” is not printed.",
    ),
    "a note that nothing points to": (
        "A.\n\n[^1]: B\nand C.",
        "Lines 3 and 4, “[^1]: B”",
        "nothing in the text points",
    ),
    "a second note of one name": ("A[^1].\n\n[^1]: B\n[^1]: C", "Line 4, “[^1]: C”", "two notes [^1]"),
    "a reference without a note": ("A.\n\nB[^2].", "Line 3, “B[^2].”", "[^2] points to a note that is not there"),
    "a picture": ("![A map](map.png)", "Line 1, “![A map](map.png)”", "only its description, “A map”"),
    "an address within": ("Words\n[here](/near)", "Line 1, “Words”", "“/near” is not printed, only the words"),
    "a name of an address that nothing uses": (
        "[a]: https://b.uk",
        "Line 1, “[a]: https://b.uk”",
        "no link in the text",
    ),
    "the title of a link": (
        '[a](https://b.uk "C d")',
        'Line 1, “[a](https://b.uk "C d")”',
        "“C d”, the title of a link",
    ),
    "words beside the strokes": ("```sql\nx\n```", "Line 1, “```sql”", "“sql” beside the strokes"),
    "a caption without a table": ("Table: A\n\nB.", "Line 1, “Table: A”", "is not followed by a table"),
    "a sign of a machine": ("One\n\ntwo\x07 three", "Line 3, “two three”", "(U+0007) is left out"),
    "a bullet of another typeface": ("\uf0b7 one", "Line 1, “one”", "(U+F0B7) is left out"),
    "a sign written as a code": ("A &#128106;", "", "“👪” (family) is not in the report’s typeface"),
}


@pytest.mark.parametrize(("source", "where", "says"), TOLD.values(), ids=TOLD)
def test_what_is_not_printed_is_told_with_its_place(source, where, says):
    (one,) = unprinted(source)

    assert one.where == where
    assert says in one.says


def test_every_sign_that_the_typeface_lacks_is_told_at_once():
    told = unprinted("Families 👪 first\n\nand 漢\n\nand 👪 again and again, to the end of a long line\n" + "👪\n" * 9)

    assert [(one.where, one.says[:12]) for one in told] == [
        ("Lines 1, 5, 6, 7, 8 and 6 more, “Families 👪 first”", "“👪” (family)"[:12]),
        ("Line 3, “and 漢”", "“漢” (cjk uni"[:12]),
    ]


def test_a_page_in_another_script_is_told_of_in_a_few_lines():
    told = unprinted("".join(map(chr, range(0x4E00, 0x4E00 + 300))))

    (says,) = (one.says for one in told)
    assert len(says) < 500
    assert says.startswith("“一” (cjk unified ideograph-4e00), “丁” (cjk")
    assert " and 294 others: 丆 万 " in says
    assert "and 240 more are not in the report’s typeface." in says


def test_up_to_sixty_signs_are_all_told_at_once():
    (told,) = unprinted("".join(map(chr, range(0x4E00, 0x4E00 + 60))))

    assert all(chr(0x4E00 + number) in told.says for number in range(60))
    assert "more are not" not in told.says


LONG = "word " * 200
TOO_LONG_TO_QUOTE = {
    "cells without a heading": f"|a|\n|-|\n|b|{LONG}|",
    "a caption and its cells": f"Table: {LONG}\n\n|a|\n|-|\n|b|{LONG}|",
    "a caption without a table": f"Table: {LONG}",
    "the description of a picture": f"![{LONG}](map.png)",
    "an address within": f"[a](/{'near' * 200})",
    "the title of a link": f'[a](https://b.uk "{LONG}")',
    "the title of a named address": f'[a][b]\n\n[b]: https://b.uk "{LONG}"',
    "words beside the strokes": f"``` {LONG}\nx\n```",
}


@pytest.mark.parametrize("source", TOO_LONG_TO_QUOTE.values(), ids=TOO_LONG_TO_QUOTE)
def test_what_is_quoted_is_shortened(source):
    told = [one for one in unprinted(source) if one.is_lost]

    assert told
    assert max(len(one.says) for one in told) < 350


@pytest.mark.parametrize(
    "source",
    [
        "# Head\n\nWords *all* **printed**, [here](https://a.uk) and [there][a].[^1]\n\n[a]: https://b.uk\n[^1]: Note.",
        "Table: T\n\n|a|b|\n|-|-:|\n|1|2|\n\n- a\n  - b\n\n> c\n\n```\nd\n```",
        "\ufeffzero\u200bwidth, no\u00a0break, soft\u00adhyphen\r\n\tand a tab",
        "",
    ],
)
def test_of_what_is_printed_nothing_is_told(source):
    assert unprinted(source) == []


def test_a_text_full_of_them_tells_what_one_person_can_mend():
    assert len(unprinted("[^1]: a\n" * 5000 + "".join(chr(0x4E00 + number) for number in range(5000)))) == 100
