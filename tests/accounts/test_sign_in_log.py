"""The log of sign-ins: good, bad and blocked ones, who reads them, and how long they are kept."""

import io

import pytest
from django.core.cache import cache
from django.core.management import call_command
from django.db import DatabaseError, connections, transaction
from django.test import Client

from accounts.models import SignIn
from accounts.roles import Role
from accounts.services import sign_ins
from core.db import sign_ins as db_sign_ins
from core.db.account_scope import account_scope
from core.db.tenancy import signature
from core.seals import retention, sealing, verifying
from tests import second_factors as factor
from tests.database import by_force, run
from tests.factories import UserFactory, make_member

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture
def user(darlington):
    return make_member(darlington, Role.LEARNER, user=UserFactory(email="ada@example.org"))


def log():
    return list(SignIn.objects.using("owner").order_by("at").values_list("user__email", "outcome"))


def sign_in(email="ada@example.org"):
    """With a wrong password, from elsewhere."""
    return Client().post("/sign-in/", {"login": email, "password": "wrong"}, REMOTE_ADDR="192.0.2.7")


def test_a_good_and_a_wrong_sign_in_are_written_down(user):
    sign_in()
    factor.sign_in(user)

    assert log() == [("ada@example.org", "password"), ("ada@example.org", "good")]
    assert SignIn.objects.using("owner").earliest("at").ip == "192.0.2.7"


def test_a_wrong_code_and_a_right_one_are_written_down(user):
    factor.give(user)
    factor.sign_in(user, factor.wrong_code())
    factor.sign_in(user, factor.code())

    assert log() == [("ada@example.org", "code"), ("ada@example.org", "good")]


def test_of_an_unknown_address_a_fingerprint_is_kept(db):
    sign_in("Stranger@Example.org")
    sign_in("stranger@example.org")

    first, second = SignIn.objects.using("owner").all()
    assert first.user is None
    assert first.fingerprint == second.fingerprint != ""
    assert "stranger" not in str(SignIn.objects.using("owner").values_list()).lower()


def test_what_is_blocked_is_written_down_once_a_minute(user):
    for _ in range(14):
        sign_in()

    assert log() == [("ada@example.org", "password")] * 10 + [("ada@example.org", "blocked")]


def test_it_is_written_where_the_sign_in_itself_fails(user):
    run("REVOKE UPDATE ON accounts_user FROM portal_app", using=connections["owner"])
    try:
        client = Client(raise_request_exception=False)
        answers = [sign_in(), client.post("/sign-in/", {"login": user.email, "password": factor.PASSWORD})]
    finally:
        run("GRANT UPDATE ON accounts_user TO portal_app", using=connections["owner"])

    assert [answer.status_code for answer in answers] == [200, 500]
    assert log() == [("ada@example.org", "password")]


def test_without_the_log_people_sign_in_all_the_same(user):
    run("REVOKE EXECUTE ON FUNCTION app.note_sign_in FROM portal_app", using=connections["owner"])
    try:
        assert factor.sign_in(user).last.status_code == 302
    finally:
        run("GRANT EXECUTE ON FUNCTION app.note_sign_in TO portal_app", using=connections["owner"])

    assert log() == []


def test_people_see_when_they_signed_in_before_and_what_failed_since(user):
    first = factor.sign_in(user)
    assert "This is the first time" in page(first)
    assert "failed" not in page(first)
    for _ in range(3):
        sign_in()
    second = page(factor.sign_in(user))

    assert "Since then a sign-in failed 3 times" in second
    listed = factor.sign_in(user).get("/account/sessions/").content.decode()
    assert listed.count("Wrong password") == 3
    assert "192.0.2.7" in listed


def page(client):
    return client.get("/account/").content.decode()


def test_nobody_reads_anothers_and_the_application_alone_none(user):
    sign_in()

    assert sign_ins.recent(user=UserFactory()).entries == []
    assert len(sign_ins.recent(user=user).entries) == 1
    with pytest.raises(DatabaseError, match="no account scope"), transaction.atomic():
        run("SELECT * FROM accounts_signin")


@pytest.mark.parametrize(
    "sql",
    [
        "UPDATE accounts_signin SET outcome = 'good'",
        "DELETE FROM accounts_signin",
        "INSERT INTO accounts_signin (id, at, outcome) VALUES (gen_random_uuid(), now(), 'good')",
    ],
)
def test_nobody_rewrites_it(user, sql):
    sign_in()

    with pytest.raises(DatabaseError, match="permission denied"), account_scope(user):
        run(sql)


def test_it_says_only_what_can_become_of_a_sign_in(user):
    with pytest.raises(DatabaseError, match="no sign-in becomes “nonsense”"), transaction.atomic():
        db_sign_ins.note(user.pk, fingerprint="", ip="192.0.2.7", outcome="nonsense")


@pytest.mark.parametrize("changed", ["user_id", "outcome", "ip", "fingerprint", "transaction", "unsigned"])
def test_the_applications_role_alone_writes_no_line(user, changed):
    """Nor does a line that was signed become another, or the same again."""
    told = {"user_id": str(user.pk), "fingerprint": "", "ip": "192.0.2.7", "outcome": "password"}
    another = {"user_id": str(UserFactory().pk), "outcome": "good", "ip": "192.0.2.8", "fingerprint": "f"}
    with transaction.atomic():
        ((here,),) = run("SELECT app.here()")
    signed = signature("sign-in " + "|".join(told.values()), "1#1" if changed == "transaction" else here)
    told |= {changed: another[changed]} if changed in another else {}

    with pytest.raises(DatabaseError, match="bad signature of a sign-in"), transaction.atomic():
        run("SELECT app.note_sign_in(%s, %s, %s, %s, %s)", *told.values(), "" if changed == "unsigned" else signed)


def test_the_operator_lists_it(user):
    sign_in()
    sign_in("stranger@example.org")

    everything, one, stranger = (
        said(*more) for more in ((), ("--email", "ADA@example.org"), ("--email", "stranger@example.org"))
    )

    assert "Wrong password  192.0.2.7  ada@example.org" in everything
    assert "no account, " in everything
    assert (one.count("\n"), stranger.count("\n")) == (1, 1)
    assert "no account" in stranger


def said(*arguments):
    out = io.StringIO()
    call_command("sign_ins", *arguments, stdout=out)
    return out.getvalue()


def test_it_is_sealed_and_what_is_old_is_removed_with_the_chain_whole(user):
    sign_in()
    by_force("UPDATE accounts_signin SET at = now() - interval '25 months'")
    assert retention.remove_old() == 0, "It waits to be sealed."
    sealing.seal()
    cache.clear()
    sign_in()
    sealing.seal()

    assert retention.remove_old() == 1
    assert log() == [("ada@example.org", "password")]
    assert list(verifying.faults("sealer")) == []


def test_a_line_that_was_changed_is_named(user):
    sign_in()
    sealing.seal()

    by_force("UPDATE accounts_signin SET outcome = 'good'")

    (fault,) = verifying.faults("sealer")
    assert str(fault).startswith("accounts_signin, row ")


def test_each_rule_of_keeping_says_who_says_so():
    for rule in retention.rules():
        assert rule.months > 0
        assert rule.edition
        assert rule.source
        assert rule.because
