from core.formatting.directories import Directory
from core.imports.columns import Column
from core.imports.references import Reference
from core.imports.values import Choice, Number, Period, Text, UnitCode, YesNo
from indicators import rates
from indicators.bounds import check_numerator
from indicators.models import Indicator, IndicatorValue
from indicators.models.indicators import EDITION
from indicators.resources.figures import ALL_PARTS, PUBLISHED, FigureRecords, grouped_by_column
from indicators.suppression import rule_for, show_values


def catalogue() -> Directory:
    """The current edition of the catalogue by number."""
    found = Indicator.objects.filter(edition=EDITION).values_list("pk", "number", "name")
    return Directory(
        "indicator in the catalogue", ((pk, str(number), f"{number}. {name}") for pk, number, name in found)
    )


class CatalogueNumber(Reference):
    """`34`, or as the pages write it, `34. Looked after children`."""

    def clean(self, value, row=None, **kwargs):
        return self.directory().find(value.removesuffix(".0").removesuffix("."))


# Columns whose numbers are of the row's unit.
OF_UNIT = {"Value": "value", "Previous": "previous", "Target": "target", "England": "england", "Region": "region"}
COUNTED_HERE = ("Value", "Previous")
OF_UNIT |= {"Statistical neighbours": "statistical_neighbours"}


class Count(Number):
    """What a share or rate was counted from: it has no sign of a unit."""

    signs = ""


class IndicatorValueRecords(FigureRecords):
    exact_keys = ("indicator_id", "period")

    indicator = Column(
        "Indicator", "indicator_id", CatalogueNumber(catalogue, "34", "A number of the catalogue"), required=True
    )
    period = Column("Period", "period", Period(), required=True)
    breakdown = Column("Breakdown", "breakdown", Text("Neglect"))
    unit = Column("Unit", "unit", UnitCode("n"), required=True)
    numerator = Column("Numerator", "numerator", Count("336"))
    denominator = Column("Denominator", "denominator", Count("444"))
    value = Column("Value", "value", Number("75.7"))
    population_year = Column("Population year", "population_year", Text("2018"))
    statistical_neighbours = Column("Statistical neighbours", "statistical_neighbours", Number())
    region = Column("Region", "region", Number())
    england = Column("England", "england", Number())
    previous = Column("Previous", "previous", Number())
    target = Column("Target", "target", Number())
    is_exhaustive = Column("Parts are exhaustive", "is_exhaustive", YesNo(ALL_PARTS))
    commentary = Column("Commentary", "commentary", Text(is_line=False))
    quality = Column("Quality flag", "quality", Choice(IndicatorValue.Quality))
    is_published = Column("Already published", "is_published", YesNo(PUBLISHED))
    source = Column("Source", "source", Text("Annual report 2019-20, line 521"))
    grouped_by = grouped_by_column()

    class Meta(FigureRecords.Meta):
        model = IndicatorValue
        import_id_fields = ("indicator", "period", "breakdown", "grouped_by", "unit")

    def export_queryset(self):
        return self.model.objects.select_related("indicator")

    def import_instance(self, instance, row, **kwargs):
        self.was_worked_out = _is_worked_out(instance)
        super().import_instance(instance, row, **kwargs)

    def complete(self, instance, row, is_new):
        if self.was_worked_out and not row["Value"] and not rates.faults(*rates.counted(instance)):
            self.work_out(self.fields["value"], instance, _worked_out(instance))

    def as_written(self, record, row):
        written = super().as_written(record, row)
        if _is_worked_out(record) and not row["Value"] and not rates.faults(*rates.counted(written)):
            written.value = _worked_out(written)
        return written

    def check(self, instance):
        super().check(instance)
        for name, fault in rates.faults(*rates.counted(instance)).items():
            self.refuse(self.fields[name].heading, f"{fault[:1].lower()}{fault[1:]}")
        self.check_category(instance)
        is_share, is_people = instance.in_unit.is_share, instance.counts_people
        self.ask("Numerator", check_numerator, instance.numerator, instance.unit)
        for name, of in OF_UNIT.items():
            is_counted = name in COUNTED_HERE
            facts = {"is_share": is_share, "is_counted": is_counted, "is_people": is_people}
            self.check_numbers({name: getattr(instance, of)}, instance.unit, **facts)
        if instance.value is None and instance.numerator is None:
            self.refuse("Value", "the row has neither a value nor a numerator, so it says nothing")

    def hidden(self, instances):
        shown = show_values(instances, rule_for(self.partnership))
        found = {one.pk: shown.of(one) for one in instances}
        return {
            key: {
                "Value": one.value or "",
                "Numerator": one.numerator or "",
                "Denominator": one.denominator or "",
                "Previous": one.previous or "",
            }
            for key, one in found.items()
        }


def _is_worked_out(instance) -> bool:
    """Asked before the cells go in: a value that was worked out follows what it was counted from."""
    return instance.value in (None, rates.computed(*rates.counted(instance)))


def _worked_out(instance):
    value = rates.computed(*rates.counted(instance))
    return instance.value if value is None else value
