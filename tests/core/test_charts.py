import datetime
import os
import re
import threading

import pytest
from altair.utils.schemapi import debug_mode
from defusedxml import ElementTree

from config import serving
from core.reports import charts
from core.reports.charts import kinds
from core.reports.charts.drawing import chart_of

SVG = "{http://www.w3.org/2000/svg}"
KINDS = ["bar", "stacked", "grouped", "line", "share"]


def block(kind="bar", **changes):
    series = [
        {"name": "Here", "points": [{"x": "Health & <care>", "y": "14.5"}, {"x": "Police", "y": "9"}]},
        {"name": "England", "points": [{"x": "Health & <care>", "y": "12"}, {"x": "Police", "y": "[c]"}]},
    ]
    one = kind in ("bar", "share")
    made = {"chart": kind, "unit": "n", "summary": "Health has more than police.", "series": series[: 1 if one else 2]}
    return {**made, "target": None, **changes}


def words_of(svg):
    return " ".join(text.text or "" for text in ElementTree.fromstring(svg).iter(f"{SVG}text"))


@pytest.mark.parametrize("target", [None, {"y": "10", "label": "Target"}])
@pytest.mark.parametrize("kind", KINDS)
def test_a_chart_is_made_of_what_the_schema_of_charts_has(kind, target):
    """Asked here and not whenever one is drawn."""
    assert kind in kinds.KINDS
    with debug_mode(True):
        assert chart_of(block(kind, target=target))["layer"]


@pytest.mark.parametrize("kind", KINDS)
def test_a_chart_has_one_name_and_nothing_else_is_read_out(kind):
    root = ElementTree.fromstring(charts.draw(block(kind)))

    assert root.get("role") == "img"
    title, picture = root
    assert (title.tag, title.text) == (f"{SVG}title", "Health has more than police.")
    assert picture.get("aria-hidden") == "true"
    inside = [element for element in picture.iter() if element is not picture]
    assert not [name for element in inside for name in element.keys() if name.startswith("aria-") or name == "role"]


@pytest.mark.parametrize("kind", KINDS)
def test_a_chart_fits_a_strict_policy(kind):
    svg = charts.draw(block(kind))

    assert not re.search(r"style=|<style|<script|href=|class=\"(?!edition-svg)", svg)


@pytest.mark.parametrize("kind", KINDS)
def test_values_and_names_stand_in_the_picture(kind):
    words = words_of(charts.draw(block(kind)))

    assert ("9 Here" if kind == "line" else "14.5") in words
    if kind in ("grouped", "stacked", "line"):
        assert "Here" in words
        assert "England" in words


def test_what_was_suppressed_is_shown_as_such_and_not_as_nothing():
    points = [{"x": "Under ten years of age", "y": "[c]"}, {"x": "Over ten years of age", "y": "12"}]

    assert "[c]" in words_of(charts.draw(block(series=[{"name": "n", "points": points}])))


def shares(*values, **more):
    points = [{"x": name, "y": value} for name, value in zip("ABCD", values, strict=False)]
    return words_of(charts.draw(block("share", series=[{"name": "n", "points": points}], **more)))


def test_shares_are_of_the_true_total_and_not_of_the_visible_sum():
    words = shares("57", "c", "c", total="100")

    assert "57 (57%)" in words
    assert "100%" not in words


@pytest.mark.parametrize("hidden", ["c", None])
def test_no_share_is_given_where_the_total_is_not(hidden):
    words = shares("57", "30", hidden, total=None)

    assert "57" in words
    assert "%" not in words


def test_a_stacked_bar_with_a_hidden_part_has_no_sum():
    series = [
        {"name": "Girls", "points": [{"x": "Health", "y": "40"}, {"x": "Police", "y": "30"}]},
        {"name": "Boys", "points": [{"x": "Health", "y": "c"}, {"x": "Police", "y": "20"}]},
    ]

    ends = words_of(charts.draw(block("stacked", series=series))).split()

    assert ends.count("40") == 1, "the part alone, and not once more as the sum"
    assert ends.count("c") == 1
    assert "50" in ends


def test_a_line_with_a_hidden_period_has_a_gap():
    def strokes(middle):
        points = [{"x": x, "y": y} for x, y in [("1", "10"), ("2", "12"), ("3", middle), ("4", "20"), ("5", "30")]]
        root = ElementTree.fromstring(charts.draw(block("line", series=[{"name": "Here", "points": points}])))
        return max(path.get("d").count("M") for path in root.iter(f"{SVG}path") if path.get("stroke-width") == "2.5")

    assert (strokes("15"), strokes("c")) == (1, 2)


def test_a_key_of_long_names_takes_a_row_for_each():
    def height(names):
        series = [{"name": name, "points": [{"x": "2019-20", "y": "12"}]} for name in names]
        return int(re.search(r'viewBox="0 0 640 (\d+)"', charts.draw(block("stacked", series=series)))[1])

    long = [f"{name} of the county and all of its districts" for name in ("Council", "Police", "Trust", "College")]

    assert height(long) == height(["A", "B", "C", "D"]) + 3 * 20


def test_the_target_is_grey_and_says_its_name():
    svg = charts.draw(block(target={"label": "Target", "y": "11"}))

    assert "Target 11" in words_of(svg)
    assert 'stroke="#505A5F"' in svg


@pytest.mark.parametrize("kind", KINDS)
@pytest.mark.parametrize("places", [("2018-19", "2019-20"), ("The first of two long places", "The second of them")])
def test_every_kind_can_have_a_target(kind, places):
    points = [{"x": place, "y": "12"} for place in places]

    svg = charts.draw(block(kind, series=[{"name": "n", "points": points}], target={"label": "Aim", "y": "20"}))

    assert ("Aim 20" in words_of(svg)) == (kind != "share")


def test_money_is_written_as_money():
    assert "£14.50" in words_of(charts.draw(block(unit="£")))


def test_the_same_block_gives_the_same_bytes_when_it_is_drawn_again():
    first = charts.draw(block("line"))
    charts._drawn.clear()

    assert charts.draw(block("line")) == first


def test_a_chart_is_drawn_once(monkeypatch):
    charts.draw(block("stacked"))
    monkeypatch.setattr(charts, "_draw", lambda *_: pytest.fail("drawn again"))
    charts.draw(block("stacked", key="other", caption="The picture does not depend on these"))


@pytest.mark.parametrize("kind", ["bar", "stacked", "grouped", "share"])
def test_two_that_are_printed_alike_stay_two_bars(kind):
    names = ["St John's School", "St John’s School", "Zara House", "Zara\N{SOFT HYPHEN} House"]
    points = [{"x": name, "y": str(10 + place)} for place, name in enumerate(names)]
    series = [{"name": name, "points": [{"x": "2019-20", "y": "7"}]} for name in names]
    drawn = charts.draw(
        block(kind, series=series if kind in ("stacked", "grouped") else [{"name": "Cash", "points": points}])
    )

    said = words_of(drawn)
    for name in ("St John’s School (2)", "Zara House (2)"):
        assert name in " ".join(said.split())
    assert all(f"{10 + place}" in said for place in range(4)) or said.count("7") >= 4


@pytest.mark.parametrize(
    ("changes", "reason"),
    [
        ({"chart": "pie"}, "no chart of kind “pie”"),
        ({"summary": " "}, "no sentence"),
        ({"series": []}, "no points"),
        ({"series": [{"name": "a", "points": []}]}, "no points"),
        ({"series": [{"name": "a", "points": [{"x": "1"}]}]}, "lacks its place or its value"),
        ({"series": [{"name": str(n), "points": [{"x": "1", "y": "2"}]} for n in range(5)]}, "told apart"),
    ],
)
def test_an_unfit_chart_says_why(changes, reason):
    with pytest.raises(charts.ChartError, match=reason):
        charts.draw(block(**changes))


@pytest.mark.parametrize("kind", ["share", "stacked"])
@pytest.mark.parametrize("names", [["Plan"], ["Plan", "Actual"]])
def test_parts_of_which_one_is_below_nothing_are_drawn_as_bars(kind, names):
    points = [{"x": "Courses", "y": "1200"}, {"x": "Staff", "y": "-200"}]
    series = [{"name": name, "points": points} for name in names]
    words = words_of(charts.draw(block(kind, unit="£", series=series, total="1000")))

    assert words == words_of(charts.draw(block("bar", unit="£", series=series)))
    assert "−£200" in words


@pytest.mark.parametrize("name", ["Staff", "Administration"])
def test_the_label_of_a_bar_below_nothing_stands_clear_of_the_names(name):
    points = [{"x": quarter, "y": y} for quarter, y in (("Quarter 1 of 2019-20", "-200"), ("Quarter 2", "150"))]
    series = [{"name": "Courses", "points": [{"x": points[0]["x"], "y": "1200"}]}, {"name": name, "points": points}]
    svg = charts.draw(block("stacked", unit="£", series=series))

    ends = re.search(rf'transform="translate\(([\d.-]+),[^>]*>−£200 {name}<', svg)
    assert float(ends[1]) > 7 * len(f"−£200 {name}"), "from where the bars begin"


def test_a_chart_without_a_single_value_can_be_drawn():
    points = [{"x": "2018-19", "y": None}, {"x": "2019-20", "y": None}]

    for kind in KINDS:
        assert charts.draw(block(kind, series=[{"name": "n", "points": points}]))


def test_drawing_after_a_fork_is_refused_instead_of_waiting_for_ever(monkeypatch):
    charts.draw(block())
    monkeypatch.setattr(os, "getpid", lambda: -1)

    with pytest.raises(charts.ChartError, match="forked"):
        charts.draw(block(unit="%", summary="One that was not drawn before."))


def test_the_engine_starts_with_a_chart_that_nobody_keeps():
    charts._drawn.clear()

    charts.start()

    assert not charts._drawn
    assert charts._process == [os.getpid()]


def test_a_web_process_starts_the_engine_beside_its_requests(monkeypatch):
    started = threading.Event()
    monkeypatch.setattr(charts, "start", started.set)

    serving.post_worker_init(worker=None)

    assert started.wait(10)


def dated(*days, **changes):
    points = [{"x": f"{day:%Y}", "y": str(place), "on": day.isoformat()} for place, day in enumerate(days, 10)]
    return block("line", series=[{"name": "Here", "points": points}], **changes)


DAYS = (datetime.date(2017, 1, 1), datetime.date(2019, 1, 1), datetime.date(2019, 7, 2))
MARK_AT = re.compile(r"translate\(([\d.]+),[\d.]+\)")


def marks_of(svg):
    """How far from the left each mark of the line stands."""
    paths = [path for path in ElementTree.fromstring(svg).iter(f"{SVG}path") if path.get("transform")]
    return sorted(float(MARK_AT.search(path.get("transform"))[1]) for path in paths)


def test_points_that_say_their_day_stand_as_far_apart_as_in_life():
    first, second, third = marks_of(charts.draw(dated(*DAYS)))

    assert (second - first) / (third - second) == pytest.approx(730 / 182, rel=0.02)


def test_a_line_can_be_drawn_for_a_phone_with_letters_as_large():
    wide, narrow = charts.draw(dated(*DAYS)), charts.draw(dated(*DAYS, width=290))

    assert 'width="290"' in narrow
    assert 'width="640"' in wide
    assert re.findall(r'font-size="(\S+)px"', wide)[0] == re.findall(r'font-size="(\S+)px"', narrow)[0] == "13"
    assert "2017" in words_of(narrow)


def test_nothing_but_a_line_is_drawn_narrow():
    with pytest.raises(charts.ChartError, match="only a line"):
        charts.draw(block("bar", width=290))


def test_a_chart_that_says_no_day_looks_as_it_did():
    """Editions were made with it: its fingerprint stands in what was signed."""
    assert charts.fingerprint(block("line")) == charts.fingerprint(block("line") | {"key": "another"})
    assert charts.fingerprint(block("line", width=290)) != charts.fingerprint(block("line"))
