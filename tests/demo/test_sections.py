"""Every live section of the demo's reports is built from its records, imported as anybody's would be."""

import tomllib
from decimal import Decimal
from pathlib import Path

import pytest

from core.calendar.financial_years import FinancialYear
from core.formatting.numbers import PLAIN_NUMBER
from core.reports.sources import sources
from indicators.discrepancies import discrepancies

DEMO = Path(__file__).resolve().parents[2] / "demo"
REPORTS = ("darlington", "durham")
# Of each printed total that its parts do not give: of, printed, computed. V1, V3, V4 and V9 of the published figures.
DIFFERING = {
    "darlington": {
        ("Income", Decimal(233666), Decimal(233688)),
        ("Contributions in cash and in kind", Decimal(250050), Decimal(267646)),
        ("Indicator 35", Decimal(100), Decimal(99)),
    },
    "durham": {("Measure: JTAI actions by theme", Decimal(108), Decimal(110))},
}


def live_sections(slug) -> list[dict]:
    report = tomllib.loads((DEMO / slug / "report" / "report.toml").read_text())
    return [section for section in report["section"] if section["kind"] == "live"]


@pytest.mark.parametrize("slug", REPORTS)
def test_only_the_known_discrepancies_are_found(slug, loaded):
    found = discrepancies(loaded(slug))
    assert {(one.of, one.printed, one.computed) for one in found} == DIFFERING[slug]


@pytest.mark.parametrize("slug", REPORTS)
def test_every_live_section_is_built(slug, loaded):
    partnership = loaded(slug)
    for section in live_sections(slug):
        blocks = sources()[section["source"]].build(partnership, FinancialYear(2019), section.get("options"))
        assert blocks, section["key"]
        tables = {block["key"] for block in blocks if block["type"] == "table"}
        for block in blocks:
            assert block.get("table") in {None, *tables}
            assert_numbers_are_plain(block)


def assert_numbers_are_plain(block: dict) -> None:
    """Text with a number in it is canonical in every column of numbers: no exponent, no idle noughts."""
    if block["type"] != "table":
        return
    for row in block["rows"]:
        assert len(row["cells"]) == len(block["columns"])
        for cell, column in zip(row["cells"], block["columns"], strict=True):
            if column["kind"] != "text" and cell is not None:
                assert PLAIN_NUMBER.fullmatch(cell)
                assert "." not in cell or not cell.endswith("0")
