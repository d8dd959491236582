"""The pages on which an edition is offered, signed, declined and dropped."""

import pytest
from django.urls import reverse

from accounts.models import MembershipRole
from accounts.roles import Role
from core.db.tenancy import partnership_scope
from core.settings import value_of
from reporting.models import Edition, Signature
from reporting.services import signing
from tests.factories import AgencyFactory, UserFactory
from tests.factories.reporting import EditionFactory

State = Edition.State


def url(name, number=1):
    return reverse(f"reporting:{name}", args=["darlington", "2019-20", number])


OUTLINE = reverse("reporting:outline", args=["darlington", "2019-20"])


def text(answer):
    return " ".join(answer.content.decode().split())


@pytest.fixture
def agency(darlington):
    with partnership_scope(darlington):
        return AgencyFactory(name="Police", kind="statutory")


@pytest.fixture
def edition(darlington, started, agency):
    with partnership_scope(darlington):
        return EditionFactory(report=started)


@pytest.fixture
def partner(darlington, agency, member, client_for):
    return client_for(member(darlington, Role.LEAD_PARTNER, agency=agency, user=UserFactory(name="Chief Officer")))


@pytest.fixture
def offered(darlington, edition, officer):
    officer.post(url("offer", edition.number), {"sign_by_day": "", "sign_by_month": "", "sign_by_year": ""})
    return edition


def state(darlington):
    with partnership_scope(darlington):
        return Edition.objects.get().state


def test_an_officer_sees_who_is_asked_and_offers(officer, partner, edition, darlington):
    assert "Nobody is asked to sign this edition before you offer it." in text(officer.get(url("edition")))
    page = text(officer.get(url("offer")))
    assert "Police: Chief Officer" in page
    day = {"sign_by_day": "15", "sign_by_month": "9", "sign_by_year": "2098"}

    for _ in range(2):
        page = text(officer.post(url("offer"), day, follow=True))

    assert "Offered for signing. We have emailed everybody who is asked." in page
    assert "to be signed by 15 September 2098" in page
    assert "Waiting for Police" in page
    assert state(darlington) == State.OFFERED


def test_an_agency_for_which_nobody_could_sign_is_pointed_out(officer, edition):
    assert "Police: <strong>nobody has access who could sign</strong>" in text(officer.get(url("offer")))


@pytest.mark.parametrize(
    ("day", "message"),
    [(("1", "1", "2020"), "The day must be today or in the future"), (("x", "1", "2098"), "There is a problem")],
)
def test_a_day_that_cannot_be_is_refused_and_nothing_offered(officer, edition, darlington, day, message):
    sent = dict(zip(("sign_by_day", "sign_by_month", "sign_by_year"), day, strict=True))

    assert message in text(officer.post(url("offer"), sent))
    assert state(darlington) == State.COMPILED


def test_an_edition_that_lacks_sections_offers_nothing(officer, partner, edition, darlington, started):
    with partnership_scope(darlington):
        EditionFactory(
            report=started, number=2, lacking=[{"key": "people", "number": "2", "title": "P", "reason": "R"}]
        )

    assert url("offer", 2) not in officer.get(url("edition", 2)).content.decode()
    for ask in (officer.get, officer.post):
        assert "have nothing in them yet" in text(ask(url("offer", 2), follow=True))


def test_a_partner_finds_nothing_to_sign_before_the_offer(partner, edition, darlington):
    page = text(partner.get(url("edition")))
    assert "Nobody is asked to sign this edition before the business unit offers it." in page
    assert url("sign") not in page
    for name in ("sign", "decline"):
        assert "is compiled; it is not waiting for signatures now" in text(partner.get(url(name), follow=True))
    partner.post(url("sign"))
    partner.post(url("decline"), {"reason": "No."})
    assert state(darlington) == State.COMPILED


def test_a_partner_signs(partner, offered, darlington):
    assert "Sign for Police" in text(partner.get(url("edition")))
    assert "Sign edition 1 for Police?" in text(partner.get(url("sign")))

    page = text(partner.post(url("sign"), follow=True))

    assert "Signed for Police by Chief Officer" in page
    assert state(darlington) == State.SIGNED
    for again in (partner.post(url("sign"), follow=True), partner.get(url("sign"), follow=True)):
        assert "You have signed it for Police on" in text(again)


def test_a_partner_declines_and_everybody_reads_why_and_what_comes_next(partner, officer, offered, darlington):
    assert "Enter why do you not sign it" not in text(partner.get(url("decline")))
    assert "There is a problem" in text(partner.post(url("decline"), {"reason": ""}))

    for _ in range(2):
        partner.post(url("decline"), {"reason": "Our figures <are> wrong.\r\nSee page 4."})

    page = text(officer.get(url("edition")))
    assert page.count("for Police by Chief Officer on") == 1
    assert "“Our figures &lt;are&gt; wrong.<br>See page 4.”" in page
    assert "compile it again</a>, or drop this edition. They can also still sign it." in page
    assert "Police declined to sign it" in text(officer.get(OUTLINE))
    assert "Declined for Police by Chief Officer" in text(officer.get(OUTLINE))
    asked = text(partner.get(url("sign")))
    assert "“Our figures &lt;are&gt; wrong.<br>See page 4.”" in asked
    assert "Chief Officer declined on" in asked
    assert "only if the edition is dropped, or the report is compiled again" in asked
    partner.post(url("sign"))
    assert state(darlington) == State.SIGNED


def test_a_decline_that_a_delegate_overruled_stays_in_sight(
    partner, officer, offered, agency, darlington, member, client_for
):
    partner.post(url("decline"), {"reason": "Our figures are wrong."})
    empty = partner.get("/darlington/").context["empty"]["text"]
    assert empty == "When you are asked for a signature or a section of the report, it appears here."
    deputy = UserFactory(name="Deputy")
    client_for(member(darlington, Role.DELEGATED_PARTNER, agency=agency, user=deputy)).post(url("sign"))

    listed = text(officer.get(OUTLINE))

    assert "Signed for Police by Deputy on" in listed
    assert ", after Chief Officer had declined" in listed


def test_who_has_declined_is_waited_for_and_asked_no_more(partner, officer, offered, darlington):
    partner.post(url("decline"), {"reason": "Our figures are wrong."})

    for client in (partner, officer):
        assert "Waiting for" not in text(client.get(url("edition")))
        assert "Waiting for" not in client.get(OUTLINE).context["step"].text
    assert partner.get(OUTLINE).context["step"].action == "Read edition 1"
    duties = partner.get("/darlington/").context["duties"]
    assert not [due for due in duties.next if "Sign" in due.duty.title]


def test_who_is_asked_twice_is_led_to_what_nobody_has_declined(
    darlington, edition, agency, officer, member, client_for
):
    with partnership_scope(darlington):
        council = AgencyFactory(name="Council", kind="statutory")
    both = member(darlington, Role.LEAD_PARTNER, agency=agency)
    with partnership_scope(darlington):
        role = MembershipRole.objects.get(membership__user=both)
        MembershipRole.objects.create(
            partnership=darlington, membership=role.membership, role=Role.LEAD_PARTNER, agency=council
        )
    officer.post(url("offer"), {"sign_by_day": "", "sign_by_month": "", "sign_by_year": ""})
    client = client_for(both)
    client.post(url("decline"), {"reason": "Not for the council."})

    assert client.get(OUTLINE).context["step"].action == "Sign for Police"


def test_once_a_delegate_has_signed_the_lead_reads_who_it_was(darlington, partner, offered, agency, member, client_for):
    delegate = UserFactory(name="Deputy Chief Officer")
    client_for(member(darlington, Role.DELEGATED_PARTNER, agency=agency, user=delegate)).post(url("sign"))

    for name in ("sign", "decline"):
        page = text(partner.get(url(name), follow=True))
        assert "Deputy Chief Officer has signed it for Police on" in page


@pytest.mark.parametrize(("name", "who"), [("decline", "partner"), ("drop", "officer")])
def test_a_reason_is_not_lost_where_an_edition_makes_way_meanwhile(request, offered, darlington, name, who):
    client = request.getfixturevalue(who)
    client.get(url(name))
    with partnership_scope(darlington):
        Edition.objects.update(state=State.SUPERSEDED)

    page = text(client.post(url(name), {"reason": "Our figures are wrong."}))

    assert "There is a problem" in page
    assert "This edition is superseded" in page
    assert "Our figures are wrong.</textarea>" in page


def test_an_edition_that_was_dropped_leaves_none_that_it_took_the_place_of(officer, edition, started, darlington):
    listed = reverse("reporting:reports", args=["darlington"])
    with partnership_scope(darlington):
        Edition.objects.update(state=State.SUPERSEDED)
        EditionFactory(report=started, number=2)
    officer.post(url("drop", 2), {"reason": "The wrong year."})

    page = text(officer.get(listed))

    assert "is superseded" not in page
    assert "The last edition was dropped. Compile the report again for another." in page


def test_an_officer_drops_an_edition_and_readers_see_nothing_of_it(officer, offered, darlington, member, client_for):
    assert "Those who were asked to sign it are told." in text(officer.get(url("drop")))
    assert "There is a problem" in text(officer.post(url("drop"), {"reason": " "}))

    page = text(officer.post(url("drop"), {"reason": "The wrong year."}, follow=True))

    assert "“The wrong year.”" in page
    assert "Dropped" in text(officer.get(OUTLINE))
    assert state(darlington) == State.DROPPED
    for role in (Role.SCRUTINEER, Role.LAY_MEMBER):
        assert client_for(member(darlington, role)).get(url("edition")).status_code == 403
    assert "is dropped, so it cannot be dropped" in text(officer.get(url("drop"), follow=True))


def test_compiling_over_an_offer_says_first_who_has_signed(officer, offered, darlington):
    address = reverse("reporting:compile", args=["darlington", "2019-20"])

    page = text(officer.post(address))

    assert "Compile again and set edition 1 aside?" in page
    assert "Nobody has signed it." in page
    assert officer.post(address, {"confirmed": "yes"}).status_code == 302


def test_a_manager_says_that_the_chair_signs(darlington, member, client_for, agency):
    manager = client_for(member(darlington, Role.MANAGER))
    address = reverse("settings:change", args=["darlington", "signatories"])
    assert "The independent chair" in text(manager.get(address))
    assert "Select who signs the report" in text(manager.post(address, {"reason": "Agreed.", "seen": "0"}))
    sent = {"value": ["lead_partner", "independent_chair"], "reason": "Agreed by the board.", "seen": "0"}
    today = {"from_on_day": "1", "from_on_month": "4", "from_on_year": "2020"}

    for _ in range(2):
        page = text(manager.post(address, sent | today, follow=True))

    assert "by its lead or delegated safeguarding partner and the independent chair" in page
    with partnership_scope(darlington):
        assert value_of(darlington, "signatories") == ["lead_partner", "independent_chair"]


def test_a_page_asks_no_more_for_many_signatures_than_for_one(
    officer, started, darlington, django_assert_max_num_queries
):
    with partnership_scope(darlington):
        for place in range(12):
            AgencyFactory(name=f"Agency {place:02}", kind="statutory")
        signing.offer(edition=EditionFactory(report=started), by=None)
        assert Signature.objects.count() == 12
    officer.get(url("edition"))

    with django_assert_max_num_queries(24):
        officer.get(url("edition"))
