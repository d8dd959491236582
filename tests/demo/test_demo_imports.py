"""The demo's files go through the same import as anybody's, in the order of their names, and change nothing twice."""

from pathlib import Path

import pytest

from core.db.tenancy import partnership_scope
from core.imports import exports, import_file, kinds

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


@pytest.mark.parametrize("form", ["csv", "xlsx"])
@pytest.mark.parametrize("slug", ["darlington", "durham-darlington-ceg"])
def test_what_goes_out_comes_back_in_unchanged(slug, form, places, catalogue, db):
    partnership = places[slug]
    for path in sorted((DEMO / slug).glob("*.csv")):
        import_file(partnership, path.stem[3:], path)

    for kind in kinds():
        with partnership_scope(partnership):
            content = exports.export(partnership, kind, form, is_raw=True)
            count = kind.model.objects.count()
        if count:
            preview = import_file(partnership, kind.code, content, confirm=False)
            assert preview.counts["same"] == count, preview.text()
