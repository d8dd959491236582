"""What is said of a series: whether its figures count people."""

from django.db import transaction

from assurance.models import PeopleAnswer
from assurance.models.people import Series, forget_answers


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
        partnership=partnership, unit=unit, taken_back="", **of, defaults=said
    )
    if not is_new:
        for name, content in said.items():
            setattr(answer, name, content)
        answer.save()
    forget_answers()
    return answer
