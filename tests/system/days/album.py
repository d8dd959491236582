"""The pictures of three people's days: `docs/guide/` shows them, so none is taken that no page of the guide shows."""

import re

from PIL import Image

from tests.browser.checks import PICTURES, Console, assert_accessible

FOLDER = PICTURES / "guide"
SIZE = {"width": 1100, "height": 820}
PHONE = {"width": 390, "height": 780}
COLOURS = 128

OFFICER = [
    "officer-home",
    "officer-search",
    "officer-agencies",
    "officer-rename",
    "officer-history",
    "officer-post",
    "officer-structure",
    "officer-received",
    "officer-funding-review",
    "officer-indicator-value",
    "officer-import",
    "officer-undo",
    "officer-invite",
    "officer-users",
    "officer-cockpit",
    "officer-compiling",
    "officer-edition",
]
AGENCY_LEAD = ["agency-join", "agency-home", "agency-people", "agency-section", "agency-kept", "agency-leaver"]
SCRUTINEER = [
    "scrutineer-second-factor",
    "scrutineer-codes",
    "scrutineer-home",
    "scrutineer-edition",
    "scrutineer-draft",
    "scrutineer-note",
]


class Album:
    """A person's day in a browser: `take` keeps a picture of what the window shows, and looks at the page."""

    def __init__(self, page, names, size=SIZE):
        self.page, self.left = page, list(names)
        self.console = Console(page)
        page.set_viewport_size(size)
        page.set_default_timeout(60_000)

    def take(self, name, *, at=None, status=200):
        """Keep a picture; `at` is the text of a heading or label to scroll to first."""
        assert name == self.left.pop(0), f"{name} is not next in the album"
        if at:
            self.page.get_by_text(at, exact=True).first.evaluate("element => element.scrollIntoView()")
        else:
            self.page.evaluate("scrollTo(0, 0)")
        FOLDER.mkdir(parents=True, exist_ok=True)
        path = FOLDER / f"{name}.png"
        self.page.screenshot(path=path)
        Image.open(path).convert("RGB").quantize(COLOURS).save(path, optimize=True)
        assert_accessible(self.page)
        self.console.assert_silent(status)
        self.console.lines.clear()

    def press(self, name):
        with self.page.expect_navigation():
            self.page.get_by_role("button", name=name, exact=True).click()

    def follow(self, name, exact=True):
        with self.page.expect_navigation():
            self.page.get_by_role("link", name=name, exact=exact).first.click()

    def choose(self, label, option):
        """In the box whose label begins so; what need not be filled in says that too."""
        self.page.get_by_role("combobox", name=re.compile(f"^{label}")).select_option(label=option)

    def assert_full(self):
        assert self.left == []
