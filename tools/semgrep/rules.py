"""An example of what each rule finds, and of what it leaves alone. Nothing runs this file."""

import openpyxl
import weasyprint
from django.db import connection, models
from django.utils.html import format_html
from django.views.decorators.csrf import csrf_exempt


def scopes(cursor):
    # ruleid: scope-set-outside-tenancy
    cursor.execute("SELECT set_config('app.scope', %s, true)")
    # ruleid: scope-set-outside-tenancy, session-level-setting
    cursor.execute("SELECT set_config('app.scope', %s, false)")


def queries(model):
    # ruleid: manager-without-scope
    model._base_manager.all()
    # ok: manager-without-scope
    model.objects.all()
    # ruleid: raw-sql
    connection.cursor()
    # ruleid: raw-sql
    model.objects.raw("SELECT 1")


def html(value):
    # ruleid: format-html-of-made-text
    format_html(f"<b>{value}</b>")
    # ruleid: format-html-of-made-text
    format_html("<b>%s</b>" % value)
    # ok: format-html-of-made-text
    format_html("<b>{}</b>", value)


def pdf(text, fetcher):
    # ruleid: weasyprint-without-fetcher
    weasyprint.HTML(string=text)
    # ok: weasyprint-without-fetcher
    weasyprint.HTML(string=text, url_fetcher=fetcher)


class Money(models.Model):
    # ruleid: float-field
    pounds = models.FloatField()
    # ok: float-field
    exact = models.DecimalField(max_digits=12, decimal_places=2)


# ruleid: csrf-exempt
@csrf_exempt
def view(request):
    return None


def workbook(path):
    # ruleid: workbook-outside-its-subprocess
    return openpyxl.load_workbook(path)


# ruleid: permission-asked-in-the-body
def page(request, slug):
    request.member.check("view_records")
    return None


# ruleid: permission-asked-in-the-body
def _row(request, pk):
    """Also where something is said before it."""
    request.member.check("view_records")
    return None


def test_page(page):
    # ruleid: page-read-without-waiting
    assert page.locator("h1").is_visible()
    # ruleid: page-read-without-waiting
    assert "Saved" in page.locator("main").inner_text()
    # ok: page-read-without-waiting
    expect(page.locator("h1")).to_be_visible()
