"""What the browser gets is what the sources make, holds nothing of GOV.UK's identity, and survives hashing."""

import json
import re
from pathlib import Path

import pytest
from django.conf import settings
from django.core.management import call_command

from tools import assets

BUILT = Path(settings.BASE_DIR, "static", "portal")


def test_committed_files_are_in_step_with_their_sources():
    assert assets.differences() == []


@pytest.mark.parametrize("change", ["source", "output", "extra"])
def test_a_change_without_a_rebuild_is_found(tmp_path, monkeypatch, change):
    monkeypatch.setattr(assets, "ROOT", tmp_path)
    for name in ("FRONTEND", "BUILT"):
        monkeypatch.setattr(assets, name, tmp_path / name.lower())
        (tmp_path / name.lower()).mkdir()
    monkeypatch.setattr(assets, "MANIFEST", tmp_path / "built" / "manifest.json")
    monkeypatch.setattr(assets, "AXE", tmp_path / "frontend" / "vendor" / "axe.min.js")
    monkeypatch.setattr(assets, "__file__", str(tmp_path / "assets.py"))
    for file in ("assets.py", "frontend/a.scss", "built/a.css"):
        (tmp_path / file).write_text("one")
    assets.MANIFEST.write_text(json.dumps(assets.current_state()))
    assert assets.differences() == []

    changed = {"source": "frontend/a.scss", "output": "built/a.css", "extra": "built/b.css"}[change]
    (tmp_path / changed).write_text("two")

    assert assets.differences() == [f"{changed} {'is new' if change == 'extra' else 'was changed'}."]


def test_styles_hold_no_typeface_or_crest_of_the_government():
    for css in BUILT.glob("*.css"):
        assert not re.search(r"GDS Transport|url\([^)]*(crest|crown)", css.read_text())


def test_a_table_that_goes_on_shows_a_shadow():
    """A phone shows half of it, and nothing else says that the box scrolls."""
    styles = (Path(settings.BASE_DIR) / "static/portal/portal.css").read_text()

    assert re.search(r"\.p-table-region\{[^}]*no-repeat scroll", styles)


def test_lock_names_no_registry():
    assert "resolved" not in Path(settings.BASE_DIR, "frontend", "package-lock.json").read_text()


def test_scripts_point_at_hashed_files(tmp_path, settings):
    settings.STATIC_ROOT = tmp_path
    settings.STORAGES = settings.STORAGES | {"staticfiles": {"BACKEND": "core.http.static_files.PortalStaticStorage"}}

    call_command("collectstatic", interactive=False, verbosity=0)

    names = json.loads((tmp_path / "staticfiles.json").read_text())["paths"]
    script = (tmp_path / names["portal/init.js"]).read_text()
    for imported in ("govuk-frontend.min.js", "moj-frontend.min.js"):
        assert f'"./{imported}"' not in script
        assert Path(names[f"portal/{imported}"]).name in script
    styles = (tmp_path / names["portal/portal.css"]).read_text()
    assert Path(names["portal/fonts/SourceSans3-latin-Regular.woff2"]).name in styles
