"""Totals of money that a document may print and the portal adds up itself."""

TOTALS = (
    "Contributions in cash",
    "Contributions in cash and in kind",
    "Income",
    "Spending planned",
    "Spending actual",
    "Result",
)
