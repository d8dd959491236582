from datetime import date

import django_tables2
import pytest
from django.test import RequestFactory
from pytest_django.asserts import assertInHTML

from core.lists import tables


class AgencyTable(tables.Table):
    name = tables.Column(footer="Total")
    starts_on = tables.DateColumn(verbose_name="Since")
    staff = tables.NumberColumn()
    agreed = tables.MoneyColumn(footer="£3,600", pence=True, orderable=False)
    caption = "Agencies & funders"
    nouns = ("agency", "agencies")
    empty = {"title": "No agencies yet", "text": "Import them.", "href": "/import", "action": "Import agencies"}


def rows(count):
    return [{"name": f"Agency {n:02}", "starts_on": date(2019, 7, 1), "staff": 1200, "agreed": n} for n in range(count)]


def draw(count, query=""):
    request = RequestFactory().get(f"/durham/agencies/{query}")
    table = AgencyTable(rows(count))
    django_tables2.RequestConfig(request, paginate={"per_page": 30}).configure(table)
    return table.as_html(request)


@pytest.mark.parametrize(("count", "says"), [(1, "1 agency"), (30, "30 agencies"), (61, "1 to 30 of 61 agencies")])
def test_a_list_says_how_much_it_holds(count, says):
    assertInHTML(f'<p class="p-list__count" id="count" role="status">{says}</p>', draw(count))


def test_a_cell_is_a_row_header_a_date_a_number_or_money():
    html = draw(1)

    assertInHTML('<th scope="row" class="govuk-table__header p-table__row-header">Agency 00</th>', html)
    assertInHTML('<td class="govuk-table__cell p-nowrap">1 Jul 2019</td>', html)
    assertInHTML('<td class="govuk-table__cell govuk-table__cell--numeric">1,200</td>', html)
    assertInHTML('<td class="govuk-table__cell govuk-table__cell--numeric">£0.00</td>', html)
    assertInHTML('<td class="govuk-table__cell govuk-table__cell--numeric">£3,600</td>', html)


def test_headings_sort_by_links_and_say_so():
    html = draw(2, "?sort=-name&kind=f")

    assert 'aria-sort="descending"' in html
    assert 'href="?sort=name&amp;kind=f&amp;page=1"' in html
    assert html.count("aria-sort") == 3
    assert html.index("Agency 01") < html.index("Agency 00")


def test_the_scroll_region_has_a_name_and_can_be_reached():
    assert 'role="region" tabindex="0" aria-label="Agencies &amp; funders"' in draw(1)


def test_pages_are_linked_where_there_are_several():
    assert "govuk-pagination" not in draw(30)
    assert 'href="?page=2"' in draw(31)


def test_an_empty_list_says_what_to_do():
    html = draw(0)

    assert "<table" not in html
    assert "No agencies yet" in html
    assert 'href="/import"' in html
