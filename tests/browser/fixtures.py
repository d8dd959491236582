"""A real browser on a live server. Never skipped: a machine without Chromium fails and is told what to install."""

import os
import shutil
from collections import Counter

import pytest
from django.conf import settings
from django.test import Client
from playwright.sync_api import expect, sync_playwright

from tests.browser.checks import Console
from tests.places import confirm
from tools.system import BROWSERS, LIGHT_BROWSER

# A page that is asked for has as long to come as a click has to find its button.
expect.set_options(timeout=30_000)

FLAGS = [
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
    "--process-per-site",
    # A page's scripts, axe above all, run once: to make them quick takes longer than they then save, and so does
    # sorting out after every megabyte what they no longer need.
    "--js-flags=--no-opt --no-maglev --min-semi-space-size=32 --max-semi-space-size=64",
]

PAGES_A_TAB = 40


@pytest.fixture(scope="session")
def chromium():
    path = next(filter(None, map(shutil.which, BROWSERS)), None)
    if path is None:
        pytest.fail(f"The browser tests need Chromium (apt-get install {LIGHT_BROWSER}).")
    # Playwright keeps an event loop in the tests' thread, and Django would take their queries for asynchronous ones.
    os.environ["DJANGO_ALLOW_ASYNC_UNSAFE"] = "true"
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=path, args=FLAGS)
        yield browser
        browser.close()


@pytest.fixture(scope="session")
def new_context(chromium, live_server):
    """`new_context(width=…, javascript=…)` gives a browser that shares nothing with others."""

    def made(*, width=1280, javascript=True):
        return chromium.new_context(
            base_url=live_server.url,
            viewport={"width": width, "height": 900},
            java_script_enabled=javascript,
            locale="en-GB",
            timezone_id="Europe/London",
        )

    return made


@pytest.fixture
def open_page(new_context, live_server):
    """`open_page(user, width=…, javascript=…)` gives a tab in which that user (or nobody) is signed in."""
    contexts = []

    def opened(user=None, **how):
        context = new_context(**how)
        contexts.append(context)
        if user is not None:
            context.add_cookies([_session(user, live_server.url)])
        return context.new_page()

    yield opened
    for context in contexts:
        context.close()


@pytest.fixture(scope="module")
def tabs(new_context):
    """`tabs(javascript)` gives a tab that runs scripts, or one that does not, with what it complains about.

    Pages of one site go through one process, which reads all styles and scripts once: half of a page's cost. It grows
    with each of them, so that a new tab takes over after some.
    """
    made, shown = {}, Counter()

    def tab(javascript):
        if shown[javascript] % PAGES_A_TAB == 0:
            if javascript in made:
                made[javascript][0].context.close()
            page = new_context(javascript=javascript).new_page()
            made[javascript] = page, Console(page)
        shown[javascript] += 1
        return made[javascript]

    yield tab
    for page, _ in made.values():
        page.context.close()


@pytest.fixture
def visit(tabs, live_server):
    """`visit(user, javascript=…)` gives such a tab and its console, as if it had never shown a page before."""
    visited = []

    def begun(user, *, javascript=True):
        page, console = tabs(javascript)
        visited.append(page)
        console.lines.clear()
        page.set_viewport_size({"width": 1280, "height": 900})
        if user is not None:
            page.context.add_cookies([_session(user, live_server.url)])
        return page, console

    yield begun
    for page in visited:
        _forget(page)


def _forget(page):
    """Leave the page, so that nothing on it asks the server again, and drop all that a browser keeps of it."""
    page.evaluate("() => { localStorage.clear(); sessionStorage.clear() }")
    page.goto("about:blank")
    page.context.clear_cookies()
    session = page.context.new_cdp_session(page)
    session.send("Network.clearBrowserCache")
    session.detach()


def _session(user, address):
    client = Client()
    client.force_login(user)
    # For as long as somebody's day takes here.
    confirm(client, seconds=60 * 60)
    return {"name": settings.SESSION_COOKIE_NAME, "value": client.session.session_key, "url": address}
