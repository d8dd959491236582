from assurance.bounds import check_number, check_period
from core.imports.records import Records


class FigureRecords(Records):
    """Records of a period and a unit; a row that no figure can be is refused."""

    check_period = staticmethod(check_period)

    def check(self, instance):
        super().check(instance)
        self.ask("Period", self.check_period, instance.period)

    def check_numbers(self, numbers: dict, unit: str, **facts) -> None:
        """`numbers` by the headings of their columns."""
        for heading, number in numbers.items():
            self.ask(heading, check_number, number, unit, **facts)
