"""The list of contributions of all years: what may be chosen above it, and its columns."""

from core.lists import to
from core.lists.filters import ChoiceFilter, Filters, YearFilter
from core.lists.tables import Column, MoneyColumn, Table
from partnership.models import Contribution


class ContributionFilters(Filters):
    year = YearFilter(label="Year", choices=[], empty_label="All years")
    agency = ChoiceFilter(label="Agency", choices=[], empty_label="All agencies")
    paid = ChoiceFilter(label="Paid", choices=Contribution.Paid.choices, empty_label="In cash and in kind")
    show = ChoiceFilter(label="Show", choices=[("open", "Outstanding")], empty_label="All", method="keep_open")

    class Meta(Filters.Meta):
        model = Contribution
        fields = ["year", "agency", "paid", "show"]

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        # Read once here: the form's field would ask each time somebody looks at its choices.
        years, agencies = Contribution.objects.choices()
        self.filters["year"].extra["choices"] = [(year, year) for year in years]
        self.filters["agency"].extra["choices"] = agencies

    def keep_open(self, queryset, name, value):
        return queryset.outstanding()


class ContributionTable(Table):
    agency = Column(
        verbose_name="Agency",
        accessor="agency_then",
        order_by="agency_sort",
        linkify=to("partnership:agency", "agency_id"),
    )
    year = Column(verbose_name="Year", linkify=True)
    paid = Column(verbose_name="Paid", accessor="get_paid_display", order_by="paid")
    what_in_kind = Column(verbose_name="What in kind")
    worth = MoneyColumn(verbose_name="Worth in kind")
    agreed = MoneyColumn(verbose_name="Agreed", accessor="agreed_cash")
    invoiced = MoneyColumn(verbose_name="Invoiced")
    received = MoneyColumn(verbose_name="Received")
    missing = MoneyColumn(verbose_name="Outstanding")

    caption = "Contributions"
    lead = "What each agency gives, year by year, under the name that it had when the year ended."
    export_kind = "contributions"

    class Meta:
        model = Contribution
        fields = ("agency", "year", "paid", "what_in_kind", "worth", "agreed", "invoiced", "received", "missing")
