"""Two people act on one edition at the same moment: the locks leave one outcome, and it is told."""

import pytest

from accounts.roles import Role
from core.db.tenancy import partnership_scope
from core.models import Job, Mail
from reporting.models import Decline, Edition, Signature
from reporting.services import editions, setting_aside, signing
from reporting.services.editions import WouldSetAside
from reporting.services.setting_aside import CannotDrop
from reporting.services.signing import CannotOffer, CannotSign
from tests.factories import AgencyFactory, ReportFactory, UserFactory, make_member
from tests.partnership.test_money_races import at_once
from tests.reporting.test_editions_services import compiled, partner_of

pytestmark = pytest.mark.django_db(transaction=True)
REFUSED = (CannotOffer, CannotSign, CannotDrop, WouldSetAside)


@pytest.fixture
def agency(darlington):
    with partnership_scope(darlington):
        return AgencyFactory(name="Council", kind="statutory")


@pytest.fixture
def edition(darlington, agency):
    with partnership_scope(darlington):
        return compiled(ReportFactory())


@pytest.fixture
def offered(darlington, edition):
    with partnership_scope(darlington):
        return signing.offer(edition=edition, by=None)


def tried(act, **told):
    """What it gave, or how it was refused."""

    def action():
        try:
            return act(**told)
        except REFUSED as reason:
            return reason

    return action


def test_two_who_offer_at_once_ask_once(darlington, edition, agency):
    partner, first, second = make_member(darlington, Role.LEAD_PARTNER, agency=agency), UserFactory(), UserFactory()

    ends = at_once(
        darlington,
        tried(signing.offer, edition=edition, by=first),
        tried(signing.offer, edition=edition, by=second),
    )

    assert [end.state for end in ends] == [Edition.State.OFFERED] * 2
    with partnership_scope(darlington):
        assert Signature.objects.count() == 1
        assert [mail.to for mail in Mail.objects.all()] == [partner.email]


def test_two_partners_who_sign_last_at_once_make_it_signed(darlington, edition, agency):
    with partnership_scope(darlington):
        other = AgencyFactory(name="Police", kind="statutory")
        signing.offer(edition=edition, by=None)
        members = [partner_of(agency), partner_of(other)]

    at_once(darlington, *(tried(signing.sign, edition=edition, member=member) for member in members))

    with partnership_scope(darlington):
        assert Edition.objects.get().state == Edition.State.SIGNED


def test_an_edition_is_signed_or_dropped_but_not_both(darlington, offered, agency):
    ends = at_once(
        darlington,
        tried(signing.sign, edition=offered, member=partner_of(agency)),
        tried(setting_aside.drop, edition=offered, reason="No.", by=None),
    )

    with partnership_scope(darlington):
        state, given = Edition.objects.get().state, Signature.objects.exclude(signed_at=None).count()
    assert (state, given) in [(Edition.State.SIGNED, 1), (Edition.State.DROPPED, 0)]
    assert sum(isinstance(end, REFUSED) for end in ends) == 1


def test_one_agency_signs_or_declines_first_and_the_other_of_its_people_reads_it(darlington, offered, agency):
    ends = at_once(
        darlington,
        tried(signing.sign, edition=offered, member=partner_of(agency)),
        tried(signing.decline, edition=offered, member=partner_of(agency), reason="No."),
    )

    with partnership_scope(darlington):
        assert Edition.objects.get().state == Edition.State.SIGNED
        assert Decline.objects.count() == sum(isinstance(end, Decline) for end in ends)


def test_a_decline_while_a_newer_edition_is_kept_is_kept_or_told(darlington, offered, agency):
    ends = at_once(
        darlington,
        tried(signing.decline, edition=offered, member=partner_of(agency), reason="No."),
        lambda: compiled(offered.report, pdf=b"%PDF of another day"),
    )

    with partnership_scope(darlington):
        assert [one.state for one in Edition.objects.order_by("number")] == ["superseded", "compiled"]
        assert Decline.objects.count() == sum(isinstance(end, Decline) for end in ends)


def test_nobody_compiles_over_an_offer_that_they_were_not_asked_about(darlington, edition):
    """Of an offer and a compile at one moment, the second is told of the first."""
    ends = at_once(
        darlington,
        tried(signing.offer, edition=edition, by=None),
        tried(editions.ask_to_compile, report=edition.report, by=None),
    )

    with partnership_scope(darlington):
        is_offered = Edition.objects.get().state == Edition.State.OFFERED
        is_asked = Job.objects.filter(state=Job.State.QUEUED).exists()
    assert is_offered != is_asked
    assert sum(isinstance(end, REFUSED) for end in ends) == 1
