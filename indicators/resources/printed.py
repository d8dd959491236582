import re
from functools import cached_property

from core.formatting.folding import fold
from core.imports.columns import Column
from core.imports.values import Number, Period, Text, UnitCode, Value
from indicators.bounds import check_printed, check_printed_period
from indicators.ledger import MEASURE
from indicators.models import Measure, PrintedTotal
from indicators.resources.figures import FigureRecords
from indicators.shown_totals import shown_totals
from indicators.totals import TOTALS


class Total(Value):
    """Which parts a printed total adds up."""

    shape = f"One of: {', '.join(TOTALS)}, Measure: (topic), Indicator (number)"
    longest = None

    def clean(self, value, row=None, **kwargs):
        text = " ".join(value.split())
        for total in TOTALS:
            if fold(total) == fold(text):
                return total
        if found := re.fullmatch(r"indicator (\d{1,3})", text, re.IGNORECASE):
            return f"Indicator {int(found[1])}"
        if found := re.fullmatch(r"measure: ?(\S.*)", text, re.IGNORECASE):
            if len(text) > self.longest:
                raise ValueError(f"this text has {len(text)} characters; at most {self.longest} fit")
            return f"Measure: {found[1]}"[: self.longest]
        raise ValueError(f"“{text[:60]}” is not a total that the portal can work out; write one of: {self.shape[8:]}")


class PrintedTotalRecords(FigureRecords):
    check_period = staticmethod(check_printed_period)

    of = Column("Of", "of", Total("Contributions in cash"), required=True)
    period = Column("Period", "period", Period(), required=True)
    printed = Column("Printed total", "printed", Number("312728"), required=True)
    source = Column("Source", "source", Text("Annual report 2019-20"), required=True)
    line = Column("Line", "line", Text("1106"))
    says = Column("Says", "says", Text("Total of the contributions", is_line=False))
    unit = Column("Unit", "unit", UnitCode("£"))

    def complete(self, instance, row, is_new):
        if instance.of.startswith(MEASURE):
            topic = instance.of.removeprefix(MEASURE)
            instance.of = f"{MEASURE}{self.topics.setdefault(fold(topic), topic)}"

    @cached_property
    def topics(self) -> dict[str, str]:
        """The spelling of each topic on record."""
        found = Measure._meta.get_field("topic").spellings(self.partnership.pk)
        return {fold(topic): topic for (topic,) in found}

    class Meta(FigureRecords.Meta):
        model = PrintedTotal
        import_id_fields = ("of", "period", "printed", "source", "line")

    def check(self, instance):
        super().check(instance)
        self.ask("Printed total", check_printed, instance.printed, instance.unit, instance.of)

    def hidden(self, instances):
        shown = shown_totals(self.partnership)
        return {one.pk: {"Printed total": shown[one.pk] or ""} for one in instances}
