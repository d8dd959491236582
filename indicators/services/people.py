"""What is said of a series: whether its figures count people."""

from django.db import transaction

from core.history.voiding import LONGEST, void
from core.imports.traces import written
from core.models import ImportBatch
from indicators.models import IndicatorValue, Measure, PeopleAnswer
from indicators.models.people import Series, forget_answers


class ReasonMissing(Exception):
    """Whoever says that figures count people, or that they do not, says why."""


@transaction.atomic
def say(*, partnership, series: Series, counts_people: bool, reason: str, by) -> PeopleAnswer:
    """Keep what somebody says of a series; the history keeps what was said before."""
    if not reason.strip():
        raise ReasonMissing("Say why.")
    _, about, unit = series
    of = {"topic": about} if isinstance(about, str) else {"indicator_id": about}
    if "topic" in of:
        # As its figures spell it.
        field = PeopleAnswer._meta.get_field("topic")
        of["topic"] = field.spelt(PeopleAnswer(partnership=partnership, **of))
    said = {"counts_people": counts_people, "reason": reason.strip(), "said_by": by}
    answer, is_new = PeopleAnswer.objects.select_for_update(of=("self",)).get_or_create(
        partnership=partnership, unit=unit, void_reason="", **of, defaults=said
    )
    if not is_new:
        for name, content in said.items():
            setattr(answer, name, content)
        answer.save()
    forget_answers()
    return answer


@transaction.atomic
def void_said_by(*, batch: ImportBatch, by) -> None:
    """Take back what an import said that is undone now, of series of which nothing stands any more.

    What somebody has said anew since stays.
    """
    said = dict(written(PeopleAnswer, batch).values_list("id", "said_at"))
    for answer in PeopleAnswer.objects.filter(pk__in=said):
        if answer.said_at == said[answer.pk] and not _stands(answer.series):
            void(record=answer, because=f"The import of {batch.file_name} was undone."[:LONGEST], by=by)
    forget_answers()


def _stands(series: Series) -> bool:
    partnership_id, about, unit = series
    figures = (
        Measure.objects.filter(topic=about)
        if isinstance(about, str)
        else IndicatorValue.objects.filter(indicator=about)
    )
    return figures.filter(partnership=partnership_id, unit=unit).exists()
