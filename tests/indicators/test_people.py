"""Whether figures count people is a fact of their series: of no spelling, of no single row."""

import pytest

from core.db.tenancy import partnership_scope
from core.disclosure import rules
from core.formatting.units import Kind, code_of, is_known, unit_named, units
from indicators.models import Measure, PeopleAnswer
from indicators.services import people
from indicators.suppression import show_families, show_measures, show_values
from tests.factories import IndicatorFactory, IndicatorValueFactory, MeasureFactory, UserFactory

CLA = rules()["dfe-cla"]
SPELT = [spelling for unit in units().values() for spelling in (unit.code, unit.name, *unit.spellings)]
UNKNOWN = ["Widgets", "contacts with a social worker"[:20], "Æ", "n/a"]
KINDS = {
    "indicator": (IndicatorFactory, lambda of, **row: IndicatorValueFactory(indicator=of, **row), show_values),
    "topic": (lambda: "Missing episodes", lambda of, **row: MeasureFactory(topic=of, **row), show_measures),
}


def spellings():
    """Every spelling of the list and some that it lacks, each as people may type it."""
    for text in [*SPELT, *UNKNOWN]:
        yield from (text, f" {text.upper().replace(' ', '  ')}\N{NO-BREAK SPACE}")


def apart(texts):
    """Each with a period of its own, so that no two rows are the same figure."""
    return [(text, {"period": f"{1950 + place}-01-01"}) for place, text in enumerate(texts)]


@pytest.fixture(params=KINDS)
def kind(request):
    return KINDS[request.param]


def say(row, counts_people, by=None):
    return people.say(
        partnership=row.partnership, series=row.series, counts_people=counts_people, reason="Audits.", by=by
    )


def test_a_unit_is_kept_as_its_code_however_it_is_typed(in_darlington):
    for text in spellings():
        row = MeasureFactory(unit=text)
        row.refresh_from_db()
        assert row.unit == code_of(text) == code_of(row.unit), text
        assert Measure.objects.filter(pk=row.pk, unit=text).exists(), text


def test_spellings_lead_to_one_unit_each():
    told = [(code_of(spelling), unit.code) for unit in units().values() for spelling in unit.spellings]
    assert all(found == meant for found, meant in told)
    assert {code_of(text) for text in ("number", "N", "Number", "no.", "№", "ｎ", " n ")} == {"n"}
    assert {code_of(text) for text in ("percent", "per cent", "％", "Per  Cent")} == {"%"}
    assert {code_of(text) for text in ("£", "GBP", "pounds", "￡")} == {"£"}


def test_a_small_number_is_hidden_unless_its_unit_never_counts_people(in_darlington, kind):
    of, make, show = kind
    about = of()
    rows = {text: make(about, unit=text, value=3, **other) for text, other in apart(spellings())}
    shown = show(rows.values(), CLA)
    for text, row in rows.items():
        is_hidden = unit_named(text).kind == Kind.COUNT
        assert shown.of(row).value == ("c" if is_hidden else "3"), text
        assert row.counts_people == is_hidden, text
        assert is_hidden or is_known(text), "What nobody knows may be people."


@pytest.mark.parametrize("unit", ["n", "children", "widgets", "%", "courses"])
def test_what_somebody_says_holds_for_the_whole_series_and_for_no_other(in_darlington, kind, unit):
    of, make, show = kind
    about = of()
    rows = [make(about, unit=unit, value=3, period=period) for period in ("2018-19", "2019-20")]
    other = make(about, unit="people", value=3, period="2017-18")
    before = [row.is_about_people for row in rows]
    say(rows[0], not before[0], by=UserFactory())
    assert [row.is_about_people for row in rows] == [not fact for fact in before]
    shown = show([*rows, other], CLA)
    assert len({shown.of(row).value for row in rows}) == 1
    assert shown.of(other).value == "c"


def test_figures_that_count_no_people_are_shown_with_their_total(in_darlington):
    rows = [MeasureFactory(topic="Audits", value=number, is_exhaustive=True) for number in (3, 1)]
    assert show_measures(rows, CLA).total(rows[0]) == "c"
    say(rows[0], counts_people=False)
    shown = show_measures(rows, CLA)
    assert [shown.of(row).value for row in rows] == ["3", "1"]
    assert shown.total(rows[0]) == "4"


def test_shares_said_to_be_of_no_people_are_shown_with_what_they_were_counted_from(in_darlington):
    row = IndicatorValueFactory(unit="%", value=75, numerator=3, denominator=4)
    assert show_values([row], CLA).of(row).value == "c"
    say(row, counts_people=False)
    found = show_values([row], CLA).of(row)
    assert (found.value, found.numerator, found.denominator) == ("75", "3", "4")


def test_an_answer_is_changed_with_its_reason_and_its_history_kept(in_darlington):
    row, by = MeasureFactory(), UserFactory()
    first = say(row, counts_people=False)
    second = people.say(partnership=in_darlington, series=row.series, counts_people=True, reason="Families.", by=by)
    assert first.pk == second.pk
    assert PeopleAnswer.objects.get().said_by == by
    assert [event.reason for event in second.events.order_by("pgh_id")] == ["Audits.", "Families."]
    assert row.counts_people


def test_an_answer_needs_a_reason(in_darlington):
    with pytest.raises(people.ReasonMissing):
        people.say(partnership=in_darlington, series=MeasureFactory().series, counts_people=False, reason=" ", by=None)
    assert not PeopleAnswer.objects.exists()


def test_an_answer_holds_for_its_own_partnership_alone(in_darlington, durham):
    ours = MeasureFactory(topic="Audits", value=3)
    say(ours, counts_people=False)
    with partnership_scope(in_darlington, durham):
        theirs = MeasureFactory(topic="Audits", value=3, partnership=durham)
        assert (ours.counts_people, theirs.counts_people) == (False, True)


def test_rows_that_were_read_elsewhere_are_judged_alike(in_darlington):
    rows = [MeasureFactory(unit=unit, value=3) for unit in ("Number", "courses", "widgets")]
    say(rows[2], counts_people=False)
    shown = show_families([], rows, CLA)
    assert [shown.of(row).value for row in rows] == ["c", "3", "3"]
