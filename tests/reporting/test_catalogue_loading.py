from io import StringIO

import pytest
from django.core.management import CommandError, call_command

from indicators.models import Indicator
from reporting.models import ChecklistItem, ReportTemplate


def load() -> str:
    out = StringIO()
    call_command("load_catalogues", stdout=out)
    return out.getvalue()


@pytest.mark.django_db(databases=["default", "owner"], transaction=True)
def test_loading_twice_leaves_one_of_each(catalogues):
    assert load() == load()
    shipped = Indicator.objects.filter(number__lte=104, edition="2026")
    assert shipped.count() == 104
    assert shipped.get(number=34).good_direction == Indicator.Direction.NEUTRAL
    assert ReportTemplate.objects.get(code="working-together-2018").sections[0]["key"] == "foreword"
    assert ChecklistItem.objects.get(code="A9i").is_verified


@pytest.mark.django_db(databases=["default", "owner"], transaction=True)
def test_loading_puts_right_what_differs(catalogues):
    ReportTemplate.objects.using("owner").filter(code="adults").update(name="Something else")
    load()
    assert ReportTemplate.objects.get(code="adults").name.startswith("Yearly report")


def test_without_the_owner_it_says_what_is_missing(monkeypatch):
    monkeypatch.setattr("reporting.management.commands.load_catalogues.connections", {"default": None})
    with pytest.raises(CommandError, match="DATABASE_OWNER_URL"):
        call_command("load_catalogues")
