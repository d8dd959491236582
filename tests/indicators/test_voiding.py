"""Figures and amounts that were entered by mistake are taken back: they count nowhere, and their history says why."""

import re

import pytest
from django.db import IntegrityError, connection, transaction
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from accounts.roles import Role
from core.db.tenancy import partnership_scope
from core.history.voiding import VoidableModel
from core.row_level_security.tenants import tenant_models
from core.timelines import timelines
from indicators.models import IndicatorValue, Measure, PeopleAnswer, PrintedTotal
from partnership.models import Contribution, Income, Spending
from tests import factories

KIT = re.compile(r'<input type="hidden" name="(version|receipt)" value="([^"]*)"')
MODELS = [IndicatorValue, Measure, PeopleAnswer, PrintedTotal, Contribution, Income, Spending]
WHY = "Entered twice, <by> mistake."


def label(model):
    return model._meta.label_lower


@pytest.fixture
def officer(darlington, member, client_for):
    return client_for(member(darlington, Role.OFFICER))


@pytest.fixture
def reader(darlington, member, client_for):
    return client_for(member(darlington, Role.SCRUTINEER))


@pytest.fixture
def make(darlington):
    def made(model, **facts):
        with partnership_scope(darlington):
            return getattr(factories, f"{model.__name__}Factory")(**facts)

    return made


def address(row):
    return reverse("void", args=["darlington", label(type(row)), row.pk])


def history(row):
    return reverse("history", args=["darlington", label(type(row)), row.pk])


def text(response):
    return response.content.decode()


def send(client, row, why=WHY):
    return client.post(address(row), dict(KIT.findall(text(client.get(address(row))))) | {"void_reason": why})


def counted(darlington, model):
    with partnership_scope(darlington):
        return model.objects.count(), model.with_voided.count()


def test_every_model_that_can_be_taken_back_has_its_page_and_history():
    found = {model for model in tenant_models() if issubclass(model, VoidableModel)}

    assert found == set(MODELS)
    assert {label(model) for model in found} <= set(timelines())


@pytest.mark.parametrize("model", MODELS, ids=label)
def test_a_row_is_taken_back_with_a_reason_and_told_in_its_history(officer, reader, darlington, make, model):
    row = make(model)
    asked = text(officer.get(address(row)))
    assert "Why is it withdrawn?" in asked
    assert "Enter why it is withdrawn" in text(send(officer, row, ""))
    assert counted(darlington, model) == (1, 1)

    done = officer.post(address(row), dict(KIT.findall(asked)) | {"void_reason": WHY}, follow=True)
    assert "is withdrawn." in text(done)
    assert done.status_code == 200
    assert counted(darlington, model) == (0, 1)
    told = text(reader.get(history(row)))
    assert "Withdrawn" in told
    assert "Entered twice, &lt;by&gt; mistake." in told


@pytest.mark.parametrize("model", MODELS, ids=label)
def test_the_same_may_be_entered_again_but_once(darlington, make, model):
    row = make(model)
    again = {
        field.name: getattr(row, field.name)
        for field in model._meta.concrete_fields
        if field.name != "id" and not field.generated
    }
    with partnership_scope(darlington):
        model.objects.update(void_reason=WHY)
        model.objects.create(**again)
        with pytest.raises(IntegrityError, match="_once"), transaction.atomic():
            model.objects.create(**again)


def test_a_second_click_leads_on(officer, darlington, make):
    row = make(Income)
    kit = dict(KIT.findall(text(officer.get(address(row)))))
    officer.post(address(row), kit | {"void_reason": WHY})
    again = officer.post(address(row), kit | {"void_reason": WHY}, follow=True)

    assert "is withdrawn already" in text(again)
    with partnership_scope(darlington):
        assert Income.with_voided.get().void_reason == WHY
        assert Income.pgh_event_model.objects.filter(pgh_obj_id=row.pk).count() == 2


def test_what_somebody_has_changed_since_is_looked_at_first(officer, darlington, make):
    row = make(Income)
    kit = dict(KIT.findall(text(officer.get(address(row)))))
    with partnership_scope(darlington):
        Income.objects.update(amount=7)

    assert "This was saved since" in text(officer.post(address(row), kit | {"void_reason": WHY}))
    assert counted(darlington, Income) == (1, 1)


def test_a_link_to_it_leads_to_its_history(officer, darlington, make):
    row = make(Contribution)
    send(officer, row)
    page = officer.get(reverse("partnership:contribution", args=["darlington", row.pk]))

    assert page.url == history(row)
    assert "was withdrawn." in text(officer.get(page.url))


def test_a_published_figure_leads_to_what_became_of_its_record(officer, darlington, make):
    row = make(Measure)
    source = reverse("reporting:source", args=["darlington", "indicators.measure", row.pk])
    assert officer.get(source).url == reverse("indicators:measure_topic", args=["darlington", row.topic])

    send(officer, row)
    assert officer.get(source).url == history(row)


def test_it_stands_in_no_page_or_export_any_more(officer, make):
    row = make(Measure, topic="Cakes", category="Buns", value=987)
    make(Measure, topic="Cakes", category="Tarts", value=2)
    send(officer, row)
    officer.get(reverse("partnership:home", args=["darlington"]))  # says so once

    for page in (
        reverse("indicators:measure_topic", args=["darlington", "Cakes"]),
        reverse("imports:export", args=["darlington", "measures", "csv"]),
        f"{reverse('search', args=['darlington'])}?q=Cakes",
    ):
        assert b"Buns" not in b"".join(officer.get(page))
    listed = text(officer.get(reverse("voided", args=["darlington"])))
    assert "Cakes: Buns, 2019-20" in listed
    assert history(row) in listed


def test_the_last_figure_of_a_topic_leads_to_the_list(officer, make):
    row = make(Measure, topic="Cakes")

    assert send(officer, row).url == reverse("indicators:measures", args=["darlington"])


def test_what_a_section_shows_is_not_taken_back(officer, darlington, make):
    row = make(Measure, topic="Training", category="Attendances", value=2861)
    items = [{"measure": "Training", "category": "Attendances", "period": "2019-20", "unit": "n"}]
    with partnership_scope(darlington):
        report = factories.ReportFactory(year="2019-20")
        section = factories.SectionFactory(
            report=report, title="In numbers", key="n", kind="live", source="key-figures", options={"items": items}
        )
    refused = text(send(officer, row))
    assert "It cannot be withdrawn: something shows it" in refused
    assert f"“In numbers” of {report}" in refused
    assert reverse("reporting:section_shows", args=["darlington", "2019-20", "n"]) in refused
    assert counted(darlington, Measure) == (1, 1)

    with partnership_scope(darlington):
        section.options = {"items": []}
        section.save()
    send(officer, row)
    assert counted(darlington, Measure) == (0, 1)


def test_one_of_several_that_a_section_shows_is_not_taken_back(officer, darlington, make):
    rows = [make(IndicatorValue, indicator=factories.IndicatorFactory(number=number)) for number in (9811, 9812)]
    with partnership_scope(darlington):
        options = {"numbers": [9811, 9812]}
        report = factories.ReportFactory(year="2019-20")
        factories.SectionFactory(report=report, kind="live", source="indicators", options=options)
    refused = text(send(officer, rows[0]))

    assert "It shows 9811. Indicator 9811." in refused
    assert "9812. Indicator" not in refused
    assert counted(darlington, IndicatorValue) == (2, 2)


def test_a_published_report_holds_nothing_back(officer, darlington, make):
    row = make(Measure, topic="Training", category="Attendances")
    items = [{"measure": "Training", "category": "Attendances", "period": "2019-20", "unit": "n"}]
    with partnership_scope(darlington):
        edition = factories.EditionFactory(report__year="2019-20", state="published")
        factories.SectionFactory(report=edition.report, kind="live", source="key-figures", options={"items": items})
        before = edition.snapshot
    send(officer, row)

    assert counted(darlington, Measure) == (0, 1)
    with partnership_scope(darlington):
        edition.refresh_from_db()
    assert edition.snapshot == before


def test_readers_see_the_list_and_take_nothing_back(reader, make, darlington):
    row = make(Income)

    assert reader.get(address(row)).status_code == 403
    assert reader.post(address(row), {"void_reason": WHY}).status_code == 403
    assert "No withdrawn entries" in text(reader.get(reverse("voided", args=["darlington"])))


def test_what_ends_is_not_taken_back(officer, darlington):
    with partnership_scope(darlington):
        agency = factories.AgencyFactory()

    assert officer.get(address(agency)).status_code == 404


def test_the_list_asks_no_more_for_many_rows(officer, darlington):
    counts = []
    for more in (1, 3):
        with partnership_scope(darlington):
            for model in MODELS:
                for _ in range(more):
                    getattr(factories, f"{model.__name__}Factory")(void_reason=WHY)

        with CaptureQueriesContext(connection) as asked:
            officer.get(reverse("voided", args=["darlington"]))
        counts.append(len(asked))
    assert counts[0] == counts[1]
