"""The demo's files go through the same import as anybody's, in the order of their names, and change nothing twice."""

from pathlib import Path

import pytest

from core.imports import import_file

DEMO = Path(__file__).resolve().parents[2] / "demo"
FOLDERS = ("darlington", "durham", "durham-darlington-ceg", "durham-darlington-cdop")


@pytest.mark.parametrize("slug", FOLDERS)
def test_every_file_of_the_demo_is_imported(slug, places, catalogue, db):
    for path in sorted((DEMO / slug).glob("*.csv")):
        preview = import_file(places[slug], path.stem[3:], path)

        assert list(preview.problems()) == []
        assert preview.is_applied
        assert preview.counts["new"] == len(preview.rows)


@pytest.mark.parametrize("slug", FOLDERS)
def test_a_second_import_finds_everything_the_same(slug, places, catalogue, db):
    paths = sorted((DEMO / slug).glob("*.csv"))
    for path in paths:
        import_file(places[slug], path.stem[3:], path)

    for path in paths:
        preview = import_file(places[slug], path.stem[3:], path)

        assert preview.counts["same"] == len(preview.rows), preview.text()
