"""A list page's table, filtered, sorted and cut into pages as the address says; or the same list as a file."""

from collections.abc import Callable

from django.shortcuts import redirect, render
from django.urls import reverse
from django_tables2 import RequestConfig
from django_tables2.utils import Accessor

from core.http import step_up
from core.lists.files import LARGE, list_file
from core.lists.tools import FORMS, Tools, address_of

PER_PAGE = 50


LIST = "core/list.html"


def list_page(request, table, filters=None, context=None, *, template=LIST, empty=None):
    """The page with the list, its saved views and its exports; with `?export=csv` or `xlsx`, the list as a file.

    The file has the rows that the filters leave, sorted as on the page, with what the page shows in them. The template
    gets `table` and `filters`, and the tools stand under the table; one of the app's own is for a list that shows more
    than its rows. `context` may have `add`, the button above, and `up`, the page above. The view has checked who may
    see the list.
    """
    table = listed(request, table, filters, empty)
    form = request.GET.get("export")
    if form in FORMS:
        if table.paginator.count > LARGE:
            return redirect(address_of(request, export=None))
        if table.tells_of_people and not step_up.was_lately_confirmed(request):
            return step_up.ask_for_file(request, address_of(request, export=None))
        return list_file(request, table, filters, form)
    table.tools = Tools(request, table)
    return render(request, template, {"filters": filters, "table": table, **(context or {})})


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
