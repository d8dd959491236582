"""From a signed edition to the copy that the public reads."""

from django.db import transaction
from django.utils import timezone

from reporting import public_face
from reporting.joint_bodies import given_away
from reporting.models import Edition, PublishedEdition
from reporting.profiles import partners_on, read
from reporting.services import profiles

State = Edition.State
NOBODY_TO_ASK = (
    "The public pages would name nobody whom people can ask for another format, such as large print or easy read. Say "
    "first how they reach the partnership."
)
GIVES_AWAY = (
    "Together with what your joint body and its other areas have published, this edition would tell a number that is "
    "too small to show:"
)


# What has become of it meanwhile, as somebody else was quicker.
ALREADY = {
    State.PUBLISHED: "is published already.",
    State.SUPERSEDED: "was published, and a newer edition has taken its place.",
    State.TAKEN_DOWN: "was published, and has been taken down.",
    State.DROPPED: "was dropped.",
}


class CannotPublish(Exception):
    """An edition cannot be published; the text says what is missing."""


def whom_to_ask(partnership) -> str:
    """How to reach the partnership, as the public would read it; nothing where neither page nor settings say."""
    page = profiles.current()
    return public_face.contact_of(partnership, read(page.snapshot) if page else None)


@transaction.atomic
def publish(*, edition: Edition, by) -> PublishedEdition:
    """Copy a signed edition to where the public reads, and supersede the one that was published before."""
    edition = Edition.objects.select_for_update(of=("self",)).get(pk=edition.pk)
    if edition.state in ALREADY:
        raise CannotPublish(f"Edition {edition.number} {ALREADY[edition.state]}")
    if edition.state != State.SIGNED:
        waiting = ", ".join(signature.signer for signature in edition.waiting)
        raise CannotPublish(f"Still to be signed by {waiting}." if waiting else "This edition is not signed.")
    if not edition.is_complete:
        raise CannotPublish("Sections of this edition have nothing in them yet.")
    if figures := given_away(edition):
        raise CannotPublish(f"{GIVES_AWAY} {'; '.join(figures)}. Leave these out of the report, and compile it again.")
    if not whom_to_ask(edition.partnership):
        raise CannotPublish(NOBODY_TO_ASK)
    report = edition.report
    report.editions.filter(state=State.PUBLISHED).update(state=State.SUPERSEDED)
    PublishedEdition.objects.of_year(report.year).filter(is_superseded=False).update(is_superseded=True)
    edition.state = State.PUBLISHED
    edition.save(update_fields=["state"])
    return PublishedEdition.objects.create(
        partnership=edition.partnership,
        year=report.year,
        title=report.title,
        number=edition.number,
        snapshot=edition.snapshot,
        charts=edition.charts,
        sha256=edition.sha256,
        published_on=timezone.localdate(),
        partners=partners_on(timezone.localdate()),
        **_file("pdf", edition.pdf),
        **_file("tables", edition.tables),
    )


def _file(name: str, document) -> dict:
    return {f"{name}_path": document.path, f"{name}_size": document.size, f"{name}_sha256": document.sha256}
