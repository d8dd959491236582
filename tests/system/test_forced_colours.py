"""In a browser that draws in its reader's own colours, such as a dark contrast theme, charts can still be read."""

import pytest

from accounts.roles import Role
from core.db.tenancy import partnership_scope
from tests.factories import make_member
from tests.pages.states.figures import indicator

pytestmark = pytest.mark.django_db(transaction=True)
# The least contrast of any text of a chart with the ground that it is drawn on (WCAG 2.2, 1.4.3).
LEAST = """() => {
  const channels = (colour) => colour.match(/[\\d.]+/g).map(Number);
  const light = (colour) => channels(colour).slice(0, 3).map((value) => value / 255)
    .map((value) => value <= 0.04045 ? value / 12.92 : ((value + 0.055) / 1.055) ** 2.4)
    .reduce((sum, value, place) => sum + value * [0.2126, 0.7152, 0.0722][place], 0);
  const ground = (element) => {
    for (let at = element; at; at = at.parentElement) {
      const colour = getComputedStyle(at).backgroundColor;
      if (channels(colour)[3] !== 0) return colour;
    }
    return 'rgb(0, 0, 0)';
  };
  const texts = [...document.querySelectorAll('figure svg text')].filter((text) => text.textContent.trim());
  return Math.min(...texts.map((text) => {
    const [one, other] = [light(getComputedStyle(text).fill), light(ground(text.closest('svg')))];
    return (Math.max(one, other) + 0.05) / (Math.min(one, other) + 0.05);
  }));
}"""


def test_the_text_of_charts_stands_out_from_its_ground(darlington, open_page):
    with partnership_scope(darlington):
        address = indicator()
    page = open_page(make_member(darlington, Role.OFFICER))
    page.emulate_media(forced_colors="active", color_scheme="dark")
    page.goto(address)

    assert page.locator("figure svg text").count() > 5
    assert page.evaluate("matchMedia('(forced-colors: active)').matches")
    assert page.evaluate(LEAST) >= 4.5
