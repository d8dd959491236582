"""A list page's table, filtered, sorted and cut into pages as the address says."""

from collections.abc import Callable

from django.urls import reverse
from django_tables2 import RequestConfig
from django_tables2.utils import Accessor

PER_PAGE = 50


def listed(request, table, filters=None, empty=None):
    """Make the table ready for its page. Where it has no rows it shows `empty`, or offers to clear its filters."""
    table.empty = empty or table.empty
    if filters is not None and filters.is_narrowed:
        nouns = table.nouns[1]
        table.empty = {
            "title": f"No {nouns} match",
            "text": "Choose something else above, or see all of them.",
            "href": request.path,
            "action": "Clear the filters",
        }
    RequestConfig(request, paginate={"per_page": PER_PAGE}).configure(table)
    return table


def to(view: str, attribute: str = "pk") -> Callable:
    """For a column's `linkify`: the record's own page in the partnership of the request."""

    def address(record, table):
        return reverse(view, args=[table.request.partnership.slug, Accessor(attribute).resolve(record)])

    return address
