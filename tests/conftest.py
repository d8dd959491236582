"""Starts the tests' own servers, then Django on top of them. The fixtures are in `tests/fixtures.py`."""

import gc
import os
import sys
import tempfile
from pathlib import Path

import django
import hypothesis
from django.conf import settings

from tools import embedded

# Fixtures and factories need models, so pytest reads this file first and that one after it.
pytest_plugins = [
    "tests.fixtures", "tests.browser.fixtures", "tests.processes", "tests.mail_server", "tests.web_server",
]  # fmt: skip

# A test that passed passes again; `--hypothesis-profile=long` goes and looks for what no run has tried.
hypothesis.settings.register_profile("same", derandomize=True)
hypothesis.settings.register_profile("long", derandomize=False, max_examples=3000)
hypothesis.settings.load_profile("same")

try:
    os.environ |= embedded.ensure(embedded.TEST_FOLDER)
except embedded.ServerProblem as problem:
    sys.exit(str(problem))
os.environ["DJANGO_SETTINGS_MODULE"] = "config.settings"
for name in ("DATABASE_OWNER_URL", "DATABASE_RELAY_URL", "DATABASE_SEALER_URL"):
    if name not in os.environ:
        sys.exit(f"DATABASE_URL is set, so the tests need {name} too.")

_folder = tempfile.TemporaryDirectory()
settings.MEDIA_ROOT = Path(_folder.name, "files")
settings.STATIC_ROOT = Path(_folder.name, "static")
for _path in (settings.MEDIA_ROOT, settings.STATIC_ROOT):
    _path.mkdir()
# What only the tests put into a page.
settings.STATICFILES_DIRS = [*settings.STATICFILES_DIRS, ("tests", settings.BASE_DIR / "frontend" / "vendor")]
# For speed; neither touches the wall.
settings.PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]
settings.STORAGES["staticfiles"]["BACKEND"] = "django.contrib.staticfiles.storage.StaticFilesStorage"
django.setup()


def pytest_collection_finish():
    """What has been imported stays for the whole run, so the collector need not look at it again and again."""
    gc.collect()
    gc.freeze()


def pytest_unconfigure():
    _folder.cleanup()
