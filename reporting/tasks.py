import time

from core.jobs import CannotDo, Run, job


@job("reporting.compile_report", seconds=170)
def compile_report(run: Run) -> None:
    """Compile a report: read, lay out, keep. Nothing is kept until all of it is made."""
    from reporting.editions import draft_words  # noqa: PLC0415 -- as below, and drawing is for workers only
    from reporting.services import compiling, editions  # noqa: PLC0415 -- tasks are leaves

    started = time.monotonic()
    report_id = run.subject_id()
    try:
        with run.step("Reading the records", 5):
            report, snapshot = compiling.read(report_id)
        run.say("Setting the web edition", 25)
        snapshot = compiling.settable(snapshot)
        html = compiling.web_edition(snapshot)
        run.say("Setting the PDF", 45)
        pdf, pages = compiling.pdf(snapshot)
        run.say("Collecting the tables", 90)
        tables = compiling.tables(snapshot)
    except compiling.CannotCompile as reason:
        raise CannotDo(str(reason)) from reason
    made = compiling.made(snapshot, html, pdf, tables, pages, time.monotonic() - started)
    with run.last_step("Keeping the edition"):
        edition = editions.keep(report=report, compiled=made, job_id=run.key, by=run.user)
        if str(edition.job_id) != str(run.key):
            run.tell(f"Nothing has changed since edition {edition.number}.")
        elif not edition.is_complete:
            run.tell(f"Edition {edition.number}. {draft_words(len(edition.lacking))}.")
