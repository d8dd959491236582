"""Which lines are the caption of a table that somebody typed, and how such tables are counted."""

import re

import pytest

from core.reports import blocks
from reporting.editions import render_html
from tests.reporting.test_written_texts import edition_of, tables_of


def test_of_two_tables_in_a_row_each_has_its_number_and_so_have_those_of_the_records():
    table = "|a|\n|-|\n|1|\n"
    snapshot = edition_of(f"Table: One\n{table}Table: Two\n{table}", f"Table: Three\n\n{table}")
    records = blocks.table("made", "Four", [("a", "text")], [blocks.row(["1"])])
    snapshot["sections"][1]["blocks"].append(records)

    numbered = re.findall(r"<strong>(Table \d)</strong> (\w+)", render_html(snapshot))

    assert numbered == [("Table 1", "One"), ("Table 2", "Two"), ("Table 3", "Three"), ("Table 4", "Four")]
    assert list(tables_of(snapshot)) == ["One", "Two", "Three", "Four"]


@pytest.mark.parametrize(
    "typed",
    [
        *("Table:Audits", "table: Audits", "TABLE: Audits", "Table : Audits", "Table 3: Audits", "Table 3.1 : Audits"),
        *("Table 3. Audits", "Table 3 – Audits", "**Table: Audits**", "**Table 3: Audits**", "__Table 3:__ Audits"),
    ],
)
def test_a_caption_is_known_however_it_is_spelled_in_editions_of_the_newest_format(typed):
    edition = edition_of(f"{typed}\n\n|a|b|\n|-|-|\n|1|2|\n")

    assert tables_of(edition) == {"Audits": [["a", "b"], ["1", "2"]]}
    assert tables_of({**edition, "format": 2}) == {}


@pytest.mark.parametrize(
    "typed", ["Table 3 shows what was found:", "The table: Audits", "Tables: Audits", "Table 3.5 m"]
)
def test_a_sentence_before_a_table_is_no_caption(typed):
    assert tables_of(edition_of(f"{typed}\n\n|a|b|\n|-|-|\n|1|2|\n")) == {}
