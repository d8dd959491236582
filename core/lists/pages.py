"""A list page's table, filtered, sorted and cut into pages as the address says; or the same list as a file."""

from collections import defaultdict
from collections.abc import Callable, Sequence

from django.core.paginator import Page, Paginator
from django.shortcuts import redirect, render
from django.urls import reverse
from django_tables2 import RequestConfig
from django_tables2.utils import Accessor

from core.http import step_up
from core.lists.files import LARGE, list_file
from core.lists.tools import FORMS, Tools, address_of

# Rows of a list, and lines of tables that stand under one another.
PER_PAGE, LINES = 50, 100


LIST = "core/list.html"


def list_page(request, table, filters=None, context=None, *, template=LIST, empty=None):
    """The page with the list, its saved views and its exports; with `?export=csv` or `xlsx`, the list as a file.

    The file has the rows that the filters leave, sorted as on the page, with what the page shows in them; there is none
    where a filter asks for what there is not. The template gets `table` and `filters`, and the tools stand under the
    table; one of the app's own is for a list that shows more than its rows. `context` may have `add`, the button above,
    and `up`, the page above. The view has checked who may see the list.
    """
    table = listed(request, table, filters, empty)
    form = request.GET.get("export")
    if form in FORMS:
        if table.paginator.count > LARGE or (filters is not None and filters.wrong):
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
            "text": " ".join([*filters.wrong, "Choose something else above, or see all of them."]),
            "href": request.path,
            "action": "Clear the filters",
        }
    RequestConfig(request, paginate=False).configure(table)
    # By ourselves: the package would let the address say how many rows a page has.
    table.paginate(per_page=PER_PAGE)
    table.page = table.paginator.get_page(request.GET.get(table.prefixed_page_field))
    return table


def cut(request, tables: Sequence[dict], rows: str) -> tuple[list[dict], Page]:
    """The tables of one page, where tables of any length stand under one another: those that stand on it, each with its
    `rows` there, and in `cut` how many it has in all where that is more."""
    placed = [(at, row) for at, table in enumerate(tables) for row in table[rows]]
    page, shown = Paginator(placed, LINES).get_page(request.GET.get("page")), defaultdict(list)
    for at, row in page:
        shown[at].append(row)
    of = {at: len(tables[at][rows]) for at in shown}
    return [tables[at] | {rows: own, "cut": of[at] if len(own) < of[at] else 0} for at, own in shown.items()], page


def to(view: str, attribute: str = "pk") -> Callable:
    """For a column's `linkify`: the record's own page in the partnership of the request."""

    def address(record, table):
        return reverse(view, args=[table.request.partnership.slug, Accessor(attribute).resolve(record)])

    return address
