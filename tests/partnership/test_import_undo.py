"""An import is taken back by another one: what it wrote is found in the history, and later changes are asked about."""

import datetime

import pytest

from core.db.tenancy import partnership_scope
from core.imports import WrongFile, batches, kind_named
from core.imports.traces import Traces
from core.imports.undoing import NothingToUndo, undo, undoing
from core.models import ImportBatch
from partnership.models import Agency, Budget, Contribution, Income
from tests.factories import AgencyFactory, BudgetFactory, ContributionFactory, IncomeFactory, UserFactory
from tests.partnership.importing import file_of

DAY = datetime.date(2026, 11, 20)
COUNCIL = {"Year": "2019-20", "Agency": "Council", "Paid": "Cash"}

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture
def officer():
    return UserFactory()


def imported(partnership, by, kind, *rows):
    """A batch that was received and confirmed, in a transaction of its own as requests are."""
    with partnership_scope(partnership, by=by):
        batch = batches.receive(
            partnership=partnership, kind=kind_named(kind), name="in.csv", content=file_of(kind, *rows), by=by
        )
        batch = batches.confirm(batch=batch, by=by)
        assert batch.state == ImportBatch.State.DONE
        return batch


def undone_by(partnership, by, batch, **options):
    """The undo of a batch, prepared and confirmed."""
    with partnership_scope(partnership, by=by):
        prepared = undo(batch=batch, by=by, **{"last_day": DAY, **options})
        assert prepared.state == ImportBatch.State.READY, [
            row.sentences() for row in batches.preview_rows(prepared)[0:9]
        ]
        return batches.confirm(batch=prepared, by=by)


@pytest.fixture
def contribution(darlington):
    with partnership_scope(darlington):
        return ContributionFactory(agency__name="Council", agreed=100)


def kept(partnership, model=Contribution):
    with partnership_scope(partnership):
        return model.objects.get()


def test_what_an_import_changed_is_told_from_the_history(darlington, officer, contribution):
    batch = imported(darlington, officer, "contributions", COUNCIL | {"Agreed": "120", "Received": "60"})

    with partnership_scope(darlington):
        (trace,) = Traces(batch)[0:10]
    assert (trace.label, trace.is_new) == ("2019-20, Council, Cash", False)
    assert [(cell.heading, cell.before, cell.wrote) for cell in trace.cells] == [
        ("Agreed", "100", "120"),
        ("Received", "", "60"),
    ]


def test_an_undo_puts_back_values_and_empties_what_was_empty(darlington, officer, contribution):
    batch = imported(darlington, officer, "contributions", COUNCIL | {"Agreed": "120", "Received": "60"})
    undone_by(darlington, officer, batch)

    row = kept(darlington)
    assert (row.agreed, row.received) == (100, None)


def test_an_undo_of_an_undo_brings_it_all_again(darlington, officer, contribution):
    batch = imported(darlington, officer, "contributions", COUNCIL | {"Agreed": "120", "Received": "60"})
    first = undone_by(darlington, officer, batch)
    undone_by(darlington, officer, first)

    row = kept(darlington)
    assert (row.agreed, row.received) == (120, 60)


def test_what_changed_since_is_left_unless_it_is_asked_for(darlington, officer, contribution):
    batch = imported(darlington, officer, "contributions", COUNCIL | {"Agreed": "120"})
    with partnership_scope(darlington):
        Contribution.objects.update(agreed=130)
        (conflict,) = undoing(batch).conflicts
        assert [(cell.before, cell.wrote, cell.now) for cell in conflict.cells] == [("100", "120", "130")]
        with pytest.raises(NothingToUndo):
            undo(batch=batch, by=officer, last_day=DAY)

    undone_by(darlington, officer, batch, also=frozenset({contribution.pk}))
    assert kept(darlington).agreed == 100


def test_what_an_undo_would_not_change_is_no_conflict(darlington, officer, contribution):
    batch = imported(darlington, officer, "contributions", COUNCIL | {"Agreed": "120"})
    with partnership_scope(darlington):
        Contribution.objects.update(agreed=100)
        found = undoing(batch)
    assert (found.conflicts, found.put_back, len(found.as_before)) == ((), (), 1)


def test_a_new_record_ends_where_it_can_and_stays_where_it_cannot(darlington, officer):
    agencies = imported(
        darlington, officer, "agencies", {"Agency": "Old"}, {"Agency": "Future", "Starts on": "2027-04-01"}
    )
    budgets = imported(darlington, officer, "budgets", {"Year": "2019-20", "Opening reserve": "5"})
    with partnership_scope(darlington):
        assert [trace.label for trace in undoing(budgets).staying] == ["2019-20"]
        with pytest.raises(NothingToUndo):
            undo(batch=budgets, by=officer, last_day=DAY)
    first = undone_by(darlington, officer, agencies)

    with partnership_scope(darlington):
        ends = dict(Agency.objects.values_list("name", "ends_on"))
        assert Budget.objects.exists()
    assert ends == {"Old": DAY, "Future": datetime.date(2027, 4, 1)}
    undone_by(darlington, officer, first)
    with partnership_scope(darlington):
        assert set(Agency.objects.values_list("ends_on", flat=True)) == {None}


def test_a_new_figure_is_taken_back_and_may_come_again(darlington, officer):
    row = {"Year": "2019-20", "Item": "Fees", "Amount": "120"}
    batch = imported(darlington, officer, "income", row)
    with partnership_scope(darlington):
        assert [trace.label for trace in undoing(batch).to_void] == ["2019-20, Fees"]
    undone = undone_by(darlington, officer, batch)

    with partnership_scope(darlington):
        assert not Income.objects.exists()
        assert Income.with_voided.get().void_reason == "The import of in.csv was undone."
        assert len(Traces(batch)[0:10]) == 1
        assert len(undoing(batch).voided) == 1
        with pytest.raises(NothingToUndo):
            undo(batch=batch, by=officer, last_day=DAY)
        assert len(undoing(undone).to_return) == 1
    again = imported(darlington, officer, "income", row)
    assert (again.new, again.changed) == (1, 0)
    with partnership_scope(darlington):
        assert Income.objects.get().amount == 120
        prepared = undo(batch=undone, by=officer, last_day=DAY)
        (wrong,) = batches.preview_rows(prepared)[0:9]
        assert prepared.state == ImportBatch.State.WRONG
        assert "the same has been entered again since" in wrong.sentences()[0]


def test_what_an_undo_took_back_stands_again_with_its_later_values(darlington, officer):
    batch = imported(darlington, officer, "income", {"Year": "2019-20", "Item": "Fees", "Amount": "120"})
    with partnership_scope(darlington, by=officer):
        Income.objects.update(amount=130)
        row = Income.objects.get()
    undone = undone_by(darlington, officer, batch, also={row.pk})
    # Another of the same key, taken back for another reason, stays so.
    imported(darlington, officer, "income", {"Year": "2019-20", "Item": "Fees", "Amount": "7"})
    with partnership_scope(darlington, by=officer):
        Income.objects.update(void_reason="By mistake")
        prepared = undo(batch=undone, by=officer, last_day=DAY)
        (shown,) = batches.preview_rows(prepared)[0:9]
    assert {("Withdrawn", "The import of in.csv was undone.", ""), ("Amount", "", "130")} <= set(
        map(tuple, shown.changes)
    )

    with partnership_scope(darlington, by=officer):
        prepared = batches.confirm(batch=prepared, by=officer)
        assert prepared.state == ImportBatch.State.DONE
    with partnership_scope(darlington):
        assert (Income.objects.get().pk, Income.objects.get().amount) == (row.pk, 130)
        assert Income.with_voided.count() == 2
        with pytest.raises(NothingToUndo):
            undo(batch=undone, by=officer, last_day=DAY)
    undone_by(darlington, officer, prepared)
    with partnership_scope(darlington):
        assert not Income.objects.exists()


def test_a_row_that_is_back_by_now_is_not_made_anew(darlington, officer):
    batch = imported(darlington, officer, "income", {"Year": "2019-20", "Item": "Fees", "Amount": "120"})
    undone = undone_by(darlington, officer, batch)
    with partnership_scope(darlington, by=officer):
        first, second = (undo(batch=undone, by=officer, last_day=DAY) for _ in range(2))
        batches.confirm(batch=first, by=officer)
        waits = batches.confirm(batch=second, by=officer)
        assert (waits.state, waits.same) == (ImportBatch.State.READY, 1)
        assert Income.with_voided.count() == 1


def test_a_new_figure_that_changed_since_is_asked_about_and_shown_as_it_goes(darlington, officer):
    with partnership_scope(darlington):
        AgencyFactory(name="Council")
    batch = imported(darlington, officer, "contributions", COUNCIL | {"Agreed": "120"})
    with partnership_scope(darlington, by=officer):
        Contribution.objects.update(received=50)

        (conflict,) = undoing(batch).conflicts
        assert [(cell.heading, cell.now) for cell in conflict.cells] == [("Received", "50")]
        with pytest.raises(NothingToUndo):
            undo(batch=batch, by=officer, last_day=DAY)
        prepared = undo(batch=batch, by=officer, also={conflict.instance.pk}, last_day=DAY)
        (row,) = batches.preview_rows(prepared)[0:9]
        assert {("Agreed", "120", ""), ("Received", "50", "")} <= set(map(tuple, row.changes))

        Contribution.objects.update(received=70)
        waits = batches.confirm(batch=prepared, by=officer)
        assert (waits.state, Contribution.objects.get().received) == (ImportBatch.State.READY, 70)
        batches.confirm(batch=waits, by=officer)
        assert not Contribution.objects.exists()


def test_only_the_file_of_an_undo_takes_back(darlington, officer):
    content = b"Year,Item,Amount,Source,Withdrawn\n2019-20,Fees,120,,Now\n"
    with partnership_scope(darlington, by=officer), pytest.raises(WrongFile, match="“Withdrawn”, which is not"):
        batches.receive(partnership=darlington, kind=kind_named("income"), name="in.csv", content=content, by=officer)


def test_an_agency_gets_its_former_organisation_back(darlington, officer):
    with partnership_scope(darlington):
        before = AgencyFactory(name="Health", organisation__name="Old CCG").organisation_id
    batch = imported(darlington, officer, "agencies", {"Agency": "Health", "Organisation": "New ICB"})
    assert kept(darlington, Agency).organisation_id != before

    undone_by(darlington, officer, batch)
    assert kept(darlington, Agency).organisation_id == before


def test_entries_of_a_list_stay_and_are_counted(darlington, officer):
    with partnership_scope(darlington):
        AgencyFactory(name="Old"), AgencyFactory(name="New")
    batch = imported(darlington, officer, "agencies", {"Agency": "New", "Follows": "Old", "Short name": "N"})

    with partnership_scope(darlington):
        found = undoing(batch)
    assert (found.additions, [trace.label for trace in found.put_back]) == (1, ["New"])
    assert not found.is_complete


def test_two_imports_of_one_person_are_not_mixed_up(darlington, officer):
    with partnership_scope(darlington):
        BudgetFactory(year="2019-20", opening_reserve=1)
    for reserve in ("2", "3"):
        batch = imported(darlington, officer, "budgets", {"Year": "2019-20", "Opening reserve": reserve})

    with partnership_scope(darlington):
        (trace,) = undoing(batch).put_back
    assert [(cell.before, cell.wrote) for cell in trace.cells] == [("2", "3")]


def test_an_import_that_was_not_carried_out_cannot_be_undone(darlington, officer):
    with partnership_scope(darlington, by=officer):
        content = file_of("budgets", {"Year": "2019-20", "Opening reserve": "5"})
        batch = batches.receive(
            partnership=darlington, kind=kind_named("budgets"), name="in.csv", content=content, by=officer
        )
        with pytest.raises(NothingToUndo, match="not carried out"):
            undo(batch=batch, by=officer, last_day=DAY)


def test_only_the_file_of_an_undo_may_empty_a_value(darlington, officer, contribution):
    with partnership_scope(darlington, by=officer):
        content = file_of("contributions", COUNCIL | {"Agreed": "(empty)"})
        batch = batches.receive(
            partnership=darlington, kind=kind_named("contributions"), name="in.csv", content=content, by=officer
        )
    assert batch.state == ImportBatch.State.WRONG


def test_a_large_undo_waits_for_a_job(darlington, officer):
    rows = [{"Year": "2019-20", "Item": f"Item {n}", "Amount": "5"} for n in range(501)]
    with partnership_scope(darlington, by=officer):
        for row in rows:
            IncomeFactory(item=row["Item"], amount=4)
        content = file_of("income", *rows)
        kind = kind_named("income")
        batch = batches.receive(partnership=darlington, kind=kind, name="in.csv", content=content, by=officer)
        batches.keep_preview(batch, batches.planned(batch, batches.sheet_of(batch)))
        batch.state = ImportBatch.State.WRITING
        batches.write(batch, batches.sheet_of(batch))
    with partnership_scope(darlington, by=officer):
        prepared = undo(batch=batch, by=officer, last_day=DAY)
        assert prepared.state == ImportBatch.State.CHECKING
        assert prepared.job
        assert batches.planned(prepared, batches.sheet_of(prepared)).counts["changed"] == 501
