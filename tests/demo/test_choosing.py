"""The demo's own sections, opened in the page that chooses what they show, and the templates, chosen for."""

import tomllib

import pytest

from core.calendar.financial_years import FinancialYear
from core.reports.sources import sources
from reporting.catalogue import loading
from reporting.models import ReportTemplate
from reporting.services import reports, shows
from reporting.snapshots import problems
from tests import database
from tests.demo.test_sections import DEMO, REPORTS, live_sections


@pytest.fixture(scope="module")
def catalogues(catalogue, django_db_blocker):
    """All that is shipped, for the whole file: it can be taken back only once no test's transaction refers to it."""
    with django_db_blocker.unblock(), database.catalogues_as_before():
        loading.load()
        yield


@pytest.mark.parametrize("slug", REPORTS)
def test_saving_what_is_chosen_changes_nothing_of_a_section(slug, loaded):
    partnership, year = loaded(slug), FinancialYear(2019)
    checked = 0
    for section in live_sections(slug):
        source, options = sources()[section["source"]], section.get("options", {})
        if source.chooser is None:
            continue
        offered = source.chooser.offer(partnership, year, options)
        saved = offered.options(offered.chosen)

        assert offered.gone == (), section["key"]
        assert source.build(partnership, year, saved) == source.build(partnership, year, options), section["key"]
        checked += 1
    assert checked > 10


@pytest.mark.parametrize("slug", REPORTS)
def test_a_report_from_a_template_compiles_once_its_sections_are_chosen_for(slug, loaded, catalogues):
    partnership = loaded(slug)
    code = tomllib.loads((DEMO / slug / "report" / "report.toml").read_text())["template"]
    template = ReportTemplate.objects.get(code=code)
    report = reports.start(
        partnership=partnership, year=FinancialYear(2019), template=template, title="Annual report", by=None
    )

    for section in report.sections.filter(kind="live"):
        offered = shows.offer(section) if section.chooser else None
        if offered and offered.choices:
            values = offered.chosen or [offered.choices[0].value]
            shows.choose(section=section, values=values, by=None)

    assert [(section.key, reason) for section, reason in problems(report) if section.kind == "live"] == []
