import csv
import io
import re
import zipfile

import pytest

from reporting.editions import table_archive
from tests.reporting.sample import block_of, snapshot


@pytest.fixture(scope="module")
def sample():
    return snapshot()


@pytest.fixture
def changed():
    return snapshot()


def archive_of(snapshot):
    return zipfile.ZipFile(io.BytesIO(table_archive(snapshot)))


def test_the_archive_holds_every_table_figure_and_panel(sample):
    names = archive_of(sample).namelist()

    kinds = [one["type"] for section in sample["sections"] for one in section["blocks"]]
    assert len(names) == 1 + sum(kinds.count(kind) for kind in ("table", "chart", "figures"))
    assert names[:3] == ["README.txt", "key-figures-01-picture-figures.csv", "figure-01-referrals.csv"]


def test_numbers_are_those_of_the_snapshot(sample):
    text = archive_of(sample).read("table-01-contributions.csv").decode("utf-8-sig")

    rows = list(csv.reader(io.StringIO(text)))
    assert rows[1] == ["Westmarch Borough Council", "98400", "98400", "22000"]
    assert rows[4][3] == ""
    assert rows[-1] == ["All partners", "224050", "231050", "34700"]


def test_formulas_are_neutralised_and_negative_numbers_stay(changed):
    block_of(changed, "result")["rows"][0]["cells"][0] = "=HYPERLINK(1)"

    text = archive_of(changed).read("table-02-result.csv").decode("utf-8-sig")

    assert "'=HYPERLINK(1)" in text
    assert ",-219400," in text


def test_the_same_snapshot_gives_the_same_archive(sample):
    assert table_archive(sample) == table_archive(sample)
    assert {entry.date_time for entry in archive_of(sample).infolist()} == {(1980, 1, 1, 0, 0, 0)}
    assert "table-01-contributions.csv: Contributions agreed" in archive_of(sample).read("README.txt").decode()


def test_the_readme_calls_a_file_as_the_report_does_and_never_by_its_key(changed):
    panel = next(block for one in changed["sections"] for block in one["blocks"] if block["type"] == "figures")
    panel["caption"] = "31 March 2020"
    assert "key-figures-01-picture-figures.csv: Key figures, 31 March 2020 (section" in readme_of(changed)

    for section in changed["sections"]:
        for block in section["blocks"]:
            block.pop("caption", None)

    called = re.findall(r"^\S+\.csv: (.+) \(section (?:[\d.]+ )?(.+)\)", readme_of(changed), re.MULTILINE)
    assert "Key figures" in {name for name, _ in called}
    assert {name for name, title in called if name not in ("Key figures", title)} == set()


def readme_of(snapshot):
    return archive_of(snapshot).read("README.txt").decode().replace("\r", "")


@pytest.mark.parametrize(
    ("unit", "said"), [("%", "per cent"), ("% of cases", "per cent of cases"), ("share of calls", "share of calls")]
)
def test_a_figure_keeps_all_the_words_of_its_unit(changed, unit, said):
    """A sign at the beginning would be taken for a formula."""
    panel = next(block for one in changed["sections"] for block in one["blocks"] if block["type"] == "figures")
    panel["items"][0]["unit"] = unit

    text = archive_of(changed).read("key-figures-01-picture-figures.csv").decode("utf-8-sig")

    assert list(csv.reader(io.StringIO(text)))[1][2] == said
