"""The kinds of records that this app imports and exports."""

from core.imports import Kind, register
from indicators.resources import indicators, measures, printed

KINDS = (
    Kind(
        "indicators",
        "Indicator values",
        "Values of the catalogue's indicators, with what they were counted from and what they are compared with.",
        indicators.IndicatorValueRecords,
        "indicators:indicators",
        called=("value", "values"),
    ),
    Kind(
        "measures",
        "Other measures",
        "Figures that the catalogue does not know: training, actions of an inspection, visits to the website.",
        measures.MeasureRecords,
        "indicators:measures",
    ),
    Kind(
        "printed-totals",
        "Printed totals",
        "Totals as a document prints them. The portal adds up the parts itself and shows where the two differ.",
        printed.PrintedTotalRecords,
        "indicators:printed_totals",
    ),
)

register(*KINDS)
