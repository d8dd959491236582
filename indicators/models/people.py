"""Whether figures count people, which a rule for small numbers may hide: a fact of a whole series, never of one row.

A series is all figures of one indicator, or of one topic, in one unit. They count people unless their unit is one that
never does (`core.formatting.units`) or somebody has said otherwise. Were it said of single rows, the difference between
two periods would tell what the other hides.
"""

from collections.abc import Iterable

from django.apps import apps
from django.db import models
from django.db.models import Q

from core.db.headings import HeadingField
from core.db.names import Fold
from core.db.tenancy import current_scope
from core.formatting.folding import fold
from core.formatting.units import Unit, code_of, unit_named
from core.formatting.units.fields import UnitField
from core.history.tracking import tracked
from core.history.voiding import NOT_VOIDED, NotVoidedManager, VoidableModel
from indicators.wholes import names_the_whole

Series = tuple[int, object, str]
MEMO = "people-answers"


class PeopleAnswerQuerySet(models.QuerySet):
    def of_series(self, series: Series):
        partnership_id, about, unit = series
        named = {"topic": about} if isinstance(about, str) else {"indicator": about}
        return self.filter(partnership=partnership_id, unit=unit, **named)


@tracked
class PeopleAnswer(VoidableModel):
    """What somebody said of one series: that its figures count people, or that they do not, and why."""

    indicator = models.ForeignKey("indicators.Indicator", on_delete=models.PROTECT, null=True, related_name="+")
    topic = HeadingField(
        max_length=120, blank=True, shared=["indicators.Measure.topic", "indicators.OwnIndicator.topic"]
    )
    unit = UnitField()
    counts_people = models.BooleanField("counts people")
    reason = models.TextField("why")
    said_by = models.ForeignKey("accounts.User", on_delete=models.PROTECT, null=True, related_name="+")
    said_at = models.DateTimeField(auto_now=True)

    objects = NotVoidedManager.from_queryset(PeopleAnswerQuerySet)()

    class Meta:
        verbose_name = "answer about people"
        verbose_name_plural = "answers about people"
        ordering = ["topic__sort", "indicator__number", "unit"]
        constraints = [
            models.UniqueConstraint(
                "partnership",
                "indicator",
                Fold("topic"),
                "unit",
                condition=NOT_VOIDED,
                nulls_distinct=False,
                name="indicators_peopleanswer_once",
                violation_error_message="Somebody has said already whether these figures count people.",
            ),
            models.CheckConstraint(
                condition=Q(indicator=None) ^ Q(topic=""),
                name="indicators_peopleanswer_of_one_series",
            ),
        ]

    def __str__(self):
        about = self.topic or str(self.indicator)
        return f"{about}, {unit_named(self.unit).name}"

    def get_absolute_url(self):
        """The page of the figures that it is about; the list of topics where there are none."""
        if self.indicator_id:
            return self.url_of("indicators:indicator", self.indicator.number)
        measures = apps.get_model("indicators", "Measure").objects
        if not measures.of_topic(self.topic).exists():
            return self.url_of("indicators:measures")
        return self.url_of("indicators:measure_topic", self.topic)

    @property
    def series(self) -> Series:
        return self.partnership_id, self.topic or self.indicator_id, self.unit


def answers() -> dict[Series, bool]:
    """What was said of every series that the running scope may read; one query for the whole scope."""
    if MEMO not in current_scope().memo:
        know_answers(PeopleAnswer.objects.order_by())
    return current_scope().memo[MEMO]


def know_answers(said: Iterable[PeopleAnswer]) -> None:
    """Let the running scope know all that was said, from whoever has read it."""
    current_scope().memo[MEMO] = {_folded(answer.series): answer.counts_people for answer in said}


def is_answered(series: Series) -> bool:
    """Whether somebody has said whether its figures count people."""
    return _folded(series) in answers()


def is_about_people(series: Series) -> bool:
    """Whether a small number may hide its figures: as counts of people, or as what is worked out of such counts."""
    return answers().get(_folded(series), unit_named(series[-1]).may_count_people)


def _folded(series: Series) -> Series:
    partnership_id, about, unit = series
    return partnership_id, fold(about) if isinstance(about, str) else about, unit


def forget_answers() -> None:
    """Ask anew: one of them has been given."""
    current_scope().memo.pop(MEMO, None)


class InSeries:
    """What a figure's row knows by its series and its category; `about` and `category_in` name the attributes that say
    what it is a figure of, and of which category."""

    about = category_in = ""

    @property
    def in_unit(self) -> Unit:
        return unit_named(self.unit)

    def is_in(self, unit: str | None) -> bool:
        """Whether it is in the unit, however that is spelt; None means in any."""
        return unit is None or code_of(unit) == self.in_unit.code

    @property
    def series(self) -> Series:
        return self.partnership_id, getattr(self, self.about), self.in_unit.code

    @property
    def is_about_people(self) -> bool:
        """Whether a small number may hide it: as a count of people, or as what is worked out of such counts."""
        return is_about_people(self.series)

    @property
    def counts_people(self) -> bool:
        """Whether it is itself a number of people."""
        return self.in_unit.is_count and self.is_about_people

    @property
    def is_whole(self) -> bool:
        """Whether it is of all categories together."""
        return names_the_whole(getattr(self, self.category_in))

    @property
    def part(self) -> str:
        """What tells its category from all others: after the name of its breakdown, where it has one."""
        category = getattr(self, self.category_in)
        return f"{self.grouped_by}: {category}" if self.grouped_by and category else category
