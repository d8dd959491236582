"""What a value is compared with, and what each is called: beside the figure, in a report, and in its sentences."""

from typing import NamedTuple


class Comparator(NamedTuple):
    """`name` is the field of the value. A report says `label`; `formal` is what those who keep the figures call it."""

    name: str
    formal: str
    label: str
    in_words: str

    def of(self, row):
        """The number that the row is compared with; None where there is none."""
        return getattr(row, self.name)


AREAS = (
    Comparator("statistical_neighbours", "Statistical neighbours", "Similar areas", "similar areas"),
    Comparator("region", "Region", "Region", "the region"),
    Comparator("england", "England", "England", "England"),
)
TARGET = Comparator("target", "Target", "Target", "the target")
