"""Pages by which records come in and go out: every state that a file can be in, and what each of them looks like."""

import threading
from functools import partial

from django.db import connection
from django.urls import reverse
from django.utils import timezone

from accounts.roles import Role
from core.db.tenancy import partnership_scope
from core.imports import batches, kind_named, undoing
from core.models import Document, Export, ImportBatch, Job, Partnership
from partnership.models import Agency
from tests import factories
from tests.pages.state import State
from tests.partnership.importing import file_of

LONG = "An organisation of a very long name that somebody typed into a cell of a spreadsheet " * 3
UNBROKEN = "Einrichtung" * 20


def at(name, *args):
    return reverse(f"imports:{name}", args=["darlington", *args])


def darlington():
    return Partnership.objects.get(slug="darlington")


def received(kind, *rows, name="from-the-council.csv"):
    content = file_of(kind, *rows)
    return batches.receive(partnership=darlington(), kind=kind_named(kind), name=name, content=content, by=None)


def preview(*rows, then=None, **changes):
    """The page of a batch, after `then` was done to it."""

    def made():
        factories.AgencyFactory(name="Durham Constabulary", sector="Police")
        batch = received("agencies", *rows)
        if then:
            then(batch)
        if changes:
            ImportBatch.objects.filter(pk=batch.pk).update(**changes)
        return at("preview", batch.pk)

    return made


NEW = {"Agency": LONG[:200], "Organisation": UNBROKEN, "Note": "Pays in arrears."}
CHANGED = {"Agency": "Durham Constabulary", "Sector group": "Criminal justice", "Kind": "Statutory partner"}
SAME = {"Agency": "Durham Constabulary", "Sector group": "Police"}
WRONG = {"Agency": "Fire service", "Represented by": "Durham Constabulry", "Starts on": "soon", "Kind": "Sponsor"}
FEES = {"Year": "2019-20", "Item": "Course fees", "Amount": "7500"}
MANY = [{"Agency": f"Agency {number}"} for number in range(250)]


def records():
    factories.AgencyFactory.create_batch(3)
    factories.PostFactory()
    return reverse("records", args=["darlington"])


def kind_page(kind="contributions"):
    received("budgets", {"Year": "2019-20", "Opening reserve": "5"}, name=f"{UNBROKEN}.csv")
    return at("kind", kind)


def history():
    for number in range(3):
        received("budgets", {"Year": "2019-20", "Opening reserve": str(number)}, name=f"{UNBROKEN[:150]}-{number}.csv")
    return at("history")


def confirm(batch):
    batches.confirm(batch=batch, by=None)


def apart(*steps):
    """Do each step in a transaction of its own, as requests do: the history tells imports apart by these."""
    given = []

    def run():
        for step in steps:
            with partnership_scope(darlington()):
                given.append(step())
        connection.close()

    thread = threading.Thread(target=run)
    thread.start()
    thread.join()
    return given


def imported(kind, *rows):
    batch = received(kind, *rows)
    confirm(batch)
    return batch


def undo(*rows, then=lambda: None):
    """The page that asks what to take back of an import that was done."""

    def made():
        agency = partial(factories.AgencyFactory, name="Durham Constabulary", sector="Police")
        _, batch, _ = apart(agency, lambda: imported("agencies", *rows), then)
        return at("undo", batch.pk)

    return made


def change_sector():
    Agency.objects.filter(name=CHANGED["Agency"]).update(sector="Policing")


def undo_nothing():
    (batch,) = apart(lambda: imported("budgets", {"Year": "2019-20", "Opening reserve": "5"}))
    return at("undo", batch.pk)


def undone():
    address = undo(NEW, CHANGED)()
    batch = ImportBatch.objects.get()
    apart(lambda: confirm(undoing.undo(batch=batch, by=None, last_day=timezone.localdate())))
    return address.removesuffix("undo/")


def taken_back():
    """The undo of an import that added a figure, carried out."""
    apart(lambda: imported("income", FEES))
    batch = ImportBatch.objects.get()
    (undone,) = apart(lambda: undoing.undo(batch=batch, by=None, last_day=timezone.localdate()))
    apart(lambda: confirm(undone))
    return ImportBatch.objects.get(pk=undone.pk)


def undo_of_undo():
    return at("undo", taken_back().pk)


def undo_refused():
    """Somebody has entered the figure again meanwhile."""
    batch = taken_back()
    apart(lambda: imported("income", FEES))
    (again,) = apart(lambda: undoing.undo(batch=batch, by=None, last_day=timezone.localdate()))
    return at("preview", again.pk)


def undo_prepared():
    batch = taken_back()
    (again,) = apart(lambda: undoing.undo(batch=batch, by=None, last_day=timezone.localdate()))
    return at("preview", again.pk)


def no_last_day(page):
    for part in ("Day", "Month", "Year"):
        page.get_by_label(part, exact=True).fill("")
    page.get_by_role("button", name="Prepare the undo").click()
    page.locator(".govuk-error-summary").wait_for()


def waiting(**job):
    """The page of a batch that a job is at work on."""

    def made():
        batch = received("budgets", {"Year": "2019-20", "Opening reserve": "5"})
        row = Job.objects.create(partnership=darlington(), kind="core.check_import", subject_id=batch.pk, **job)
        ImportBatch.objects.filter(pk=batch.pk).update(state="checking", job=row)
        return at("preview", batch.pk)

    return made


def looked_through(scan, says="", page=lambda batch: at("preview", batch.pk)):
    """A page of an import as the virus check has left its file."""

    def made():
        batch = received("budgets", {"Year": "2019-20", "Opening reserve": "5"})
        Document.objects.filter(pk=batch.document_id).update(scan=scan, scan_says=says)
        return page(batch)

    return made


def download(batch):
    return reverse("partnership:document", args=["darlington", batch.document_id])


def export(state, **job):
    def made():
        user = factories.UserFactory()
        row = Job.objects.create(partnership=darlington(), kind="core.export_records", state=state, **job)
        document = factories.DocumentFactory(name="darlington-posts.csv") if state == "done" else None
        wanted = Export.objects.create(
            partnership=darlington(), kind="posts", form="csv", job=row, document=document, asked_by=user
        )
        return at("export_progress", wanted.pk)

    return made


def upload_nothing(page):
    page.get_by_role("button", name="Upload and check").click()
    page.locator(".govuk-error-summary").wait_for()


def upload_wrong(page):
    page.locator("input[type=file]").set_input_files(
        {"name": "wrong.csv", "mimeType": "text/csv", "buffer": b"Name,Colour\nx,red\n"}
    )
    upload_nothing(page)


ABSURD = {"Agency": "Durham Constabulary", "Paid": "in-kind", "Agreed": "9000000", "Source": UNBROKEN}


def asked():
    """A file with values that are asked about, beside usual ones."""
    factories.AgencyFactory(name="Durham Constabulary")
    rows = [{"Year": f"20{first}/{first + 1}"} | ABSURD for first in (18, 19)]
    usual = {"Year": "2017-18", "Agency": "Durham Constabulary", "Paid": "Cash", "Agreed": "12000"}
    return at("preview", received("contributions", *rows, usual).pk)


def asked_alone():
    """A file whose parts may be several breakdowns of the same people."""
    parts = {"Girls": "30", "Boys": "27", "Under 5": "40", "5 and over": "17"}
    of = {"Topic": "Plans", "Period": "2019-20", "Unit": "n", "Parts are exhaustive": "Yes"}
    return at("preview", received("measures", *(of | {"Category": one, "Value": parts[one]} for one in parts)).pk)


def confirm_without_reason(page):
    page.get_by_role("button", name="Import these rows").click()
    page.locator(".govuk-error-summary").wait_for()


STATES = [
    State("records-empty", lambda: reverse("records", args=["darlington"])),
    State("records", records),
    State("records-scrutineer", records, role=Role.SCRUTINEER),
    State("import-kind", kind_page),
    State("import-kind-recent", lambda: kind_page("budgets")),
    State("import-kind-scrutineer", kind_page, role=Role.SCRUTINEER),
    State("import-kind-unknown", lambda: at("kind", "wizards"), status=404),
    State("import-no-file", kind_page, act=upload_nothing, is_error=True),
    State("import-wrong-file", kind_page, act=upload_wrong, is_error=True),
    State("import-file-waits", looked_through("waiting", page=download), status=409),
    State("import-preview-file-waits", looked_through("waiting")),
    State("import-preview-file-refused", looked_through("refused", f"Win.Test.{UNBROKEN[:150]}")),
    State("import-preview", preview(NEW, CHANGED, *MANY)),
    State("import-preview-wrong", preview(NEW, WRONG)),
    State("import-preview-same", preview(SAME)),
    State("import-preview-remark", preview(NEW, CHANGED, problem="Records have changed since the file was checked.")),
    State("import-asked", asked),
    State("import-asked-alone", asked_alone, act=confirm_without_reason, is_error=True),
    State("import-asked-error", asked, act=confirm_without_reason, is_error=True),
    State("import-done", preview(NEW, CHANGED, then=confirm)),
    State("import-undo", undo(NEW, CHANGED)),
    State("import-undo-changed-since", undo(NEW, CHANGED, then=change_sector)),
    State("import-undo-nothing", undo_nothing),
    State("import-undo-error", undo(NEW), act=no_last_day, is_error=True),
    State("import-undone", undone),
    State("import-undo-of-undo", undo_of_undo),
    State("import-undo-prepared", undo_prepared),
    State("import-undo-refused", undo_refused),
    State("import-dropped", preview(NEW, then=lambda batch: batches.drop(batch=batch))),
    State("import-failed", preview(NEW, state="failed", preview=None, new=0, problem="The workbook is damaged.")),
    State("import-checking", waiting()),
    State("import-writing", waiting(state="running", step="Comparing it with the records", percent=40)),
    State("import-broken", waiting(state="failed", message="It was tried 5 times and did not finish.")),
    State("import-history-empty", lambda: at("history")),
    State("import-history", history),
    State("export-waiting", export("running", step="Reading the records", percent=20)),
    State("export-ready", export("done", percent=100, finished_at=timezone.now())),
]
