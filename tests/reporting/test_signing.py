"""An edition is offered, signed or declined, or dropped: who is asked, when, and what is refused."""

import datetime

import pytest
from django.utils import timezone

from accounts.permissions import Member
from accounts.roles import Role
from core import jobs
from core.models import Job, Mail
from core.settings import choose
from partnership.models import Agency
from reporting.models import Decline, Edition
from reporting.services import editions, publishing, setting_aside, signing
from reporting.services.editions import COMPILE, WouldSetAside
from reporting.services.setting_aside import CannotDrop
from reporting.services.signing import CannotOffer, CannotSign
from reporting.signatories import signs_for
from tests.factories import AgencyFactory, UserFactory
from tests.reporting.asking import Of, as_member, reachable
from tests.reporting.test_editions_services import compiled, partner_of

State = Edition.State


@pytest.fixture
def agencies(report):
    return [AgencyFactory(name=name, kind="statutory") for name in ("Council", "Police")]


@pytest.fixture
def people(in_darlington, agencies, member):
    """Who may sign, and who keeps the report."""
    given = {
        "lead": member(in_darlington, Role.LEAD_PARTNER, agency=agencies[0]),
        "delegate": member(in_darlington, Role.DELEGATED_PARTNER, agency=agencies[0]),
        "police": member(in_darlington, Role.LEAD_PARTNER, agency=agencies[1]),
        "chair": member(in_darlington, Role.INDEPENDENT_CHAIR),
        "officer": member(in_darlington, Role.OFFICER),
    }
    member(in_darlington, Role.CONTRIBUTOR, agency=agencies[0])
    return given


def mailed(kind):
    return sorted(Mail.objects.filter(kind=f"reporting.{kind}").values_list("to", flat=True))


def addresses(people, *names):
    return sorted(people[name].email for name in names)


def chair():
    return as_member(UserFactory(), Role.INDEPENDENT_CHAIR)


def set_signers(partnership, *roles):
    choose(partnership=partnership, key="signatories", value=list(roles), reason="Agreed.", by=None)


def test_nobody_is_asked_and_nobody_can_sign_before_an_edition_is_offered(report, agencies, people):
    edition = compiled(report)

    assert not edition.signatures.exists()
    assert signs_for(partner_of(agencies[0]), edition) is None
    with pytest.raises(CannotSign, match="compiled; it is not waiting for signatures"):
        signing.sign(edition=edition, member=partner_of(agencies[0]))
    assert not Mail.objects.exists()


def test_an_offer_says_who_and_when_and_writes_to_all_who_may_sign_once(report, people):
    edition, day = compiled(report), timezone.localdate() + datetime.timedelta(days=7)

    for _ in range(2):
        offered = signing.offer(edition=edition, by=people["officer"], sign_by=day)

    assert (offered.state, offered.offered_by, offered.sign_by) == (State.OFFERED, people["officer"], day)
    assert offered.offered_at is not None
    assert [one.signer for one in offered.waiting] == ["Council", "Police"]
    assert mailed("please_sign") == addresses(people, "lead", "delegate", "police")


def test_whoever_offers_an_edition_that_they_sign_has_no_mail(report, people):
    signing.offer(edition=compiled(report), by=people["lead"])

    assert mailed("please_sign") == addresses(people, "delegate", "police")


def test_an_edition_is_not_offered_while_another_is_made_of_the_report(report, agencies):
    edition = compiled(report)
    jobs.ask(COMPILE, partnership=report.partnership, by=None, subject=report)

    with pytest.raises(CannotOffer, match="is being compiled"):
        signing.offer(edition=edition, by=None)


def test_an_edition_that_nobody_could_sign_is_not_offered(report):
    with pytest.raises(CannotOffer, match="Nobody could sign it"):
        signing.offer(edition=compiled(report), by=None)


@pytest.mark.parametrize("state", [State.SUPERSEDED, State.TAKEN_DOWN, State.SIGNED])
def test_only_a_compiled_edition_is_offered(report, agencies, state):
    edition = compiled(report)
    Edition.objects.update(state=state, offered_at=timezone.now())

    with pytest.raises(CannotOffer, match=state.label.lower()):
        signing.offer(edition=edition, by=None)


def test_the_chair_signs_where_the_settings_say_so(report, agencies, people):
    set_signers(report.partnership, "lead_partner", "independent_chair")
    edition = signing.offer(edition=compiled(report), by=people["officer"])
    for agency in agencies:
        signing.sign(edition=edition, member=partner_of(agency))
    edition.refresh_from_db()
    assert edition.state == State.OFFERED
    assert people["chair"].email in mailed("please_sign")

    signature = signing.sign(edition=edition, member=chair())

    edition.refresh_from_db()
    assert (edition.state, signature.agency, signature.capacity) == (State.SIGNED, None, "as the independent chair")


def test_the_chair_alone_signs_where_the_settings_say_so(report, agencies, people):
    set_signers(report.partnership, "independent_chair")
    edition = signing.offer(edition=compiled(report), by=people["officer"])

    assert mailed("please_sign") == addresses(people, "chair")
    with pytest.raises(CannotSign, match="were not asked"):
        signing.sign(edition=edition, member=partner_of(agencies[0]))
    signing.sign(edition=edition, member=chair())
    reachable(report.partnership)
    assert publishing.publish(edition=edition, by=None).number == 1


def test_the_chair_does_not_sign_where_nobody_said_so(report, agencies):
    with pytest.raises(CannotSign, match="were not asked"):
        signing.sign(edition=signing.offer(edition=compiled(report), by=None), member=chair())


def test_whose_signatures_are_needed_is_fixed_by_the_offer(report, agencies):
    edition = signing.offer(edition=compiled(report), by=None)
    set_signers(report.partnership, "independent_chair")
    AgencyFactory(name="Health", kind="statutory")
    Agency.objects.filter(name="Police").update(kind="relevant")

    for agency in agencies:
        signing.sign(edition=edition, member=partner_of(agency))

    edition.refresh_from_db()
    assert edition.state == State.SIGNED


def test_whoever_holds_the_role_on_the_day_signs(report, agencies):
    """The lead has gone since the offer, a new one came; somebody of two agencies signs for each."""
    edition = signing.offer(edition=compiled(report), by=None)
    both = Member(UserFactory(), [Of(Role.LEAD_PARTNER, agency.pk) for agency in agencies])

    assert [signing.sign(edition=edition, member=both).signer for _ in agencies] == ["Council", "Police"]
    edition.refresh_from_db()
    assert edition.state == State.SIGNED


def test_a_decline_keeps_the_reason_and_tells_the_business_unit_once(report, agencies, people):
    edition = signing.offer(edition=compiled(report), by=None)
    member = Member(people["police"], [Of(Role.LEAD_PARTNER, agencies[1].pk)])

    for _ in range(2):
        signing.decline(edition=edition, reason="Our figures are wrong.", member=member)

    told = Decline.objects.get()
    assert (told.reason, told.declined_by, told.signature.signer) == (
        "Our figures are wrong.",
        people["police"],
        "Police",
    )
    assert mailed("declined") == addresses(people, "officer")
    edition.refresh_from_db()
    assert edition.state == State.OFFERED
    signing.sign(edition=edition, member=partner_of(agencies[0]))
    edition.refresh_from_db()
    assert edition.state == State.OFFERED


def test_who_has_declined_may_sign_after_all_and_the_decline_stays(report, agencies):
    edition = signing.offer(edition=compiled(report), by=None)
    signing.decline(edition=edition, reason="No.", member=partner_of(agencies[1]))

    for agency in agencies:
        signing.sign(edition=edition, member=partner_of(agency))

    edition.refresh_from_db()
    assert edition.state == State.SIGNED
    assert Decline.objects.count() == 1
    assert all(one.declined is None for one in edition.given)


def test_nobody_declines_what_they_are_not_asked_for_or_have_signed(report, agencies):
    edition = compiled(report)
    with pytest.raises(CannotSign, match="compiled"):
        signing.decline(edition=edition, reason="No.", member=partner_of(agencies[0]))
    edition = signing.offer(edition=edition, by=None)
    signing.sign(edition=edition, member=partner_of(agencies[0]))

    for member in (partner_of(agencies[0]), partner_of(AgencyFactory()), chair()):
        with pytest.raises(CannotSign, match="has signed it for Council|you were not asked"):
            signing.decline(edition=edition, reason="No.", member=member)


def test_a_compiled_edition_is_dropped_with_who_and_why_and_its_number_is_not_used_again(report, people):
    edition = compiled(report)

    for _ in range(2):
        dropped = setting_aside.drop(edition=edition, reason="The wrong outline.", by=people["officer"])

    assert (dropped.state, dropped.dropped_by, dropped.drop_reason) == (
        State.DROPPED,
        people["officer"],
        "The wrong outline.",
    )
    assert not Mail.objects.exists()
    assert editions.current(report) is None
    assert compiled(report).number == 2
    assert list(Edition.objects.seen(drafts=False)) == []


def test_who_was_asked_is_told_that_an_edition_is_dropped(report, agencies, people):
    edition = signing.offer(edition=compiled(report), by=None)
    signing.sign(edition=edition, member=partner_of(agencies[0]))

    setting_aside.drop(edition=edition, reason="Police are right.", by=people["officer"])

    assert mailed("not_to_sign") == addresses(people, "lead", "delegate", "police")
    for act in (signing.sign, lambda **told: signing.decline(reason="No.", **told)):
        with pytest.raises(CannotSign, match="dropped"):
            act(edition=edition, member=partner_of(agencies[1]))


def test_what_all_have_signed_is_not_dropped(report, agencies):
    edition = signing.offer(edition=compiled(report), by=None)
    for agency in agencies:
        signing.sign(edition=edition, member=partner_of(agency))
    with pytest.raises(CannotDrop, match="signed"):
        setting_aside.drop(edition=edition, reason="No.", by=None)


def test_a_compile_that_would_set_an_offer_aside_is_asked_about(report, people):
    edition = compiled(report)
    assert editions.ask_to_compile(report=report, by=None).subject_id == report.pk
    Job.objects.update(state="done")
    signing.offer(edition=edition, by=None)

    with pytest.raises(WouldSetAside) as found:
        editions.ask_to_compile(report=report, by=None)

    assert found.value.edition == edition
    editions.ask_to_compile(report=report, by=None, sets_aside=True)


def test_an_offered_edition_gives_way_to_a_newer_one_and_its_signers_are_told(report, people):
    first = signing.offer(edition=compiled(report), by=None)

    second = compiled(report, pdf=b"%PDF of another day")

    first.refresh_from_db()
    assert (first.state, second.state) == (State.SUPERSEDED, State.COMPILED)
    assert mailed("not_to_sign") == addresses(people, "lead", "delegate", "police")


def test_a_compile_that_finds_nothing_new_leaves_the_offer_alone(report, people):
    offered = signing.offer(edition=compiled(report), by=None)

    assert compiled(report) == offered
    assert mailed("not_to_sign") == []
    offered.refresh_from_db()
    assert offered.state == State.OFFERED
