"""Words and captioned tables: what becomes a table of the report, and what stays as it was typed."""

import pytest

from reporting.prose import blocks_of

TABLE = "| Audit | When |\n|---|---|\n| Core groups | June |\n| Missing | May |"


def test_words_alone_are_one_block():
    assert blocks_of("One.\n\nTwo.\n") == [{"type": "prose", "markdown": "One.\n\nTwo."}]


@pytest.mark.parametrize("text", ["", "  \n\n "])
def test_nothing_written_is_no_block(text):
    assert blocks_of(text) == []


def test_a_table_with_a_caption_stands_between_its_words():
    before, table, after = blocks_of(f"Before.\n\nTable: Audits of the year\n\n{TABLE}\n\nAfter.")

    assert (before["markdown"], after["markdown"]) == ("Before.", "After.")
    assert table["caption"] == "Audits of the year"
    assert [column["label"] for column in table["columns"]] == ["Audit", "When"]
    assert [row["cells"] for row in table["rows"]] == [["Core groups", "June"], ["Missing", "May"]]


def test_two_tables_have_two_names():
    blocks = blocks_of(f"Table: One\n\n{TABLE}\n\nWords.\n\nTable: Two\n\n{TABLE}")

    assert [block.get("key") for block in blocks] == ["text-1", None, "text-2"]


def test_a_table_without_a_caption_stays_in_the_words():
    assert blocks_of(f"Words.\n\n{TABLE}") == [{"type": "prose", "markdown": f"Words.\n\n{TABLE}"}]


@pytest.mark.parametrize("text", ["Table: no table follows\n\nWords.", "Table: half a table\n\n| a | b |\n\nWords."])
def test_a_caption_without_a_table_is_a_sentence(text):
    (block,) = blocks_of(text)

    assert block["markdown"] == text


def test_a_short_row_is_filled_and_a_long_one_cut():
    (table,) = blocks_of("Table: Odd\n\n| a | b |\n|---|---|\n| 1 |\n| 1 | 2 | 3 |")

    assert [row["cells"] for row in table["rows"]] == [["1", ""], ["1", "2"]]


def test_a_note_stays_with_the_words_that_point_at_it():
    before, _, after = blocks_of(f"Before.[^1]\n\nTable: T\n\n{TABLE}\n\nAfter.[^2]\n\n[^1]: One.\n[^2]: Two.")

    assert before["markdown"] == "Before.[^1]\n\n[^1]: One."
    assert after["markdown"] == "After.[^2]\n\n[^2]: Two."
