"""A partnership in full swing: Darlington with the records and the written report of the demo."""

import pytest

from core.db.tenancy import partnership_scope
from core.imports import import_file
from core.models import JointMember
from reporting.demo_loading import add_report, files_of
from tests.factories.core import PartnershipFactory
from tests.processes import RELAY, worker


@pytest.fixture
def demo(catalogues, partnerships):
    """Darlington as `make demo` fills it, without its people."""
    _add_panel(partnerships)
    darlington = partnerships["darlington"]
    for kind, path in files_of(darlington):
        import_file(darlington, kind, path)
    add_report(darlington)
    return darlington


def _add_panel(partnerships):
    body = PartnershipFactory(slug="durham-darlington-cdop", name="Child Death Overview Panel", kind="joint")
    for member in (partnerships["darlington"], partnerships["durham"]):
        JointMember.objects.using("owner").get_or_create(body_id=body.pk, member_id=member.pk)


@pytest.fixture
def agency_named(demo):
    """`agency_named(name)` gives one of the demo's agencies."""
    from partnership.models import Agency  # noqa: PLC0415 -- fixtures are read before the models

    def found(name):
        with partnership_scope(demo):
            return Agency.objects.get(name=name)

    return found


@pytest.fixture
def office(launch, post, live_server, monkeypatch):
    """The relay and a worker, who compile reports and send mails to `post` with links to the browser's portal."""
    monkeypatch.setenv("EMAIL_URL", post.url)
    monkeypatch.setenv("PORTAL_URL", live_server.url)
    launch(RELAY)
    launch(worker())
    return post
