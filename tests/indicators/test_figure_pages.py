"""The pages that keep figures, by those who keep the records; what readers see of them."""

import datetime
import re
from decimal import Decimal

import pytest
from django.urls import reverse

from accounts.models import MembershipRole
from accounts.permissions import Member
from accounts.roles import Role
from core.dashboard.overview import duties
from core.db.tenancy import partnership_scope
from indicators.discrepancies import discrepancies
from indicators.models import IndicatorValue, Measure, PrintedTotal
from tests import factories

KIT = re.compile(r'<input type="hidden" name="(version|receipt|seen)" value="([^"]*)"')
YEAR = {"period": "year", "in_year": "2019-20"}


@pytest.fixture
def reader(darlington, member, client_for):
    return client_for(member(darlington, Role.SCRUTINEER))


@pytest.fixture
def catalogue(db):
    return factories.IndicatorFactory(number=8900, name="Plans", units="%; n", categories="Neglect; Emotional abuse")


def url(name, *args, **query):
    address = reverse(f"indicators:{name}", args=["darlington", *args])
    return f"{address}?{'&'.join(f'{key}={value}' for key, value in query.items())}" if query else address


def text(response):
    return response.content.decode()


def words(response):
    return " ".join(re.sub(r"<[^>]+>", " ", text(response)).split())


def send(client, address, **typed):
    return client.post(address, dict(KIT.findall(text(client.get(address)))) | typed)


def kept(partnership, model):
    with partnership_scope(partnership):
        return list(model.objects.order_by("pk"))


@pytest.mark.parametrize(
    ("picked", "period"),
    [
        (YEAR, "2019-20"),
        ({"period": "quarter", "in_quarter": "2019-20 Q4"}, "2019-20 Q4"),
        ({"period": "half", "in_half": "2019-20 H1"}, "2019-20 H1"),
        ({"period": "day", "on_day_day": "31", "on_day_month": "3", "on_day_year": "2020"}, "2020-03-31"),
    ],
)
def test_a_value_is_added_for_a_picked_period(officer, darlington, catalogue, picked, period):
    send(officer, url("value_add", 8900), unit="n", value="1,234", quality="good", **picked)

    (row,) = kept(darlington, IndicatorValue)
    assert (row.period, row.value, row.unit) == (period, 1234, "n")


@pytest.mark.parametrize(
    ("typed", "says"),
    [
        ({"period": "quarter", "value": "5"}, "Select the quarter"),
        ({"period": "day", "value": "5"}, "Enter the day"),
        (YEAR, "Enter a value, or what was counted"),
        (YEAR | {"numerator": "5", "denominator": "0"}, "Out of: it must be more than 0"),
        (YEAR | {"value": "many"}, "Value must be a number"),
        (YEAR | {"value": "1,234.5", "unit": "n"}, "Value: a number of people or things is whole"),
    ],
)
def test_a_value_that_says_nothing_is_sent_back(officer, darlington, catalogue, typed, says):
    typed = {"unit": "%", "quality": "good", "commentary": "Kept", **typed}
    page = text(send(officer, url("value_add", 8900), **typed))

    assert says in page
    assert "Kept" in page
    assert kept(darlington, IndicatorValue) == []


def test_a_share_is_computed_and_a_different_one_is_asked_about(officer, darlington, catalogue):
    send(officer, url("value_add", 8900), unit="%", numerator="336", denominator="444", quality="good", **YEAR)
    (row,) = kept(darlington, IndicatorValue)
    assert row.value == Decimal("75.7")

    address = url("value", row.pk)
    typed = {"unit": "%", "value": "80", "numerator": "336", "denominator": "444", "quality": "doubtful"}
    asked = "336 of 444 gives 75.7%: is 80% right?"
    assert asked in words(send(officer, address, **typed, **YEAR))
    send(officer, address, **typed, **YEAR, is_right=asked, because="As the council published it")
    assert "the value is 4.3% more" in words(officer.get(address))


def test_a_value_is_on_record_once(officer, darlington, catalogue):
    for _ in range(2):
        page = send(officer, url("value_add", 8900), unit="n", value="5", quality="good", **YEAR)

    assert "already" in text(page)
    (row,) = kept(darlington, IndicatorValue)
    assert f'href="{url("value", row.pk)}">Change the value of 2019-20 that is there' in text(page)


def test_a_form_opens_on_the_period_that_is_counted(officer, darlington):
    quarterly = factories.IndicatorFactory(number=8902, frequency="Quarterly", units="n")
    for page in ("value_add", "value_parts"):
        assert officer.get(url(page, 8902)).context["form"].initial["period"] == "quarter"

    with partnership_scope(darlington):
        factories.IndicatorValueFactory(indicator=quarterly, period="2019-20")
    assert officer.get(url("value_add", 8902)).context["form"].initial["period"] == "year"


def test_years_and_quarters_are_drawn_apart(officer, darlington, catalogue):
    with partnership_scope(darlington):
        for period, value in [("2021-22", 1200), ("2022-23", 1210), ("2023-24", 1234)]:
            factories.IndicatorValueFactory(indicator=catalogue, period=period, value=value)
        factories.IndicatorValueFactory(indicator=catalogue, period="2024-25 Q1", value=13)
        factories.IndicatorValueFactory(indicator=catalogue, period="2024-25 Q2", value=12)

    assert "1,200 in 2021-22, 1,234 in 2023-24." in words(page := officer.get(url("indicator", 8900)))
    assert len(page.context["charts"]) == 1
    with partnership_scope(darlington):
        factories.IndicatorValueFactory(indicator=catalogue, period="2024-25 Q3", value=11)
    charts = officer.get(url("indicator", 8900)).context["charts"]
    assert sorted(chart["caption"].partition(": ")[2][:5] for chart in charts) == ["1,200", "13 in"]


def test_categories_are_entered_together_and_changed_together(officer, darlington, catalogue):
    address = url("value_parts", 8900)
    page = words(officer.get(address))
    assert "Neglect" in page
    typed = {"value-0": "60", "value-1": "30", "name-2": "Physical abuse", "value-2": "10", "is_exhaustive": "on"}
    assert send(officer, address, unit="%", **YEAR, **typed)["Location"] == url("indicator", 8900)
    assert {row.breakdown: row.value for row in kept(darlington, IndicatorValue)} == {
        "Neglect": 60,
        "Emotional abuse": 30,
        "Physical abuse": 10,
    }

    change = url("value_parts", 8900, period="2019-20", unit="%25")
    assert "By category, 2019-20" in words(officer.get(change))
    send(officer, change, **{"value-0": "31", "value-1": "59", "value-2": "10", "is_exhaustive": "on"})
    assert sorted(row.value for row in kept(darlington, IndicatorValue)) == [10, 31, 59]


def test_categories_that_are_there_already_are_shown_before_they_are_written_over(officer, darlington, catalogue):
    with partnership_scope(darlington):
        factories.IndicatorValueFactory(indicator=catalogue, breakdown="Neglect", unit="%", value=70)
    typed = {"unit": "%", "value-0": "60", **YEAR}

    page = send(officer, url("value_parts", 8900), **typed)
    assert "There are other figures on record now: Neglect 70" in text(page)
    assert 'value="60"' in text(page)
    officer.post(url("value_parts", 8900), typed | dict(KIT.findall(text(page))))
    assert [row.value for row in kept(darlington, IndicatorValue)] == [60]


@pytest.mark.parametrize(
    ("typed", "says"),
    [
        ({}, "Enter the value of one category at least"),
        ({"value-2": "5"}, "Enter the name of the category"),
        ({"name-2": "Other"}, "Enter the value of “Other”"),
        ({"value-0": "5", "name-2": "neglect", "value-2": "6"}, "stands in two rows"),
        ({"value-0": "many"}, "Value of Neglect must be a number"),
        ({"value-0": "x"}, "Value of Neglect: “x” stands for a number that is not given; leave it empty"),
        ({"denominator-0": "many"}, "Out of, Neglect must be a number"),
        ({"denominator-0": "0"}, "or what was counted"),
    ],
)
def test_wrong_categories_are_answered_in_their_row(officer, catalogue, typed, says):
    assert says in text(send(officer, url("value_parts", 8900), unit="%", **YEAR, **typed))


def test_figures_of_a_topic_are_kept_one_by_one_and_together(officer, darlington):
    send(officer, url("measure_add"), topic="Training", category="Courses", unit="n", value="7", **YEAR)
    (row,) = kept(darlington, Measure)
    typed = {"topic": "Training", "category": "Day courses", "unit": "n", "value": "8", **YEAR}
    assert send(officer, url("measure", row.pk), **typed)["Location"] == url("measure_topic", "Training")

    page = officer.get(url("measure_parts", topic="Training"))
    assert "Day courses" in text(page)
    typed = {"topic": "Training", "unit": "n", "value-0": "9", "name-1": "Places", "value-1": "90"}
    send(officer, url("measure_parts", topic="Training"), **typed, period="year", in_year="2020-21")
    with partnership_scope(darlington):
        assert list(Measure.objects.filter(period="2020-21").values_list("category", "value")) == [
            ("Day courses", 9),
            ("Places", 90),
        ]
    change = url("measure_parts", topic="Training", period="2020-21", unit="n")
    send(officer, change, **{"value-0": "10", "value-1": "91"})
    assert sorted(row.value for row in kept(darlington, Measure)) == [8, 10, 91]


@pytest.mark.parametrize("query", [{"topic": "None", "period": "2019-20", "unit": "n"}, {"period": "soon"}])
def test_a_table_of_figures_that_is_none_is_404(officer, query):
    assert officer.get(url("measure_parts", **query)).status_code == 404


def test_a_printed_total_is_right_at_once_in_the_discrepancies(officer, darlington):
    with partnership_scope(darlington):
        factories.MeasureFactory(topic="Actions", value=108, is_exhaustive=True)
    typed = {"of": "Measure: Actions", "printed": "110", "unit": "n", "source": "Report", **YEAR}
    response = send(officer, url("printed_add"), **typed)
    assert "Actions" in text(officer.get(response["Location"]))

    (row,) = kept(darlington, PrintedTotal)
    response = send(officer, url("printed", row.pk), **typed | {"printed": "108"})
    assert "Every published total matches" in text(officer.get(response["Location"]))
    assert "108" in words(officer.get(url("printed_totals")))


def test_readers_find_no_way_to_change(reader, officer, darlington, catalogue):
    with partnership_scope(darlington):
        made = {
            "value": factories.IndicatorValueFactory(indicator=catalogue, value=40),
            "measure": factories.MeasureFactory(topic="Training", value=40),
            "printed": factories.PrintedTotalFactory(),
        }
    for page in (url("indicator", 8900), url("measure_topic", "Training"), url("printed_totals"), url("measures")):
        seen, kept_by_officer = text(reader.get(page)), text(officer.get(page))
        ways = [reverse(f"indicators:{name}", args=["darlington", row.pk]) for name, row in made.items()]
        assert not [way for way in ways if f'href="{way}"' in seen]
        assert "Add " not in seen
        assert "Add " in kept_by_officer


def test_the_sum_of_hidden_parts_is_hidden_from_readers(reader, officer, darlington):
    with partnership_scope(darlington):
        factories.PrintedTotalFactory(of="Measure: Deaths", printed=9, unit="n")
        for name, number in (("Girls", 1), ("Boys", 2)):
            factories.MeasureFactory(topic="Deaths", category=name, value=number, is_exhaustive=True)
        (found,) = discrepancies(darlington)

    listed = [url("discrepancies", **query) for query in ({}, {"sort": "-computed"}, {"export": "csv"})]
    for page in (*listed, url("explain", found.key)):
        told, seen = (re.split(r'[\s,"]+', words(client.get(page))) for client in (officer, reader))
        assert "3" in told
        assert not {"3", "-6", "−6"} & set(seen)


def test_the_list_finds_what_misses_the_latest_period(officer, darlington, catalogue, monkeypatch):
    monkeypatch.setattr("django.utils.timezone.localdate", lambda *args: datetime.date(2020, 7, 1))
    current = factories.IndicatorFactory(number=8901, name="Referrals")
    with partnership_scope(darlington):
        factories.IndicatorValueFactory(indicator=catalogue, period="2018-19")
        factories.IndicatorValueFactory(indicator=current, period="2019-20")

    page = text(officer.get(url("indicators", show="missing")))
    assert "Plans" in page
    assert "Referrals" not in page
    assert "Plans" not in text(officer.get(url("indicators", show="without") + "&name=plans"))


def test_figures_tell_what_is_to_be_done(darlington, member, catalogue):
    user = member(darlington, Role.OFFICER)
    current = factories.IndicatorFactory(number=8901, name="Referrals")
    with partnership_scope(darlington, by=user):
        factories.IndicatorValueFactory(indicator=catalogue, period="2018-19")
        factories.IndicatorValueFactory(indicator=current, period="2019-20")
        factories.PrintedTotalFactory(of="Contributions in cash", printed=1, unit="£")
        factories.ContributionFactory()
        roles = list(MembershipRole.own.entering(user, "darlington"))
        found = duties(darlington, Member(user, roles, is_closed=False), datetime.date(2020, 2, 1))

    titles = [due.duty.title for due in [*found.late, *found.next]]
    assert "Add 2019-20 of “Plans”" in titles
    assert "Published total does not match its parts: “Contributions in cash as agreed”, 2019-20" in titles
    assert "Collect 1 contribution of 2019-20, £100" in titles
