from django.urls import reverse
from django.utils.html import format_html

from accounts.roles import Permission
from core.formatting.numbers import plain, with_unit
from core.formatting.sentences import period
from core.lists import to
from core.lists.tables import Column, NumberColumn, Table


class TrendColumn(Column):
    """An arrow and the words that say the same, so that neither shape nor colour stands alone."""

    def render(self, value):
        return format_html('<span aria-hidden="true">{}</span> {}', value.arrow, value)

    def value(self, value):
        return str(value)


class IndicatorTable(Table):
    number = Column(verbose_name="Number")
    name = Column(verbose_name="Indicator", linkify=to("indicators:indicator", "number"), order_by="name_sort")
    latest = Column(verbose_name="Latest value", orderable=False)
    latest_period = Column(verbose_name="Period", orderable=False)
    trend = TrendColumn(verbose_name="Trend", orderable=False)
    good = Column(verbose_name="Good direction")
    beside = Column(verbose_name="Compared with", orderable=False)

    caption = "Indicators"
    export_kind = "indicators"
    nouns = ("indicator", "indicators")

    class Meta:
        sequence = ("name", "number", "latest", "latest_period", "trend", "good", "beside")

    def render_latest_period(self, value):
        return period(value)


class TopicTable(Table):
    topic = Column(verbose_name="Topic", linkify=to("indicators:measure_topic", "topic"), order_by="topic_sort")
    figures = NumberColumn(verbose_name="Figures")
    periods = NumberColumn(verbose_name="Periods")
    latest = Column(verbose_name="Latest period")
    own = Column(verbose_name="Kind")

    caption = "Topics"
    export_kind = "measures"
    nouns = ("topic", "topics")

    def render_latest(self, value):
        return period(value)


class PrintedTotalTable(Table):
    of = Column(verbose_name="Total of", order_by="of_sort")
    period = Column(verbose_name="Period")
    printed = NumberColumn(verbose_name="Printed, or whole", accessor="seen_printed", order_by="printed_order")
    source = Column(verbose_name="Where it is printed", order_by=("source", "line"))
    says = Column(verbose_name="What it says", orderable=False)
    edit = Column(verbose_name="Change or history", accessor="pk", orderable=False, exclude_from_export=True)

    caption = "Printed totals"
    export_kind = "printed-totals"
    nouns = ("printed total", "printed totals")

    def render_period(self, value):
        return period(value)

    def render_printed(self, record, value):
        return _figure(value, record)

    def render_source(self, record, value):
        return f"{value}, line {record.line}" if record.line else value

    def render_edit(self, record):
        slug, of = self.request.partnership.slug, f"{record.of}, {period(record.period)}"
        if self.request.member.can(Permission.KEEP_RECORDS):
            way = reverse("indicators:printed", args=[slug, record.pk]), "Change", of
        else:
            way = reverse("history", args=[slug, "indicators.printedtotal", record.pk]), "History", f"of {of}"
        return format_html('<a class="govuk-link" href="{}">{}<span class="govuk-visually-hidden"> {}</span></a>', *way)


class DiscrepancyTable(Table):
    title = Column(verbose_name="Total", linkify=to("indicators:explain", "key"))
    period = Column(verbose_name="Period")
    printed = NumberColumn(verbose_name="Printed, or whole", accessor="seen_printed", order_by="order__0")
    computed = NumberColumn(verbose_name="Its parts give", accessor="seen_computed", order_by="order__1")
    difference = NumberColumn(verbose_name="Difference", accessor="seen_difference", order_by="order__2")
    source = Column(verbose_name="Where it is printed", accessor="where", order_by=("source", "line"))
    is_open = Column(verbose_name="State")

    caption = "Discrepancies"
    export_kind = "printed-totals"
    nouns = ("discrepancy", "discrepancies")

    def render_period(self, value):
        return period(value)

    def render_printed(self, record, value):
        return _figure(value, record)

    def render_computed(self, record, value):
        return _figure(value, record)

    def render_difference(self, record, value):
        return _figure(value, record)

    def render_is_open(self, record):
        return state_of(record)


def state_of(discrepancy) -> str:
    if discrepancy.outdated:
        return "The figures have changed since it was explained"
    return "To be explained" if discrepancy.is_open else discrepancy.explanation.get_kind_display()


def _figure(value, record) -> str:
    return with_unit(value if isinstance(value, str) else plain(value), record.unit)
