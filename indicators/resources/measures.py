from django.db.models import Max

from core.imports.columns import Column
from core.imports.values import Number, Period, Text, UnitCode, YesNo
from indicators.bounds import check_topic
from indicators.models import Measure
from indicators.resources.figures import ALL_PARTS, PUBLISHED, FigureRecords, grouped_by_column
from indicators.suppression import rule_for, show_measures


class MeasureRecords(FigureRecords):
    """Measures keep the order of the file in which they came: the order in which they were printed."""

    topic = Column("Topic", "topic", Text("JTAI actions by theme"), required=True)
    category = Column("Category", "category", Text("Early help"), required=True)
    period = Column("Period", "period", Period(), required=True)
    unit = Column("Unit", "unit", UnitCode("n"), required=True)
    value = Column("Value", "value", Number("12"))
    is_exhaustive = Column("Parts are exhaustive", "is_exhaustive", YesNo(ALL_PARTS, "Yes"))
    is_published = Column("Already published", "is_published", YesNo(PUBLISHED))
    source = Column("Source", "source", Text("Annual report 2019-20, line 750"))
    note = Column("Note", "note", Text(is_line=False))
    grouped_by = grouped_by_column()

    class Meta(FigureRecords.Meta):
        model = Measure
        import_id_fields = ("topic", "category", "grouped_by", "period", "unit")

    def before_import(self, dataset, **kwargs):
        self.last_position = Measure.objects.aggregate(last=Max("position"))["last"] or 0
        super().before_import(dataset, **kwargs)

    def check(self, instance):
        super().check(instance)
        is_share = instance.in_unit.is_share and instance.is_exhaustive
        facts = {"is_share": is_share, "is_counted": True, "is_people": instance.counts_people}
        self.check_numbers({"Value": instance.value}, instance.unit, **facts)
        self.ask("Topic", check_topic, instance.topic)

    def complete(self, instance, row, is_new):
        if is_new:
            self.last_position += 1
            instance.position = self.last_position

    def export_queryset(self):
        return Measure.objects.order_by("position", "topic", "category", "pk")

    def hidden(self, instances):
        shown = show_measures(instances, rule_for(self.partnership))
        return {one.pk: {"Value": shown.of(one).value or ""} for one in instances}
