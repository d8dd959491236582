"""What the program says is so: a year stands once in a title, and what is published is not called unsigned."""

import pytest
from django.urls import reverse

from accounts.roles import Role
from core.db.tenancy import partnership_scope
from core.formatting.sentences import titled
from reporting.services import publishing
from tests.factories import EditionFactory, ReportFactory, make_member
from tests.factories.reporting import PublishedEditionFactory


@pytest.mark.parametrize("way", ["2019-20", "2019/20", "2019–20", "2019-2020", "2019/2020", "2019 to 2020"])
def test_a_title_that_names_its_year_is_left_as_it_is(way):
    assert titled(f"Annual report {way}", "2019-20") == f"Annual report {way}"


@pytest.mark.parametrize("title", ["Annual report", "Annual report 2018-19", "Report of 2019", "Plan 2020"])
def test_another_title_gets_its_year(title):
    assert titled(title, "2019-20") == f"{title} 2019-20"


@pytest.mark.django_db
def test_no_page_says_the_year_twice(darlington, anybody, client_for):
    with partnership_scope(darlington):
        ReportFactory(title="Annual report 2019-20")
        PublishedEditionFactory(title="Annual report 2019-20")
    officer = client_for(make_member(darlington, Role.OFFICER))

    for answer in (
        officer.get(reverse("reporting:reports", args=["darlington"])),
        officer.get(reverse("reporting:outline", args=["darlington", "2019-20"])),
        officer.get("/darlington/"),
        anybody.get(reverse("public:partnership", args=["darlington"])),
    ):
        assert "2019-20" in answer.content.decode()
        assert "2019-20 2019-20" not in answer.content.decode()


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("state", "says"),
    [
        ("published", "Edition 1 is published already."),
        ("superseded", "Edition 1 was published, and a newer edition has taken its place."),
        ("dropped", "Edition 1 was dropped."),
    ],
)
def test_the_second_who_publishes_reads_what_has_become_of_it(darlington, client_for, state, says):
    manager = client_for(make_member(darlington, Role.MANAGER))
    with partnership_scope(darlington):
        dropped = {"dropped_at": "2020-09-01T00:00Z", "drop_reason": "Mistakes."} if state == "dropped" else {}
        edition = EditionFactory(state=state, **dropped)
        with pytest.raises(publishing.CannotPublish, match=says):
            publishing.publish(edition=edition, by=None)
    address = reverse("reporting:publish", args=["darlington", edition.report.year, edition.number])

    for answer in (manager.get(address, follow=True), manager.post(address, follow=True)):
        assert says in answer.content.decode()
        assert "not signed" not in answer.content.decode()
