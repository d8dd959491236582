"""A real browser on a live server. Never skipped: a machine without Chromium fails and is told what to install."""

import os
import shutil

import pytest
from django.conf import settings
from django.test import Client
from playwright.sync_api import sync_playwright

# Playwright keeps an event loop in the tests' thread, and Django would take their queries for asynchronous ones.
os.environ["DJANGO_ALLOW_ASYNC_UNSAFE"] = "true"

NAMES = ("chromium", "chromium-browser", "google-chrome")
FLAGS = [
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
]


@pytest.fixture(scope="session")
def chromium():
    path = next(filter(None, map(shutil.which, NAMES)), None)
    if path is None:
        pytest.fail("The browser tests need Chromium. Install the package “chromium” (apt-get install chromium).")
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=path, args=FLAGS)
        yield browser
        browser.close()


@pytest.fixture
def open_page(chromium, live_server):
    """`open_page(user, width=…, javascript=…)` gives a tab in which that user (or nobody) is signed in."""
    contexts = []

    def opened(user=None, *, width=1280, javascript=True):
        context = chromium.new_context(
            base_url=live_server.url,
            viewport={"width": width, "height": 900},
            java_script_enabled=javascript,
            locale="en-GB",
            timezone_id="Europe/London",
        )
        contexts.append(context)
        if user is not None:
            context.add_cookies([_session(user, live_server.url)])
        return context.new_page()

    yield opened
    for context in contexts:
        context.close()


def _session(user, address):
    client = Client()
    client.force_login(user)
    return {"name": settings.SESSION_COOKIE_NAME, "value": client.session.session_key, "url": address}
