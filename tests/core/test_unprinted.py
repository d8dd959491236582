"""What a person is told of a text before it is saved: what will not be printed, where it stands, and why."""

import re

import pytest

from core.reports.markdown import unprinted

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


MEANT_AS_TABLES = {
    "cells of a spreadsheet": (
        "Words.\n\nAgency\tCases\tOpen\nPolice\t31\t7\nHealth\t42",
        "Lines 3, 4 and 5, “Agency Cases Open”",
        "in place of each tab, and “|---|---|---|” below the headings.",
    ),
    "without the line of dashes": (
        "| Agency | Cases |\n| Police | 31 |",
        "Lines 1 and 2, “| Agency | Cases |”",
        "There, type “|---|---|”.",
    ),
    "too few dashes": ("|a|b|c|\n|-|-|\n|1|2|3|", "Lines 1, 2 and 3, “|a|b|c|”", "There, type “|---|---|---|”."),
    "within a list": ("- Words\n- a|b\n  c|d", "Lines 2 and 3, “- a|b”", "There, type “|---|---|”."),
    "cells with an escaped stroke": ("a|b\\|c\nd|e", "Lines 1 and 2, “a|b\\|c”", "There, type “|---|---|”."),
}


@pytest.mark.parametrize(("source", "where", "says"), MEANT_AS_TABLES.values(), ids=MEANT_AS_TABLES)
def test_lines_that_were_meant_as_a_table_are_told_of_with_what_to_type(source, where, says):
    (one,) = unprinted(source)

    assert " ".join(one.where.split()) == where
    assert one.says.endswith(says)
    assert not one.is_lost


@pytest.mark.parametrize("source", ["One\ttab.\n\nAnother\tone.", "a|b", "either a \\| b\nor c \\| d", "`a`\n\tb\n\tc"])
def test_a_tab_or_a_stroke_in_a_sentence_makes_no_table(source):
    assert unprinted(source) == []


def test_a_table_that_is_too_wide_is_told_of_once():
    (one,) = unprinted("\n".join(["|" + "a|" * 25, "|" + "-|" * 25, "|" + "1|" * 25]))

    assert "a page holds 24" in one.says


@pytest.mark.parametrize(("sign", "holds"), [("- ", 12), ("1. ", 12), ("> ", 24)])
def test_where_a_list_is_too_deep_is_told(sign, holds):
    def typed(depth):
        if sign == "> ":
            return "\n".join(sign * level + "words" for level in range(1, depth + 1))
        return "\n".join(" " * len(sign) * level + sign + "words" for level in range(depth))

    assert unprinted(typed(holds)) == []
    for typed_on in (typed(holds + 2), f"{typed(holds)}\n{sign}words" if sign != "> " else typed(holds + 1)):
        (one,) = unprinted(typed_on)
        assert re.match(f"Lines? {holds + 1}( and {holds + 2})?, ", one.where)
        assert one.says.startswith("Lists go 12 levels deep")


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
    assert len(unprinted("".join(f"[^{number}]: a\n" for number in range(5000)))) == 100


def test_what_is_said_of_many_lines_is_said_once():
    (one,) = unprinted("A[^1]\n\n[^1]: a\n" + "[^1]: b\n" * 5000)

    assert one.where == "Lines 4, 5, 6, 7, 8 and 4,995 more, “[^1]: b”"
