import json
import re
from html.parser import HTMLParser

import pytest

from reporting.editions import CannotRender, html, laid_out, render_html, render_pdf
from tests.reporting.sample import SAMPLE, block_of, snapshot


@pytest.fixture(scope="module")
def sample():
    return snapshot()


@pytest.fixture
def changed():
    return snapshot()


@pytest.mark.parametrize(
    ("key", "change", "reason"),
    [
        ("spending", {"chart": "pie"}, "no chart of kind “pie”"),
        ("spending", {"summary": ""}, "no sentence"),
        ("spending", {"series": [{"name": "x"}]}, "the chart is not complete"),
        ("staff", {"rows": [{"cells": ["one"], "source": None}]}, "1 cells for 4 columns"),
        ("staff", {"type": "video"}, "no block of kind “video”"),
        ("tree", {"nodes": [{"short": "no name"}]}, "the tree is not complete"),
    ],
)
def test_a_block_that_cannot_be_set_names_itself_and_its_section(changed, key, change, reason):
    section = next(one for one in changed["sections"] if any(block.get("key") == key for block in one["blocks"]))
    block_of(changed, key).update(change)

    for render in (render_pdf, render_html):
        with pytest.raises(CannotRender, match=reason) as refused:
            render(changed)
        assert refused.value.section == section["title"]
        assert section["title"] in str(refused.value)


def test_a_chart_that_the_drawing_refuses_names_its_section(sample, monkeypatch):
    def refuse(block):
        raise ValueError("Javascript error: boom\n at line 1")

    monkeypatch.setattr("core.reports.charts._drawn", {})
    monkeypatch.setattr("vl_convert.vegalite_to_svg", refuse)
    with pytest.raises(CannotRender, match="could not be drawn.*boom") as refused:
        render_html(sample)
    assert (refused.value.section, refused.value.block) == (
        "The borough and its children",
        "Children in need, in care and on plans",
    )


def test_a_snapshot_of_another_format_or_without_sections_is_refused(changed):
    with pytest.raises(CannotRender, match="format 4"):
        render_html({**changed, "format": 4})
    with pytest.raises(CannotRender, match="no sections"):
        render_html({**changed, "sections": []})


# The page


class Page(HTMLParser):
    def __init__(self, html):
        super().__init__()
        self.tags, self.ids, self.targets, self.handlers = [], [], [], []
        self.feed(html)

    def handle_starttag(self, tag, attrs):
        found = dict(attrs)
        self.tags.append(tag)
        self.ids += [found["id"]] if "id" in found else []
        self.targets += [found["href"][1:]] if found.get("href", "").startswith("#") else []
        self.handlers += [name for name in found if name == "style" or name.startswith("on")]


def test_the_page_needs_no_exception_in_the_policy(sample):
    made = Page(render_html(sample))

    assert made.handlers == []
    assert not {"style", "script"} & set(made.tags)


def test_ids_are_unique_and_every_link_within_the_page_arrives(sample):
    made = Page(render_html(sample))

    assert len(made.ids) == len(set(made.ids))
    assert set(made.targets) <= set(made.ids)


def test_figures_lead_to_their_records_only_when_asked(sample):
    linked = render_html(sample, link=lambda source: f"/records/{source['model']}/{source['id']}/")

    assert "/records/indicators.indicatorvalue/00000000-0000-4000-8000-000000000001/" in linked
    assert linked.count('href="/records/') == SAMPLE.read_text().count('"model"')
    assert "edition-source" not in render_html(sample)
    assert "edition-source" not in render_html(sample, link=lambda source: None)


def test_text_of_people_is_never_markup(changed):
    changed["title"] = "<script>alert(1)</script>"
    block_of(changed, "staff")["rows"][0]["cells"][0] = "<img src=x onerror=alert(1)>"
    block_of(changed, "spending")["series"][0]["points"][0]["x"] = "<b>bold</b>"
    block_of(changed, "spending")["summary"] = "</title><script>alert(1)</script>"

    html = render_html(changed)

    assert not {"script", "img", "b"} & set(Page(html).tags)


def test_a_page_to_keep_carries_its_style_and_fonts(sample):
    html = render_html(sample, standalone=True)

    assert "<style>" in html
    assert html.count("data:font/woff2") == 4
    assert "--edition-brand:#0b4f6c" in html
    assert "stylesheet" not in html


def test_named_stylesheets_follow_ours(sample):
    links = re.findall(r'rel="stylesheet" href="([^"]+)"', render_html(sample, stylesheets=["/westmarch/colours.css"]))

    assert links == ["/static/reporting/edition.css", "/westmarch/colours.css"]


def test_the_meaning_of_a_suppressed_number_stands_where_it_is_shown(sample):
    html = render_html(sample)

    assert html.count("[c] means a number too small") == 2  # under the two tables that show one


def test_a_chart_whose_table_is_not_in_the_report_shows_its_own_numbers(changed):
    block_of(changed, "contribution-chart")["table"] = "left-out"

    html = render_html(changed)

    assert "The numbers of Figure 3" in html


def test_tables_of_one_key_keep_their_own_numbers(changed):
    block_of(changed, "staff")["key"] = "result"

    html = render_html(changed)

    assert re.findall(r'<table class="[^"]*"\s+id="(table-\d)"', html) == [f"table-{n}" for n in range(1, 9)]


def test_apostrophes_are_set_as_in_print(changed):
    html = render_html(changed)

    assert "The year’s result and the reserve" in html
    assert "Children’s social care" in html
    assert "the borough’s child protection plans" in html
    assert "&#x27;" not in html


def test_a_unit_is_said_once(changed):
    block_of(changed, "referrals")["caption"] = "Rates per 10,000 children"

    assert "(per 10,000)" in render_html(snapshot())
    assert "(per 10,000)" not in render_html(changed)


@pytest.mark.parametrize(("panels", "in_a_row"), [(1, 3), (2, 2), (3, 3), (4, 4), (5, 3), (6, 3), (8, 4), (9, 3)])
def test_no_row_of_panels_is_left_with_one_where_it_can_be_helped(changed, panels, in_a_row):
    block = block_of(changed, "picture-figures")
    block["items"] = [block["items"][0]] * panels

    assert f"edition-panel__items--{in_a_row}" in render_html(changed)


def test_notes_are_counted_on_within_a_chapter(changed):
    exploitation = next(one for one in changed["sections"] if one["key"] == "exploitation")
    exploitation["blocks"].append({"type": "prose", "markdown": "More.[^m]\n\n[^m]: A second note of the chapter."})

    html = render_html(changed)

    notes = re.findall(r'<li id="(section-priorities-note-\d)"', html)
    assert notes == ["section-priorities-note-1", "section-priorities-note-2"]
    assert set(Page(html).targets) <= set(Page(html).ids)


def test_a_text_is_laid_out_once_for_each_place_that_its_figures_lead_to(monkeypatch):
    made, usual = [], html.bind
    monkeypatch.setattr(html, "bind", lambda *args, **more: made.append(1) or usual(*args, **more))
    texts = [json.dumps({**snapshot(), "subtitle": f"Laid out {number}"}) for number in (1, 2)]

    def link(source):
        return "/there/"

    plain, again, other, linked = (laid_out(*asked) for asked in [texts[:1], texts[:1], texts[1:], (texts[0], link)])

    assert len(made) == 3
    assert plain is again
    assert (plain["edition"]["subtitle"], other["edition"]["subtitle"]) == ("Laid out 1", "Laid out 2")
    assert linked is not plain
