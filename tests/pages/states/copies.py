"""The copies of a published report: some sent, some not."""

from reporting.models import PublishedEdition, Report
from tests.factories.reporting import ReportTemplateFactory, SentCopyFactory
from tests.pages.state import State
from tests.report_places import at, author, press, published


def copies(sent=False, page="copies"):
    """A report under the guidance of 2023, of which one copy went."""

    def made():
        published()
        guided = ReportTemplateFactory(code="guidance-2023", edition="2023", applies_to="children-and-adults")
        Report.objects.update(template=guided)
        if sent:
            SentCopyFactory(published=PublishedEdition.objects.get(), noted_by=author())
        return at(page, "2019-20", 1)

    return made


STATES = [
    State("edition-copies", copies(sent=True, page="edition")),
    State("copies", copies(sent=True)),
    State("copies-error", copies(), act=press("Note as sent"), is_error=True),
]
