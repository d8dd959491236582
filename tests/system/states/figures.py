"""Pages of indicators, other figures and discrepancies, for those who keep the records and those who read them."""

from django.urls import reverse

from accounts.roles import Role
from assurance.discrepancies import discrepancies
from core.models import Partnership
from tests import factories
from tests.system.state import State

LONG = "Children and young people for whom everything that can be counted was counted, " * 2


def at(name, *args):
    return reverse(f"assurance:{name}", args=["darlington", *args])


def indicator():
    catalogue = factories.IndicatorFactory(
        number=9500, name=LONG, numerator="Children with a plan", denominator="Children aged 0 to 17"
    )
    for year, count in [("2017-18", 430), ("2018-19", 452), ("2019-20", 444)]:
        factories.IndicatorValueFactory(
            indicator=catalogue, period=year, value=count, england=420, target=400, commentary="Fewer than before."
        )
        factories.IndicatorValueFactory(
            indicator=catalogue, period=year, unit="r10k", value=44.2, numerator=count, denominator=100540
        )
    for name, count in [("Neglect", 336), ("Emotional abuse", 92), ("Physical abuse", 13), ("Sexual abuse", 3)]:
        factories.IndicatorValueFactory(
            indicator=catalogue, breakdown=name, value=count, is_exhaustive=True, quality="doubtful"
        )
    return at("indicator", 9500)


def indicators():
    indicator()
    for number in range(9501, 9561):
        factories.IndicatorValueFactory(indicator=factories.IndicatorFactory(number=number))
    return at("indicators")


def empty_indicator():
    factories.IndicatorFactory(number=9600, name="Not counted yet")
    return at("indicator", 9600)


def topics():
    for theme, count in [("Leadership", 7), ("Practice", 29), ("Voice / choice", 42)]:
        factories.MeasureFactory(topic="JTAI actions / themes", category=theme, value=count, is_exhaustive=True)
        factories.MeasureFactory(topic="JTAI actions / themes", category=theme, value=2, period="2018-19")
    factories.MeasureFactory(topic=LONG[:120], category=LONG, note="An estimate.", source="Annual report, line 1")


def page(name, make, *args):
    def made():
        make()
        return at(name, *args)

    return made


def discrepancy():
    topics()
    factories.PrintedTotalFactory(
        of="Measure: JTAI actions / themes", printed=80, unit="n", line="665", says="The text says 80."
    )
    (found,) = discrepancies(Partnership.objects.get(slug="darlington"))
    return at("explain", found.key)


def send(browser_page):
    browser_page.get_by_role("button", name="Save").click()
    browser_page.wait_for_load_state()


STATES = [
    State("indicators-empty", lambda: at("indicators")),
    State("indicators", indicators),
    State("indicator", indicator),
    State("indicator-reader", indicator, role=Role.SCRUTINEER),
    State("indicator-empty", empty_indicator),
    State("topics-empty", lambda: at("measures")),
    State("topics", page("measures", topics)),
    State("topic", page("measure_topic", topics, "JTAI actions / themes")),
    State("topic-reader", page("measure_topic", topics, "JTAI actions / themes"), role=Role.SCRUTINEER),
    State("discrepancies-empty", lambda: at("discrepancies")),
    State("discrepancies", page("discrepancies", discrepancy)),
    State("explain", discrepancy),
    State("explain-error", discrepancy, act=send, is_error=True),
    State("explain-reader", discrepancy, role=Role.SCRUTINEER),
]
