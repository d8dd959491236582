"""What every page must do, seen from the browser."""

import os

from django.conf import settings
from playwright.sync_api import expect

# Asked for by its address: told to the page by the driver, it took as long again as all that it then does.
AXE = settings.STATIC_URL + "tests/axe.min.js"
PICTURES = settings.VAR / "screenshots"
TAGS = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]
# GOV.UK's own markup for radios that reveal a field; they have kept it on purpose.
ALLOWED = {"aria-allowed-attr": ".govuk-radios__input"}
SUMMARY = ".govuk-error-summary"
# Presses of Tab between two looks at where they led.
AT_ONCE = 10

# From now on the page notes where the focus goes and whether that can be seen; `null` is nowhere.
NOTE_FOCUS = """() => {
  const told = window.toldFocus = [];
  document.addEventListener('focusout', event => { if (!event.relatedTarget) told.push(null); });
  document.addEventListener('focusin', ({target: element}) => {
    const style = getComputedStyle(element);
    const parts = [style, getComputedStyle(element, '::before'), getComputedStyle(element, '::after')];
    const box = element.closest('.govuk-radios__item, .govuk-checkboxes__item');
    if (box) parts.push(getComputedStyle(box.querySelector('label'), '::before'));
    const seen = parts.some(part => part.outlineStyle !== 'none' && parseFloat(part.outlineWidth) > 0
      || part.boxShadow !== 'none');
    told.push({name: element.outerHTML.slice(0, 120), seen});
  });
}"""


class Console:
    """Collects what the browser complains about while a page is open."""

    def __init__(self, page):
        self.lines = []
        page.on("console", lambda message: self.lines.append(message.text))
        page.on("pageerror", lambda error: self.lines.append(str(error)))

    def assert_silent(self, status=200):
        allowed = f"status of {status} " if status >= 400 else None
        assert [line for line in self.lines if not (allowed and allowed in line)] == []


def assert_accessible(page):
    """axe finds nothing, in WCAG 2.2 AA and its best practice."""
    if not page.evaluate("'axe' in window"):
        page.add_script_tag(url=AXE)
    found = page.evaluate(
        "tags => axe.run(document, {runOnly: {type: 'tag', values: tags}, resultTypes: ['violations']})", TAGS
    )
    faults = [
        f"{violation['id']}: {violation['help']}\n    {node['html'][:200]}"
        for violation in found["violations"]
        for node in violation["nodes"]
        if not (violation["id"] in ALLOWED and "govuk-radios__input" in node["html"])
    ]
    assert not faults, "\n" + "\n".join(faults)


def assert_fits(page, width=320):
    """Nothing makes the page itself scroll sideways."""
    page.set_viewport_size({"width": width, "height": 900})
    wide = page.evaluate(
        """() => [...document.querySelectorAll('body *')]
        .filter(e => e.getBoundingClientRect().right > innerWidth + 1 && !e.closest('[role=region]'))
        .slice(0, 5).map(e => e.outerHTML.slice(0, 120))"""
    )
    assert page.evaluate("document.documentElement.scrollWidth <= innerWidth"), "\n".join(wide)


def assert_keyboard(page):
    """The skip link comes first and leads to the content; wherever the focus goes from there, it can be seen."""
    _start_at_the_top(page)
    page.keyboard.press("Tab")
    assert page.evaluate("document.activeElement.className") == "govuk-skip-link"
    page.keyboard.press("Enter")
    assert page.evaluate("document.activeElement.id") == "main-content"
    _assert_focus_seen(page)


def assert_header_by_keyboard(page):
    """What stands above the content, which is one and the same on all pages."""
    _start_at_the_top(page)
    _assert_focus_seen(page, most=20)


def _assert_focus_seen(page, most=60):
    page.evaluate(NOTE_FOCUS)
    for _ in range(0, most, AT_ONCE):
        for _ in range(AT_ONCE):
            page.keyboard.press("Tab")
        told = page.evaluate("window.toldFocus.splice(0)")
        assert told, "the focus goes somewhere"
        for focused in told:
            if focused is None:
                return
            assert focused["seen"], f"The focus cannot be seen on {focused['name']}"


def _start_at_the_top(page):
    """Blurring alone would leave the next Tab where the last focus was."""
    page.evaluate("document.body.tabIndex = -1; document.body.focus(); document.body.removeAttribute('tabindex')")
    page.evaluate("scrollTo(0, 0)")


def assert_titled(page):
    """One h1, and a title that begins with the page's own name and ends with the portal's."""
    expect(page.locator("h1")).to_have_count(1)
    title = page.title()
    assert title.endswith(f"– {settings.PORTAL_NAME}")
    assert len(title) > len(settings.PORTAL_NAME) + 3


def assert_error_summary(page):
    """The summary has the focus, the title says so, and each of its links lands on its field."""
    assert page.title().startswith("Error: ")
    assert page.evaluate("document.activeElement.className").startswith("govuk-error-summary")
    links = page.locator(f"{SUMMARY} a")
    assert links.count() > 0
    for place in range(links.count()):
        link = links.nth(place)
        target = link.get_attribute("href").removeprefix("#")
        link.click()
        focused = page.evaluate("document.activeElement.id")
        assert focused == target, f"“{link.inner_text()}” leads to {focused or 'nothing'}, not to {target}"


def take_picture(page, name, width):
    """Show the page at that width, and keep how it looks where `PICTURES=yes` asks for it: no test reads a picture."""
    page.set_viewport_size({"width": width, "height": 900})
    if os.environ.get("PICTURES") == "yes":
        PICTURES.mkdir(parents=True, exist_ok=True)
        page.screenshot(path=PICTURES / f"{name}-{width}.png", full_page=True)
