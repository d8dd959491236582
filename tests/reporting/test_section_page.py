"""A section's page: what it tells of formatting, and what it does not offer."""

import re

from django.urls import reverse

from core import markdown
from core.tenancy import partnership_scope
from reporting.models import Section
from reporting.services import sections
from tests.reporting.asking import section

ADDRESS = reverse("reporting:section", args=["darlington", "2019-20", "foreword"])


def test_what_is_told_of_formatting_is_so(officer, started, darlington):
    """Each sample of the help is typed as it stands there, and becomes what the help calls it."""
    page = officer.get(ADDRESS).content.decode()
    told = page[page.index("How to format the text") : page.index("</details>")]
    values = re.findall(r'summary-list__value">(?=<p|<code)(.*?)</dd>', told)
    samples = [re.sub(r"<.*?>", "", value.replace("<br>", "\n").replace("</p>", "\n\n")) for value in values]
    html = markdown.render("\n\n".join(samples), prefix="help").html

    for tag in (
        "<h2>What changed",
        "<strong>312",
        "<em>Working",
        "<ul>",
        "<ol>",
        '<a href="https://www.nspcc',
        "<table>",
    ):
        assert tag in html
    assert 'role="doc-noteref"' in html
    assert "Table: Courses held" in told


def test_what_nobody_was_asked_to_write_is_not_returned_to_anybody(officer, started, darlington):
    with partnership_scope(darlington):
        written = sections.write(section=section("foreword"), text="Words.", version=1, by=None)
        sections.accept(section=written, by=None)

    assert "Return it to the author" not in officer.get(ADDRESS).content.decode()
    answer = officer.post(f"{ADDRESS}return/", {"reason": "Say more."}, follow=True)
    assert "there is nobody to return it to" in answer.content.decode()
    with partnership_scope(darlington):
        assert Section.objects.get(key="foreword").state == "accepted"
