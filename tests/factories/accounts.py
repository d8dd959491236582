import factory
from factory.django import DjangoModelFactory

from accounts.models import Membership, MembershipRole, Note, User
from core.db.account_scope import account_scope
from core.db.tenancy import partnership_scope
from tests.factories.core import ScopedFactory

PASSWORD = "correct horse battery staple"


class UserFactory(DjangoModelFactory):
    class Meta:
        model = User
        skip_postgeneration_save = True

    email = factory.Sequence(lambda n: f"person-{n}@example.org")
    name = factory.Sequence(lambda n: f"Person {n}")

    @factory.post_generation
    def password(user, create, extracted, **kwargs):
        user.set_password(extracted or PASSWORD)


def close(user) -> None:
    """The account is closed: its person signs in no more."""
    with account_scope(user):
        User.objects.filter(pk=user.pk).update(is_active=False)


class NoteFactory(ScopedFactory):
    class Meta:
        model = Note

    title = factory.Sequence(lambda n: f"Note {n}")
    text = "To be asked at the next meeting."
    written_by = factory.SubFactory(UserFactory)


def make_member(partnership, *roles, user=None, agency=None, **dates) -> User:
    """A user with these roles in the partnership."""
    user = user or UserFactory()
    with partnership_scope(partnership):
        membership = Membership.objects.create(partnership=partnership, user=user, **dates)
        for role in roles:
            MembershipRole.objects.create(partnership=partnership, membership=membership, role=role, agency=agency)
    return user
