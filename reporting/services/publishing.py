"""From a signed edition to the copy that the public reads."""

from django.db import transaction
from django.utils import timezone

from reporting.joint_bodies import given_away
from reporting.models import Edition, PublishedEdition

State = Edition.State


GIVES_AWAY = (
    "Together with what your joint body and its other areas have published, this edition would tell a number that is "
    "too small to show:"
)


class CannotPublish(Exception):
    """An edition cannot be published; the text says what is missing."""


@transaction.atomic
def publish(*, edition: Edition, by) -> PublishedEdition:
    """Copy a signed edition to where the public reads, and supersede the one that was published before."""
    edition = Edition.objects.select_for_update(of=("self",)).get(pk=edition.pk)
    if edition.state != State.SIGNED:
        waiting = ", ".join(signature.signer for signature in edition.waiting)
        raise CannotPublish(f"Still to be signed by {waiting}." if waiting else "This edition is not signed.")
    if not edition.is_complete:
        raise CannotPublish("Sections of this edition have nothing in them yet.")
    if figures := given_away(edition):
        raise CannotPublish(f"{GIVES_AWAY} {'; '.join(figures)}. Leave these out of the report, and compile it again.")
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
        **_file("pdf", edition.pdf),
        **_file("tables", edition.tables),
    )


def _file(name: str, document) -> dict:
    return {f"{name}_path": document.path, f"{name}_size": document.size, f"{name}_sha256": document.sha256}
