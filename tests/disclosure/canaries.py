"""Figures that no reader may see, each a number that nothing else on any page is, and figures that anybody may see.

The rule that they are under hides what is below 100,000, so that a hidden number has five figures and cannot be taken
for a page number or a day.
"""

import re
from decimal import Decimal
from itertools import count

from core.disclosure import Rule

RULE = Rule(
    code="canary",
    name="What is below 100,000 is hidden",
    edition="Tests",
    source="Tests",
    threshold=100_000,
    hide_zero=False,
    round_to=1,
    symbol="[hush]",
    secondary=True,
    percent_min_denominator=100_000,
    min_population=0,
)
SEPARATORS = "[,.’'\u00a0\u2009\u202f ]?"


class Figures:
    """Numbers to put into records: `small` ones are hidden, `large` ones shown. Each is given once."""

    def __init__(self):
        self.hidden: dict[str, str] = {}
        self.shown: list[int] = []
        self._small, self._beside, self._large = count(20_011, 811), count(150_011, 2_003), count(310_019, 20_483)

    def small(self, what: str) -> int:
        number = next(self._small)
        assert number < 50_000, "Two of them have to be small together."
        self.hide(number, what)
        return number

    def large(self) -> int:
        number = next(self._large)
        self.shown.append(number)
        return number

    def beside(self, what: str) -> int:
        """A number that is not small and the smallest of the others, so that it is hidden beside a small one."""
        number = next(self._beside)
        self.hide(number, what)
        return number

    def share(self, part: int, whole: int, of: int, what: str) -> Decimal:
        """What a small number is of a whole, which gives it away as well as the number itself does."""
        share = round(Decimal(part) * of / whole, 5)
        self.hide(share, what)
        return share

    def hide(self, number: int | Decimal, what: str) -> None:
        """Take a number for one that nobody may read, in any way of writing it."""
        for text in _written(number):
            self.hidden[text] = what

    def in_text(self, text: str) -> dict[str, str]:
        """The hidden numbers that stand in a text, with what each is."""
        found = {re.sub(r"[^\d.]", "", one[0].replace(",", "")) for one in self._any(self.hidden).finditer(text)}
        return {one: self.hidden.get(one, "?") for one in found}

    def has_shown(self, text: str) -> bool:
        """Whether a number stands in the text that anybody may see."""
        return bool(self._any(map(str, self.shown)).search(text))

    def _any(self, numbers) -> re.Pattern:
        return re.compile(rf"(?<![\d.,])(?:{'|'.join(map(_pattern, numbers))})(?![\d])")


def _written(number: int | Decimal) -> set[str]:
    """An integer as it is; a share as it is and rounded as pages and tables round."""
    if isinstance(number, int):
        return {str(number)}
    return {f"{number:.{places}f}" for places in (2, 3, 4, 5)}


def _pattern(number: str) -> str:
    whole, _, rest = number.partition(".")
    grouped = f"{int(whole):,}".replace(",", SEPARATORS)
    return grouped + (rf"\.{rest}" if rest else "")
