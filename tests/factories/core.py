import hashlib

import factory
from factory.django import DjangoModelFactory

from core.db.tenancy import current_scope, partnership_scope
from core.models import (
    AccessEntry,
    Document,
    Export,
    ImportBatch,
    Job,
    JointMember,
    Organisation,
    Partnership,
    SavedView,
    SetAside,
)

FIRST = {
    "darlington": ("Darlington Safeguarding Partnership", Partnership.Kind.BOTH),
    "durham": ("Durham Safeguarding Children Partnership", Partnership.Kind.CHILDREN),
    "durham-darlington-ceg": ("Child Exploitation Group of Durham and Darlington", Partnership.Kind.JOINT),
}


class ScopedFactory(DjangoModelFactory):
    """Rows of the partnership whose scope is open; its own keys are made in the same one."""

    class Meta:
        abstract = True

    partnership_id = factory.LazyFunction(lambda: (current_scope().writable or current_scope().readable)[0])

    @classmethod
    def _adjust_kwargs(cls, **kwargs):
        if "partnership" in kwargs:
            kwargs.pop("partnership_id")
        return kwargs


class OwnersFactory(DjangoModelFactory):
    """Rows that only the owner may write: committed at once, and kept until the run ends."""

    class Meta:
        abstract = True
        database = "owner"

    @classmethod
    def _create(cls, model_class, *args, **kwargs):
        return model_class.objects.get(pk=super()._create(model_class, *args, **kwargs).pk)


class PartnershipFactory(OwnersFactory):
    class Meta:
        model = Partnership
        django_get_or_create = ["slug"]

    slug = factory.Sequence(lambda n: f"partnership-{n}")
    name = factory.Sequence(lambda n: f"Partnership {n}")
    kind = Partnership.Kind.CHILDREN


def make_partnerships() -> dict[str, Partnership]:
    made = {
        slug: PartnershipFactory(slug=slug, name=name, short_name=slug.title(), kind=kind)
        for slug, (name, kind) in FIRST.items()
    }
    body = made["durham-darlington-ceg"]
    for share in ("darlington", "durham"):
        JointMember.objects.using("owner").get_or_create(body_id=body.pk, member_id=made[share].pk)
    return made


class OrganisationFactory(DjangoModelFactory):
    class Meta:
        model = Organisation

    name = factory.Sequence(lambda n: f"Organisation {n}")


class DocumentFactory(ScopedFactory):
    """A row only: nothing is stored under its id."""

    class Meta:
        model = Document

    name = factory.Sequence(lambda n: f"document-{n}.pdf")
    content_type = "application/pdf"
    size = 3
    sha256 = hashlib.sha256(b"abc").hexdigest()


class JobFactory(ScopedFactory):
    """A job that nobody will do: there is no message for it."""

    class Meta:
        model = Job

    kind = "tests.nothing"


class ImportBatchFactory(ScopedFactory):
    class Meta:
        model = ImportBatch

    kind = "agencies"
    file_name = factory.Sequence(lambda n: f"agencies-{n}.csv")
    document = factory.SubFactory(DocumentFactory)


class ExportFactory(ScopedFactory):
    class Meta:
        model = Export

    kind = "agencies"
    form = "csv"
    job = factory.SubFactory(JobFactory)
    asked_by = factory.SubFactory("tests.factories.accounts.UserFactory")


class SavedViewFactory(ScopedFactory):
    class Meta:
        model = SavedView

    user = factory.SubFactory("tests.factories.accounts.UserFactory")
    path = "/darlington/agencies/"
    name = factory.Sequence(lambda n: f"View {n}")
    query = "kind=statutory"


class AccessEntryFactory(ScopedFactory):
    class Meta:
        model = AccessEntry

    user = factory.SubFactory("tests.factories.accounts.UserFactory")
    action = AccessEntry.Action.EXPORT
    what = factory.Sequence(lambda n: f"Records {n}")

    @classmethod
    def _create(cls, model_class, *args, user, **kwargs):
        """In that person's scope: the database lets nobody write in another's name."""
        with partnership_scope(*Partnership.objects.filter(pk__in=current_scope().readable), by=user):
            return super()._create(model_class, *args, user=user, **kwargs)


class SetAsideFactory(ScopedFactory):
    class Meta:
        model = SetAside

    duty = factory.Sequence(lambda n: f"duty:{n}")
    title = "Something late"
    reason = "It is not done."
