"""A partnership whose every kind of figure holds canaries, and its report of them, compiled and published."""

import datetime
from types import SimpleNamespace

from django.utils import timezone

from core.db.tenancy import partnership_scope
from core.history.voiding import void
from core.settings.choosing import choose
from indicators.discrepancies import discrepancies
from indicators.services import explanations
from reporting.models import Edition, Report, TakingDown
from reporting.services import compiling, editions, publishing, sections
from tests.disclosure.canaries import RULE, Figures
from tests.factories import (
    IndicatorFactory,
    IndicatorValueFactory,
    JobFactory,
    MeasureFactory,
    OwnIndicatorFactory,
    PrintedTotalFactory,
    ReportFactory,
    SectionFactory,
)

YEAR, BEFORE = "2019-20", "2018-19"


def plant(partnership, officer, owner) -> SimpleNamespace:
    """All of it, committed as the surrounding transaction decides; the rows by what they are."""
    figures = Figures()
    with partnership_scope(partnership, by=officer):
        since = datetime.date(2015, 4, 1)
        rule = {"key": "small_numbers", "value": RULE.code, "from_on": since, "reason": "Canaries."}
        choose(partnership=partnership, by=officer, **rule)
        choose(partnership=partnership, key="contact", value="Write to us.", reason="Canaries.", by=officer)
        rows = [*_indicators(figures), *_measures(figures)]
        rows += _totals(figures, partnership, officer)
        report = _report(owner)
        edition = _compiled(report)
        published = publishing.publish(edition=_signed(edition), by=officer)
        live = report.sections.first()
        asked = {"reason": "Asked.", "replacement": "", "asked_by": officer}
        taking = TakingDown.objects.create(partnership=partnership, published=published, **asked)
        keys = {one.of: one for one in discrepancies(partnership)}
    return SimpleNamespace(
        figures=figures,
        rows=rows,
        edition=edition,
        discrepancies=[one.key for one in keys.values()],
        # What the addresses of the table of pages name.
        instead={
            "report": report,
            "edition": edition,
            "live_section": live,
            "discrepancy": keys["Measure: Canary sum"],
            "value": rows[0],
            "taking_down": taking,
        },
    )


def _indicators(figures: Figures) -> list:
    made = [*_over_time(figures), *_rate(figures), *_by_parts(figures), *_shares_by_parts(figures)]
    return [*made, *_share(figures), *_with_a_remainder(figures), *_in_two_units(figures)]


def _value(number: int, value, **fields):
    fields = {"period": YEAR, **fields}
    return IndicatorValueFactory(
        indicator=IndicatorFactory(number=number, name=f"Canary {number}"), value=value, **fields
    )


def _over_time(figures) -> list:
    """A line with a hidden year in it, which the year after repeats as its previous value."""
    years = ["2015-16", "2016-17", "2017-18", BEFORE]
    hidden = figures.small("a year of a line")
    rows = [_value(7001, figures.large(), period=year) for year in years[:3]]
    rows += [_value(7001, hidden, period=BEFORE), _value(7001, figures.large(), previous=hidden)]
    quarter = _value(7001, figures.small("a quarter"), period=f"{YEAR} Q1")
    quarter.value = figures.small("a quarter, corrected")
    quarter.save()
    return [*rows, quarter]


def _rate(figures) -> list:
    """A count and its rate, with the rate of the year before beside that of the year."""
    rows = []
    for period, previous in ((BEFORE, None), (YEAR, True)):
        counted, whole = figures.small(f"a count of {period}"), figures.large()
        rate = figures.share(counted, whole, 10_000, f"a rate of {period}")
        before = rows[-1].value if previous else None
        facts = {"unit": "r10k", "numerator": counted, "denominator": whole, "previous": before, "england": "43.7"}
        rows += [_value(7002, counted, period=period), _value(7002, rate, period=period, **facts)]
    return rows


def _by_parts(figures) -> list:
    numbers = [figures.large(), figures.small("a part"), figures.large(), figures.small("another part")]
    parts = [_value(7003, number, breakdown=f"Part {n}", is_exhaustive=True) for n, number in enumerate(numbers)]
    figures.shown.append(sum(numbers))
    return [*parts, _value(7003, sum(numbers))]


def _shares_by_parts(figures) -> list:
    numbers = [figures.large(), figures.small("a counted part"), figures.large(), figures.small("another of them")]
    whole = sum(numbers)
    return [
        _value(
            7004,
            figures.share(number, whole, 100, f"the share of part {n}") if n % 2 else round(number * 100 / whole, 5),
            unit="%",
            numerator=number,
            denominator=whole,
            breakdown=f"Part {n}",
            is_exhaustive=True,
        )
        for n, number in enumerate(numbers)
    ]


def _share(figures) -> list:
    counted, whole = figures.small("the numerator of a share"), figures.large()
    share = figures.share(counted, whole, 100, "a share")
    figures.hide(whole - counted, "those who are not in a share")
    return [_value(7005, share, unit="%", numerator=counted, denominator=whole, england="44", target="50")]


def _with_a_remainder(figures) -> list:
    """Parts that are not all there are: what is left over would be a small number that nobody recorded."""
    large, small = figures.large(), figures.small("a part beside a remainder")
    rest = figures.small("a remainder")
    return [
        _value(7006, large, breakdown="Large"),
        _value(7006, small, breakdown="Small"),
        _value(7006, large + small + rest),
    ]


def _in_two_units(figures) -> list:
    """A part that is hidden beside a small one, and stands in another unit as well, as does the whole."""
    large, small, beside = figures.large(), figures.small("a part in another unit"), figures.beside("one beside it")
    share = figures.share(small, large + small + beside, 100, "a share of the whole")
    return [
        _value(7007, large + small + beside, unit="people"),
        *(_value(7007, beside, unit=unit, breakdown="Beside") for unit in ("cases", "children")),
        _value(7007, small, unit="children", breakdown="Small"),
        _value(7007, large, unit="children", breakdown="Large"),
        _value(7007, share, unit="%", breakdown="Few"),
    ]


TOPICS = ("Canary parts", "Canary pair A", "Canary pair B", "Canary quarters", "Canary alone", "Canary of our own")
TOPICS += ("Canary shares", "Canary halves", "Canary total", "Canary by name", "Canary untold")


def _measures(figures) -> list:
    rows = []
    for topic in TOPICS[:3]:
        numbers = [figures.large(), figures.small(f"{topic}, part 1"), figures.large(), figures.small(f"{topic}, 3")]
        exhaustive = topic == TOPICS[0]
        rows += [
            MeasureFactory(topic=topic, category=f"Part {n}", value=number, is_exhaustive=exhaustive, position=n)
            for n, number in enumerate(numbers)
        ]
    for quarter in range(1, 5):
        number = figures.small("a quarter of a topic") if quarter == 2 else figures.large()
        rows.append(MeasureFactory(topic=TOPICS[3], category="All", period=f"{YEAR} Q{quarter}", value=number))
    OwnIndicatorFactory(topic=TOPICS[5], definition="Visits.")
    rows += [MeasureFactory(topic=topic, category="All", value=figures.small(topic)) for topic in TOPICS[4:6]]
    rows += [*_shares_of_a_topic(figures), *_half_a_year(figures), *_typed_total(figures)]
    rows += [*_breakdowns(figures, TOPICS[9], "sex", "age"), *_breakdowns(figures, TOPICS[10], "", "")]
    gone = MeasureFactory(topic="Canary alone", category="Mistaken", value=figures.small("a figure taken back"))
    return [*rows, void(record=gone, because="Entered by mistake.", by=None)]


def _shares_of_a_topic(figures) -> list:
    whole = figures.large()
    few = figures.share(figures.small("a share of a topic"), whole, 100, "what it is as a share")
    many = figures.share(whole - figures.small("those who are not in it"), whole, 100, "all but few")
    shares = {"Few": few, "Nearly all": many}
    return [
        MeasureFactory(topic=TOPICS[6], category="Asked", value=whole),
        *(MeasureFactory(topic=TOPICS[6], category=name, unit="%", value=share) for name, share in shares.items()),
    ]


def _half_a_year(figures) -> list:
    """A quarter that is all of its half-year but few."""
    quarter = figures.beside("a quarter")
    half = quarter + figures.small("what it leaves of its half-year")
    figures.shown.append(half)
    amounts = {f"{YEAR} Q1": quarter, f"{YEAR} H1": half}
    return [MeasureFactory(topic=TOPICS[7], category="All", period=period, value=n) for period, n in amounts.items()]


def _typed_total(figures) -> list:
    """Parts beside what somebody typed as their total."""
    large, beside = figures.large(), figures.beside("a part beside a small one")
    parts = {"Large": large, "Beside": beside, "Small": figures.small("a part of a typed total")}
    parts["Total"] = sum(parts.values())
    figures.shown.append(parts["Total"])
    return [MeasureFactory(topic=TOPICS[8], category=name, value=n) for name, n in parts.items()]


def _breakdowns(figures, topic: str, *names: str) -> list:
    """Two breakdowns of the same people, each with a small number, and a reader who knows all of them by either."""
    first = [figures.large(), figures.large(), figures.small(f"{topic}, a part of the first")]
    few, both = figures.small(f"{topic}, a part of the second"), 2 * sum(first)
    second = [sum(first) - few, few]
    figures.hide(second[0], f"{topic}, all but few")
    figures.hide(both, f"{topic}, both breakdowns as one sum")
    listed = [(name, number) for name, numbers in zip(names, (first, second), strict=True) for number in numbers]
    return [
        MeasureFactory(topic=topic, grouped_by=name, category=f"Part {n}", value=number, is_exhaustive=True, position=n)
        for n, (name, number) in enumerate(listed)
    ]


def _totals(figures, partnership, officer) -> list:
    """Totals of hidden parts as a document prints them: one agrees, one does not and was explained, one is alone."""
    parts = [figures.small("a part of a hidden total"), figures.small("the other part of it")]
    for n, number in enumerate(parts):
        MeasureFactory(topic="Canary sum", category=f"Part {n}", value=number, is_exhaustive=True)
        MeasureFactory(topic="Canary agreed", category=f"Part {n}", value=number, is_exhaustive=True)
    figures.hide(sum(parts), "the sum of two hidden parts")
    printed = figures.small("a printed total of hidden parts")
    figures.hide(abs(sum(parts) - printed), "by how much they differ")
    rows = [
        PrintedTotalFactory(of="Measure: Canary sum", printed=printed, unit="n"),
        PrintedTotalFactory(of="Measure: Canary agreed", printed=sum(parts), unit="n"),
        PrintedTotalFactory(of="Measure: Nothing", printed=figures.small("a printed total of nothing"), unit="n"),
        PrintedTotalFactory(of="Measure: Canary parts", printed=figures.large(), unit="n"),
    ]
    written = {"kind": "explained", "text": "It counts some twice.", "by": officer}
    keys = [one.key for one in discrepancies(partnership) if "Canary" in one.of]
    return rows + [explanations.explain(partnership=partnership, key=key, **written) for key in keys]


SHOWN = [
    ("indicators", {"numbers": [7001, 7002, 7003, 7005, 7006, 7007], "chart": True}),
    ("indicator-years", {"number": 7001}),
    *(("indicator-years", {"number": 7002, "unit": unit}) for unit in ("n", "r10k")),
    ("indicator-breakdown", {"number": 7003}),
    ("indicator-breakdown", {"number": 7004, "unit": "%"}),
    ("indicator-breakdown", {"number": 7006}),
    *(("indicator-breakdown", {"number": 7007, "unit": unit}) for unit in ("cases", "children", "%")),
    (
        "key-figures",
        {
            "items": [
                {"indicator": 7001},
                {"indicator": 7002, "unit": "r10k"},
                {"indicator": 7003, "breakdown": "Part 1"},
                {"measure": "Canary alone", "category": "All"},
            ]
        },
    ),
    *(("measures", {"topics": list(TOPICS[:1]), "chart_kind": kind}) for kind in ("bar", "share")),
    ("measures", {"topics": list(TOPICS[1:3]), "chart_kind": "grouped"}),
    ("measures", {"topics": [TOPICS[3]], "chart_kind": "stacked"}),
    ("measures", {"topics": list(TOPICS[3:6])}),
    *(("measures", {"topics": [topic]}) for topic in TOPICS[6:]),
    ("measures", {"topics": ["Canary sum"]}),
]


def _report(owner) -> Report:
    report = ReportFactory(year=YEAR, title="Report of canaries")
    for place, (source, options) in enumerate(SHOWN):
        made = SectionFactory(
            report=report, key=f"canary-{place}", title=f"Part {place}", kind="live", source=source, options=options
        )
        sections.assign(section=made, author=owner, due_on=None, by=None)
    return report


def _compiled(report) -> Edition:
    report, snapshot = compiling.read(report.pk)
    pdf, pages = compiling.pdf(snapshot)
    made = compiling.made(snapshot, compiling.web_edition(snapshot), pdf, compiling.tables(snapshot), pages, 1.0)
    return editions.keep(report=report, compiled=made, job_id=JobFactory().pk, by=None)


def _signed(edition) -> Edition:
    edition.state = Edition.State.SIGNED
    edition.offered_at = edition.signed_at = timezone.now()
    edition.save()
    return edition
