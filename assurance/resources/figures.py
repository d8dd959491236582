from functools import cached_property

from assurance import questions
from assurance.bounds import check_number, check_period
from core.imports.records import Records
from core.questions import ConfirmedModel

ALL_PARTS = "where the parts are all there are: they are then added up, and shares make 100%"
PUBLISHED = "where its owner has published the figure: a small number is then not hidden"


class FigureRecords(Records):
    """Records of a period and a unit; a row that no figure can be is refused."""

    check_period = staticmethod(check_period)

    def check(self, instance):
        super().check(instance)
        self.ask("Period", self.check_period, instance.period)

    @cached_property
    def known(self) -> questions.Known:
        return questions.Known(self.model)

    def questions(self, instance):
        if not isinstance(instance, ConfirmedModel):
            return []
        found = questions.about(instance, self.known)
        self.known.add(instance)
        return found

    def check_numbers(self, numbers: dict, unit: str, **facts) -> None:
        """`numbers` by the headings of their columns."""
        for heading, number in numbers.items():
            self.ask(heading, check_number, number, unit, **facts)
