from core.blocks import plain
from core.figures import with_unit
from core.lists import to
from core.sentences import period
from core.tables import Column, NumberColumn, Table


class IndicatorTable(Table):
    number = Column(verbose_name="Number")
    name = Column(verbose_name="Indicator", linkify=to("assurance:indicator", "number"))
    latest = Column(verbose_name="Latest value", orderable=False)
    latest_period = Column(verbose_name="Period", orderable=False)
    frequency = Column(verbose_name="Frequency")

    caption = "Indicators"
    export_kind = "indicators"
    nouns = ("indicator", "indicators")

    class Meta:
        sequence = ("name", "number", "latest", "latest_period", "frequency")

    def render_latest_period(self, value):
        return period(value)


class TopicTable(Table):
    topic = Column(verbose_name="Topic", linkify=to("assurance:measure_topic", "topic"))
    figures = NumberColumn(verbose_name="Figures")
    periods = NumberColumn(verbose_name="Periods")
    latest = Column(verbose_name="Latest period")

    caption = "Topics"
    export_kind = "measures"
    nouns = ("topic", "topics")

    def render_latest(self, value):
        return period(value)


class DiscrepancyTable(Table):
    title = Column(verbose_name="Printed total", linkify=to("assurance:explain", "key"))
    period = Column(verbose_name="Period")
    printed = NumberColumn(verbose_name="Printed")
    computed = NumberColumn(verbose_name="Its parts give")
    difference = NumberColumn(verbose_name="Difference")
    source = Column(verbose_name="Where it is printed", order_by=("source", "line"))
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

    def render_source(self, record, value):
        return f"{value}, line {record.line}" if record.line else value

    def render_is_open(self, record):
        return state_of(record)


def state_of(discrepancy) -> str:
    if discrepancy.outdated:
        return "The figures have changed since it was explained"
    return "To be explained" if discrepancy.is_open else discrepancy.explanation.get_kind_display()


def _figure(value, record) -> str:
    return with_unit(plain(value), record.unit)
