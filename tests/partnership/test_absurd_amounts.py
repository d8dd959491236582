"""Absurd and early amounts are asked about and can be confirmed with a reason: on pages, in files, from the shell."""

import json

import pytest
from django.core.management import call_command
from django.utils import timezone

from core.calendar.financial_years import FinancialYear
from core.db.tenancy import partnership_scope
from core.imports import batches, kind_named
from core.models import ImportBatch
from partnership.models import Contribution, Income, Spending
from tests import factories
from tests.partnership.importing import bring, file_of
from tests.partnership.test_import_pages import url as import_url
from tests.partnership.test_money_pages import kept, send, text, url

ASKED = "£9,000,000 received of £126,000 agreed?"
WHY = "Paid for the whole county"
ROW = {"Year": "2019-20", "Agency": "The Council", "Paid": "Cash", "Agreed": "126000", "Received": "9000000"}


@pytest.fixture
def council(darlington):
    with partnership_scope(darlington):
        return factories.AgencyFactory(name="The Council")


@pytest.fixture
def typed(council):
    return {"agency": council.pk, "agreed": "126,000", "received": "9,000,000", "source": "Letter"}


def add(officer, **typed):
    return send(officer, url("contribution_add", "2019-20", "cash"), **typed)


def history_of(officer, row):
    return text(officer.get(f"/darlington/history/{row._meta.label_lower}/{row.pk}/"))


def test_the_form_comes_back_with_the_question_and_all_that_was_typed(officer, darlington, typed):
    page = text(add(officer, **typed))
    assert "There is a problem" in page
    assert page.count(ASKED) >= 3
    assert "Yes, this is right" in page
    assert 'value="9,000,000"' in page
    assert 'value="Letter"' in page
    assert kept(darlington, Contribution) is None


def test_it_is_kept_with_a_tick_and_a_reason_which_the_history_shows(officer, darlington, typed):
    without = text(add(officer, **typed, is_right=ASKED))
    assert "Enter why it is right" in without
    assert "checked" in without
    unanswered = text(add(officer, **typed, because=WHY))
    assert "Yes, this is right" in unanswered
    assert "For example, paid for two years at once." in unanswered

    assert add(officer, **typed, is_right=ASKED, because=WHY).status_code == 302
    row = kept(darlington, Contribution)
    assert row.confirmed == f"Far more received than due: {WHY}"
    assert f"Far more received than due: {WHY}" in history_of(officer, row)


def test_a_tick_is_for_the_amount_that_was_asked_about(officer, darlington, typed):
    page = text(add(officer, **typed | {"received": "900,000"}, is_right=ASKED, because=WHY))
    assert "£900,000 received of £126,000 agreed?" in page
    assert kept(darlington, Contribution) is None


def test_once_confirmed_it_is_not_asked_again_while_the_amount_stands(officer, darlington, typed):
    add(officer, **typed, is_right=ASKED, because=WHY)
    row = kept(darlington, Contribution)
    change = url("contribution", row.pk)
    assert send(officer, change, **typed | {"source": "Another letter"}).status_code == 302
    assert kept(darlington, Contribution).confirmed == f"Far more received than due: {WHY}"

    assert "£8,000,000 received of £126,000 agreed?" in text(send(officer, change, **typed | {"received": "8000000"}))
    assert send(officer, change, **typed | {"received": "126000"}).status_code == 302
    assert kept(darlington, Contribution).confirmed == ""


def test_far_from_the_year_before_far_beyond_the_plan_and_very_large_are_asked_about(officer, darlington):
    with partnership_scope(darlington):
        factories.SpendingFactory(year="2018-19", item="Children's training", planned=1_000, actual=900)
        factories.IncomeFactory(year="2018-19", item="Fees", amount=100)
    spend, earn = url("spending_add", "2019-20"), url("income_add", "2019-20")
    asked = {
        "£90,000 spent of £1,000 planned?": send(officer, spend, item="Staff", planned="1000", actual="90000"),
        "£60,000 planned, after £1,000 in 2018-19?": send(officer, spend, item="Children’s TRAINING", planned="60000"),
        "£60,000 of income, after £100 in 2018-19?": send(officer, earn, item="Fees", amount="60000"),
        "£6,000,000 of income. Is this right?": send(officer, earn, item="Grant", amount="6000000"),
    }
    for question, response in asked.items():
        assert question.replace("'", "&#x27;") in text(response)
    with partnership_scope(darlington):
        assert Spending.objects.count() == Income.objects.count() == 1


def test_a_sum_among_the_lines_is_asked_about_on_the_page_and_in_a_file(officer, darlington):
    """Kept as a line, it would be added to the others again."""
    asked = "Is “Total income” a line of its own?"
    earn, spend = url("income_add", "2019-20"), url("spending_add", "2019-20")
    with partnership_scope(darlington):
        factories.IncomeFactory(year="2019-20", item="Grant", amount=1_000)
        factories.SpendingFactory(year="2019-20", item="Staff", planned=1_000)
    assert asked in text(send(officer, earn, item="Total income", amount="157000"))
    assert "Is “TOTAL:” a line of its own?" in text(send(officer, spend, item="TOTAL:", planned="157000"))
    for called in ("Overall", "Grand total", "Altogether"):
        assert f"Is “{called}” a line of its own?" in text(send(officer, earn, item=called, amount="157000"))
    row = {"Year": "2019-20", "Amount": "157000"}
    batch = received(darlington, row | {"Item": "Fees"}, row | {"Item": "Total income"}, kind="income")
    assert f"B3: {asked}" in text(officer.get(import_url("preview", batch.pk)))
    with partnership_scope(darlington):
        assert Spending.objects.count() == Income.objects.count() == 1

    assert send(officer, earn, item="Total income", amount="5", is_right=asked, because=WHY).status_code == 200
    question = f"{asked} The portal adds up the lines itself: leave out one that is their sum."
    assert send(officer, earn, item="Total income", amount="5", is_right=question, because=WHY).status_code == 302
    with partnership_scope(darlington):
        assert Income.objects.get(item="Total income").confirmed.endswith(WHY)


def test_a_sum_of_which_no_parts_are_known_is_a_line(officer, darlington):
    assert send(officer, url("spending_add", "2019-20"), item="Total spend", planned="157000").status_code == 302
    row = {"Year": "2018-19", "Amount": "157000", "Item": "Total income"}
    batch = received(darlington, row, kind="income")
    assert "line of its own" not in text(officer.get(import_url("preview", batch.pk)))


def test_money_received_in_a_year_that_has_not_begun_is_asked_about(officer, darlington, typed):
    coming = FinancialYear.of(timezone.localdate()).next()
    address = url("contribution_add", str(coming), "cash")
    early = typed | {"agreed": "100", "received": "100"}
    assert f"£100 received in {coming}, which begins on 1 April {coming.first}?" in text(
        send(officer, address, **early)
    )
    assert send(officer, address, **typed | {"agreed": "100", "received": ""}).status_code == 302


def test_usual_amounts_are_not_asked_about(officer, darlington, typed):
    amounts = {"2017-18": "126000", "2018-19": "130,000", "2019-20": "0", "2020-21": ""}
    for year, received in amounts.items():
        sent = send(officer, url("contribution_add", year, "cash"), **typed | {"received": received})
        assert sent.status_code == 302


# Files


def received(darlington, *rows, kind="contributions"):
    with partnership_scope(darlington):
        content = file_of(kind, *rows)
        return batches.receive(partnership=darlington, kind=kind_named(kind), name="a.csv", content=content, by=None)


def again(darlington, batch):
    with partnership_scope(darlington):
        return ImportBatch.objects.get(pk=batch.pk)


def test_a_preview_lists_the_questions_by_cell_and_asks_once_for_the_file(officer, darlington, council):
    batch = received(darlington, ROW, ROW | {"Year": "2018-19", "Received": "1000"})
    page = text(officer.get(import_url("preview", batch.pk)))
    assert f"G2: {ASKED}" in page
    assert "Why is it right?" in page
    assert "Asked about (1)" in page
    only = text(officer.get(import_url("preview", batch.pk) + "?state=asked"))
    assert ASKED in only
    assert "2018-19" not in only

    refused = text(officer.post(import_url("confirm", batch.pk), {"is_right": "on", "because": ""}))
    assert "Enter why the values are right" in refused
    assert ASKED in refused
    assert kept(darlington, Contribution) is None

    officer.post(import_url("confirm", batch.pk), {"is_right": "on", "because": WHY})
    assert again(darlington, batch).state == "done"
    with partnership_scope(darlington):
        assert [row.confirmed for row in Contribution.objects.order_by("year")] == [
            "",
            f"Far more received than due: {WHY}",
        ]
    assert WHY in text(officer.get(import_url("preview", batch.pk)))


def test_a_file_without_questions_is_confirmed_as_before(officer, darlington, council):
    batch = received(darlington, ROW | {"Received": "126000"})
    assert "Why is it right?" not in text(officer.get(import_url("preview", batch.pk)))
    officer.post(import_url("confirm", batch.pk))
    assert again(darlington, batch).state == "done"


def test_a_service_refuses_a_confirmation_without_a_reason(darlington, council):
    batch = received(darlington, ROW)
    with partnership_scope(darlington), pytest.raises(batches.NotReady, match="Say why"):
        batches.confirm(batch=batch, by=None)


def test_the_same_file_again_asks_nothing(darlington, council):
    assert bring(darlington, "contributions", ROW, because=WHY).is_applied
    preview = bring(darlington, "contributions", ROW | {"Source": "Letter"})
    assert preview.is_applied
    assert preview.asked == 0
    with partnership_scope(darlington):
        assert Contribution.objects.get().confirmed == f"Far more received than due: {WHY}"


def test_a_file_is_compared_with_its_own_rows_of_the_year_before(darlington, council):
    rows = [
        ROW | {"Year": year, "Agreed": amount, "Received": ""}
        for year, amount in (("2018-19", 900), ("2019-20", 90_000))
    ]
    preview = bring(darlington, "contributions", *rows, confirm=False)
    assert [row.asked() for row in preview.rows] == [[], ["E3: £90,000 agreed, after £900 in 2018-19?"]]


def test_an_undo_puts_an_absurd_amount_back_without_asking(darlington, council):
    from core.imports.undoing import undo  # noqa: PLC0415 -- this test only

    bring(darlington, "contributions", ROW, because=WHY)
    batch = received(darlington, ROW | {"Received": "126000"})
    with partnership_scope(darlington):
        batch = batches.confirm(batch=batch, by=None)
        undone = undo(batch=batch, by=None, last_day=timezone.localdate())
        assert undone.asked == 0
        batches.confirm(batch=undone, by=None)
        assert Contribution.objects.get().received == 9_000_000


def test_the_command_line_needs_a_reason(darlington, council, tmp_path, capsys):
    file = tmp_path / "contributions.csv"
    file.write_bytes(file_of("contributions", ROW))
    with pytest.raises(SystemExit):
        call_command("import_records", "darlington", "contributions", str(file), "--confirm")
    said = capsys.readouterr().out
    assert f"G2: {ASKED}" in said
    assert "Nothing was written. 1 value is asked about." in said
    assert "--reason" in said

    call_command("import_records", "darlington", "contributions", str(file), "--confirm", "--reason", WHY, "--json")
    assert json.loads(capsys.readouterr().out)["applied"] is True
    assert kept(darlington, Contribution).confirmed == f"Far more received than due: {WHY}"
