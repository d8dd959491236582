"""The pages on which an import is looked back on and undone."""

import datetime
import re

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse

from core.db.tenancy import partnership_scope
from core.models import ImportBatch
from partnership.models import Agency, Contribution, Income
from tests.factories import ContributionFactory
from tests.partnership.importing import file_of

pytestmark = pytest.mark.django_db(transaction=True)
ROW = {"Year": "2019-20", "Agency": "The Council", "Paid": "Cash"}
DAY = {"last_day_day": "20", "last_day_month": "11", "last_day_year": "2026"}


@pytest.fixture
def contribution(darlington):
    with partnership_scope(darlington):
        return ContributionFactory(agency__name="The Council", agreed=100)


def words(response):
    return " ".join(re.sub(r"<[^>]+>", " ", response.content.decode()).split())


def imported(client, kind, *rows):
    """The address of a batch that was uploaded and confirmed."""
    upload = {"file": SimpleUploadedFile("in.csv", file_of(kind, *rows))}
    address = client.post(reverse("imports:kind", args=["darlington", kind]), upload).url
    client.post(f"{address}confirm/")
    return address


def agreed(partnership):
    with partnership_scope(partnership):
        return Contribution.objects.get().agreed


def test_a_batch_says_afterwards_what_it_changed(officer, darlington, contribution):
    address = imported(officer, "contributions", ROW | {"Agreed": "120"})
    assert "Agreed: 100 120 As imported" in words(officer.get(address))

    with partnership_scope(darlington):
        Contribution.objects.update(agreed=130)
    assert "Agreed is now 130" in words(officer.get(address))
    history = words(officer.get(reverse("imports:history", args=["darlington"])))
    assert "in.csv Contributions Imported" in history


def test_an_undo_leads_to_a_preview_and_can_be_undone(officer, darlington, contribution):
    address = imported(officer, "contributions", ROW | {"Agreed": "120", "Received": "60"})
    assert "Agreed from 120 to 100; Received from 60 to (empty)" in words(officer.get(f"{address}undo/"))
    prepared = officer.post(f"{address}undo/").url

    assert agreed(darlington) == 120
    page = words(officer.get(prepared))
    assert "It undoes in.csv" in page
    assert "Received: £60 (empty)" in page
    assert "Prepared on" in page
    assert "Carry out the undo" in page
    assert "Upload" not in page
    done = words(officer.post(f"{prepared}confirm/", follow=True))
    assert "in.csv was undone: 1 record was changed." in done
    assert "Carried out. Prepared on" in done
    assert "1 record changed." in done
    assert "0 new" not in done
    assert agreed(darlington) == 100
    assert "An undo of it, Undo of in.csv" in words(officer.get(address))
    again = officer.post(f"{prepared}undo/").url
    officer.post(f"{again}confirm/")
    assert agreed(darlington) == 120


def test_a_later_change_is_put_back_only_with_a_tick(officer, darlington, contribution):
    address = imported(officer, "contributions", ROW | {"Agreed": "120"})
    with partnership_scope(darlington):
        Contribution.objects.update(agreed=130)

    assert "Agreed from “130” to “100”" in words(officer.get(f"{address}undo/"))
    assert "Nothing is left" in words(officer.post(f"{address}undo/"))
    prepared = officer.post(f"{address}undo/", {"also": [str(contribution.pk)]}).url
    officer.post(f"{prepared}confirm/")
    assert agreed(darlington) == 100


def test_what_an_import_added_ends_on_the_day_that_is_said(officer, darlington):
    address = imported(officer, "agencies", {"Agency": "Sent by mistake"})

    assert "Enter the last day" in words(officer.post(f"{address}undo/", {"last_day_day": ""}))
    prepared = officer.post(f"{address}undo/", DAY).url
    officer.post(f"{prepared}confirm/")
    with partnership_scope(darlington):
        assert Agency.objects.get().ends_on == datetime.date(2026, 11, 20)


def test_what_cannot_end_is_said_to_stay(officer, darlington):
    address = imported(officer, "budgets", {"Year": "2019-20", "Opening reserve": "5"})
    page = words(officer.get(f"{address}undo/"))

    assert "Stay, because nothing is ever deleted" in page
    assert "There is nothing that another import could put back" in page


def test_an_import_that_waits_cannot_be_undone(officer, darlington):
    upload = {"file": SimpleUploadedFile("in.csv", file_of("budgets", {"Year": "2019-20", "Opening reserve": "5"}))}
    address = officer.post(reverse("imports:kind", args=["darlington", "budgets"]), upload).url

    assert "not carried out" in words(officer.get(f"{address}undo/", follow=True))
    with partnership_scope(darlington):
        assert ImportBatch.objects.count() == 1


def test_the_files_are_filtered_by_kind_and_state(officer, darlington):
    imported(officer, "budgets", {"Year": "2019-20", "Opening reserve": "5"})
    address = reverse("imports:history", args=["darlington"])

    assert "1 file " in words(officer.get(address, {"records": "budgets", "state": "done"}))
    assert "No files match" in words(officer.get(address, {"records": "agencies"}))


def test_a_figure_that_an_undo_took_back_is_back_as_the_page_says(officer, darlington):
    address = imported(officer, "income", {"Year": "2019-20", "Item": "Fees", "Amount": "120"})
    assert "it can be undone in the same way" in words(officer.get(f"{address}undo/"))
    prepared = officer.post(f"{address}undo/").url
    officer.post(f"{prepared}confirm/")

    page = words(officer.get(f"{prepared}undo/"))
    assert "Undo this undo" in page
    assert "Withdrawn by the undo, and there again: 1 2019-20, Fees Prepare the undo" in page
    again = officer.post(f"{prepared}undo/").url
    assert "Amount: (empty) 120" in words(officer.get(again))
    officer.post(f"{again}confirm/")
    with partnership_scope(darlington):
        assert Income.objects.get().amount == 120


def test_an_undo_is_dropped_as_such(officer, darlington, contribution):
    address = imported(officer, "contributions", ROW | {"Agreed": "120"})
    prepared = officer.post(f"{address}undo/").url

    assert "The undo of in.csv was dropped." in words(officer.post(f"{prepared}drop/", follow=True))


def test_the_kinds_lead_to_lists_and_say_how_many(officer, darlington, contribution):
    page = officer.get(reverse("records", args=["darlington"]))

    assert "1 contribution : see the list" in words(page).replace("contribution:", "contribution :")
    for name in ("partnership:contributions", "indicators:printed_totals"):
        assert f'href="{reverse(name, args=["darlington"])}"' in page.content.decode()
