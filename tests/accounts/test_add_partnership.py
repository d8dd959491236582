import io

import pytest
from django.conf import settings
from django.core.management import CommandError, call_command

from accounts.management.commands.add_partnership import Command
from accounts.models import MembershipRole, User
from core.db.tenancy import partnership_scope
from core.models import JointMember, Partnership
from tests.accounts.inviting import PASSWORD, sent, token_in
from tests.factories import PartnershipFactory, UserFactory

pytestmark = pytest.mark.django_db(transaction=True, databases=["default", "owner"])
EMAIL = "manager@example.org"


def add(slug, *options, name="Northmoor Safeguarding Partnership", email=EMAIL) -> str:
    out = io.StringIO()
    call_command("add_partnership", slug, name, "--manager", email, *options, stdout=out)
    return out.getvalue()


def roles_in(partnership) -> list[str]:
    with partnership_scope(partnership):
        return list(MembershipRole.objects.values_list("role", flat=True))


def test_the_manager_can_sign_in_with_the_printed_password():
    said = add("northmoor-one", "--kind", "adults", "--colour", "#123456", "--short-name", "Northmoor")
    password = said.strip().rsplit(" ", 1)[1]
    partnership = Partnership.objects.get(slug="northmoor-one")
    assert (partnership.kind, partnership.colour, partnership.short_name) == ("adults", "#123456", "Northmoor")
    assert User.objects.get(email=EMAIL).check_password(password)
    assert roles_in(partnership) == ["manager"]


def test_the_manager_is_invited_by_mail(client):
    said = add("northmoor-invited", "--invite", "--manager-name", "Nor Manager")
    partnership = Partnership.objects.get(slug="northmoor-invited")
    assert "is emailed a link" in said
    assert not User.objects.get(email=EMAIL).has_usable_password()

    (message,) = sent(partnership)
    answer = client.post(f"/join/{token_in(message)}/", {"password": PASSWORD})

    assert answer.url == "/northmoor-invited/"
    assert User.objects.get(email=EMAIL).check_password(PASSWORD)
    assert roles_in(partnership) == ["manager"]


def test_a_manager_with_an_account_is_asked_by_mail(client):
    client.force_login(UserFactory(email=EMAIL))
    assert "is emailed a link" in add("northmoor-told", "--invite")
    (message,) = sent(Partnership.objects.get(slug="northmoor-told"))
    assert "You have an account already" in message.body
    assert client.get("/northmoor-told/").status_code == 404
    assert client.post(f"/join/{token_in(message)}/").url == "/northmoor-told/"
    assert client.get("/northmoor-told/").status_code == 200


def test_a_given_password_is_not_printed(monkeypatch):
    monkeypatch.setattr("sys.stdin", io.StringIO("a-long-enough-pass-phrase\n"))
    said = add("northmoor-2", "--password-from-stdin")
    assert "a-long-enough" not in said
    assert User.objects.get(email=EMAIL).check_password("a-long-enough-pass-phrase")


def test_somebody_with_an_account_keeps_the_password():
    manager = UserFactory(email=EMAIL)
    said = add("northmoor-3", email=EMAIL.upper())
    manager.refresh_from_db()
    assert "signs in as before" in said
    assert manager.check_password("correct horse battery staple")
    assert User.objects.count() == 1


def test_a_joint_body_has_its_members():
    one, two = PartnershipFactory.create_batch(2)
    add("northmoor-joint", "--kind", "joint", "--member", one.slug, "--member", two.slug)
    assert set(JointMember.objects.filter(body__slug="northmoor-joint").values_list("member__slug", flat=True)) == {
        one.slug,
        two.slug,
    }


def test_a_run_that_was_cut_off_can_be_repeated():
    PartnershipFactory(slug="northmoor-4", name="Half made")
    add("northmoor-4")
    partnership = Partnership.objects.get(slug="northmoor-4")
    assert partnership.name == "Northmoor Safeguarding Partnership"
    assert roles_in(partnership) == ["manager"]


@pytest.mark.parametrize(
    ("slug", "options", "reason"),
    [
        ("sign-in", [], "address of the portal"),
        ("North Moor", [], "slug"),
        ("northmoor-5", ["--colour", "red"], "#0b4f6c"),
        ("northmoor-5", ["--member", "nowhere"], "joint"),
        ("northmoor-5", ["--kind", "joint"], "joint"),
        ("northmoor-5", ["--kind", "joint", "--member", "nowhere"], "no partnership “nowhere”"),
    ],
)
def test_what_cannot_be_is_refused_in_a_sentence_and_makes_nothing(slug, options, reason):
    with pytest.raises(CommandError, match=reason):
        add(slug, *options)
    assert not Partnership.objects.filter(slug=slug).exists()
    assert not User.objects.exists()


def test_a_partnership_is_not_added_twice():
    add("northmoor-six")
    with pytest.raises(CommandError, match="already"):
        add("northmoor-six", email="other@example.org")


def test_a_weak_password_is_refused(monkeypatch):
    monkeypatch.setattr("sys.stdin", io.StringIO("short\n"))
    with pytest.raises(CommandError, match="too short"):
        add("northmoor-seven", "--password-from-stdin")
    assert not Partnership.objects.filter(slug="northmoor-seven").exists()


def test_the_command_and_the_documents_name_every_kind():
    said = Command().create_parser("manage.py", "add_partnership").format_help()

    for path in ("docs/operations.md", "docs/guide/operator.md"):
        for kind in Partnership.Kind.values:
            assert f"| {kind} |" in (settings.BASE_DIR / path).read_text()
    for kind in Partnership.Kind.values:
        assert f"{kind}(" in "".join(said.split())
