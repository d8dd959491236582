"""Pages of indicators, other figures and discrepancies, for those who keep the records and those who read them."""

from django.urls import reverse

from accounts.roles import Role
from core.models import Partnership
from indicators.discrepancies import discrepancies
from indicators.models import Indicator
from tests import factories
from tests.pages.state import State

LONG = "Children and young people for whom everything that can be counted was counted, " * 2


def at(name, *args):
    return reverse(f"indicators:{name}", args=["darlington", *args])


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


def unnamed_values():
    """Values of an indicator that may be several breakdowns."""
    catalogue = factories.IndicatorFactory(number=9510, name="Children on a plan")
    for name, count in {**SEX, **AGE}.items():
        factories.IndicatorValueFactory(indicator=catalogue, breakdown=name, value=count, is_exhaustive=True)
    return at("indicator", 9510)


def unnamed_parts():
    unnamed_values()
    return f"{at('value_parts', 9510)}?period=2019-20&unit=n"


SEX, AGE = {"Girls": 30, "Boys": 27}, {"Under 5": 40, "5 and over": 17}


def several_breakdowns():
    """Two of one topic that have names, and in the year before two that nobody has told apart."""
    factories.MeasureFactory(topic="Plans", category="Total", value=60)
    for name, parts in {"sex": SEX, "age group": AGE}.items():
        for part, count in parts.items():
            factories.MeasureFactory(topic="Plans", category=part, grouped_by=name, value=count, is_exhaustive=True)
    for place, (part, count) in enumerate({**SEX, **AGE}.items()):
        of = {"topic": "Plans", "period": "2018-19", "is_exhaustive": True}
        factories.MeasureFactory(**of, category=part, value=count, position=place)


def several_of_an_indicator():
    indicator()
    catalogue = Indicator.objects.get(number=9500)
    for name, parts in {"sex": SEX, "age group": AGE}.items():
        for part, count in parts.items():
            of = {"breakdown": part, "grouped_by": name, "period": "2018-19"}
            factories.IndicatorValueFactory(indicator=catalogue, value=count, is_exhaustive=True, **of)
    return at("indicator", 9500)


def several_to_name():
    several_breakdowns()
    return f"{at('measure_parts')}?topic=Plans&period=2018-19&unit=n"


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


def said_of_topics():
    topics()
    factories.PeopleAnswerFactory(topic="JTAI actions / themes", reason=LONG)


def own_indicator():
    factories.OwnIndicatorFactory(topic="JTAI actions / themes", definition=LONG, frequency="Yearly")
    topics()
    return at("measure_topic", "JTAI actions / themes")


def own_indicator_empty():
    return at("measure_topic", factories.OwnIndicatorFactory(definition=LONG).topic)


def missing():
    """One indicator that everybody counts, and one that stopped."""
    behind = factories.IndicatorFactory(number=9700, name=LONG)
    factories.IndicatorValueFactory(indicator=behind, period="2018-19")
    factories.IndicatorValueFactory(indicator=factories.IndicatorFactory(number=9701), period="2019-20")
    return f"{at('indicators')}?show=missing"


def value(**fields):
    def made():
        catalogue = factories.IndicatorFactory(
            number=9500, name=LONG, units="r10k; n", numerator="Children with a plan"
        )
        row = factories.IndicatorValueFactory(
            indicator=catalogue, unit="r10k", value=50, numerator=444, denominator=100540, **fields
        )
        return at("value", row.pk)

    return made


def parts():
    indicator()
    return at("value_parts", 9500)


def parts_of_a_period():
    indicator()
    return f"{at('value_parts', 9500)}?period=2019-20&unit=n"


def table_of_a_topic():
    topics()
    return f"{at('measure_parts')}?topic=JTAI+actions+%2F+themes&period=2019-20&unit=n"


def measure():
    return at("measure", factories.MeasureFactory(note="An estimate.").pk)


def printed():
    return at("printed", factories.PrintedTotalFactory(of="Contributions in cash", unit="£").pk)


def printed_totals():
    factories.PrintedTotalFactory.create_batch(3, says="The text says 108.", line="665")
    return at("printed_totals")


def add(name):
    def made():
        factories.IndicatorFactory(number=9600, name="Not counted yet", categories="Neglect; Emotional abuse")
        return at(name, *([9600] if name.startswith("value") else []))

    return made


def send_wrong(browser_page):
    browser_page.get_by_role("button", name="Save").click()
    browser_page.locator(".govuk-error-summary").wait_for()


def again():
    catalogue = factories.IndicatorFactory(number=9600, name=LONG)
    factories.IndicatorValueFactory(indicator=catalogue, period="2025-26")
    return at("value_add", 9600)


def send_again(browser_page):
    browser_page.locator("[name=in_year]").select_option("2025-26")
    browser_page.locator("[name=value]").fill("12")
    send_wrong(browser_page)


def send_early(page):
    """A category of the year that is running."""
    page.locator("#id_in_year").select_option(index=1)
    page.get_by_label("Value of").first.fill("40")
    page.get_by_role("button", name="Save").click()
    page.locator(".govuk-error-summary").wait_for()


def send_two_breakdowns(page):
    """A new topic whose parts may be several breakdowns of the same people."""
    page.locator("#id_in_year").select_option("2019-20")
    page.get_by_label("Topic").fill("Plans")
    page.get_by_label("These are all there are").check()
    for row, (name, count) in enumerate({**SEX, **AGE}.items(), 1):
        page.get_by_label(f"Name of another category, row {row}", exact=True).fill(name)
        page.get_by_label(f"Value of another category, row {row}", exact=True).fill(str(count))
    send_wrong(page)


def send_incomplete(page):
    """Shares that are said to be all there are and make 80%."""
    page.locator("#id_in_year").select_option("2019-20")
    page.get_by_label("Topic").fill("Plans")
    page.get_by_label("Unit").first.fill("%")
    page.get_by_label("These are all there are").check()
    for row, (name, share) in enumerate({"Girls": 45, "Boys": 35}.items(), 1):
        page.get_by_label(f"Name of another category, row {row}", exact=True).fill(name)
        page.get_by_label(f"Value of another category, row {row}", exact=True).fill(str(share))
    send_wrong(page)


STATES = [
    State("indicator-unnamed", unnamed_values),
    State("value-parts-unnamed", unnamed_parts, act=send_wrong, is_error=True),
    State("measure-parts-incomplete", page("measure_parts", lambda: None), act=send_incomplete, is_error=True),
    State("indicators-missing", missing),
    State("value-add", add("value_add")),
    State("value-there", again, act=send_again, is_error=True),
    State("value-error", add("value_add"), act=send_wrong, is_error=True),
    State("value-change", value()),
    State("value-change-day", value(period="2020-03-31")),
    State("value-parts", parts),
    State("value-parts-asked", parts, act=send_early, is_error=True),
    State("value-parts-period", parts_of_a_period),
    State("value-parts-error", add("value_parts"), act=send_wrong, is_error=True),
    State("measure-parts-asked", page("measure_parts", lambda: None), act=send_two_breakdowns, is_error=True),
    State("measure-add", add("measure_add")),
    State("measure-change", measure),
    State("measure-parts", add("measure_parts"), act=send_wrong, is_error=True),
    State("measure-parts-period", table_of_a_topic),
    State("measure-parts-several", several_to_name),
    State("measure-parts-several-asked", several_to_name, act=send, is_error=True),
    State("printed-totals", printed_totals),
    State("printed-totals-empty", lambda: at("printed_totals")),
    State("printed-totals-reader", printed_totals, role=Role.SCRUTINEER),
    State("printed-add", add("printed_add"), act=send_wrong, is_error=True),
    State("printed-change", printed),
    State("indicators-empty", lambda: at("indicators")),
    State("indicators", indicators),
    State("indicator", indicator),
    State("indicator-reader", indicator, role=Role.SCRUTINEER),
    State("indicator-empty", empty_indicator),
    State("topics-empty", lambda: at("measures")),
    State("topics", page("measures", topics)),
    State("topic", page("measure_topic", topics, "JTAI actions / themes")),
    State("topic-reader", page("measure_topic", topics, "JTAI actions / themes"), role=Role.SCRUTINEER),
    State("topic-several", page("measure_topic", several_breakdowns, "Plans")),
    State("topic-several-reader", page("measure_topic", several_breakdowns, "Plans"), role=Role.SCRUTINEER),
    State("indicator-several", several_of_an_indicator),
    State("discrepancies-empty", lambda: at("discrepancies")),
    State("discrepancies", page("discrepancies", discrepancy)),
    State("explain", discrepancy),
    State("explain-error", discrepancy, act=send, is_error=True),
    State("explain-reader", discrepancy, role=Role.SCRUTINEER),
    State("people-add", lambda: f"{at('people_add')}?topic=Audits&unit=n", act=send, is_error=True),
    State("people-change", lambda: at("people", factories.PeopleAnswerFactory(topic="Audits", reason=LONG).pk)),
    State("topic-people", page("measure_topic", said_of_topics, "JTAI actions / themes"), role=Role.SCRUTINEER),
    State("own-indicator", own_indicator),
    State("own-indicator-empty", own_indicator_empty, role=Role.SCRUTINEER),
    State("own-indicator-add", lambda: at("own_add"), act=send, is_error=True),
    State("own-indicator-change", lambda: at("own", factories.OwnIndicatorFactory().pk)),
    State("own-indicator-end", lambda: at("own_end", factories.OwnIndicatorFactory().pk)),
]
