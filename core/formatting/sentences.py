"""Sentences made from figures: what a chart shows, said in words."""

import datetime
import re
from collections.abc import Sequence
from decimal import ROUND_HALF_UP, Decimal

from core.formatting import numbers
from core.formatting.numbers import plain
from core.formatting.units import unit_named
from core.formatting.wholes import whole_of

TENTH = Decimal("0.1")
PART_OF_YEAR = re.compile(r"(\d{4}-\d{2}) (Q[1-4]|H[12])", re.ASCII)
PARTS = {**{f"Q{n}": f"quarter {n}" for n in range(1, 5)}, "H1": "first half", "H2": "second half"}


def listed(names: Sequence[str]) -> str:
    """a; a and b; a, b and c."""
    *most, last = names
    return f"{', '.join(most)} and {last}" if most else last


def capital(text: str) -> str:
    """With a capital letter, to stand at the head of a column."""
    return text[:1].upper() + text[1:]


def within(title: str) -> str:
    """Without the capital of its first word, to stand in a sentence; an abbreviation and all that follows stay."""
    return title[:1].lower() + title[1:] if title[1:2].islower() else title


def day(moment: datetime.date) -> str:
    return f"{moment.day} {moment:%B %Y}"


def period(text: str) -> str:
    """A period as a reader says it: 2019-20, 31 March 2020, quarter 4 of 2019-20, first half of 2019-20."""
    if found := PART_OF_YEAR.fullmatch(text):
        return f"{PARTS[found[2]]} of {found[1]}"
    try:
        return day(datetime.date.fromisoformat(text))
    except ValueError:
        return text


def in_period(text: str) -> str:
    """With the words that go before it: in 2019-20, on 31 March 2020, in the first half of 2019-20."""
    words = period(text)
    if re.fullmatch(r"\d{1,2} \w+ \d{4}", words):
        return f"on {words}"
    return f"in the {words}" if " half of " in words else f"in {words}"


def share(part: Decimal, whole: Decimal) -> str:
    return numbers.percent((part * 100 / whole).quantize(Decimal(1), ROUND_HALF_UP))


def known(points: Sequence[tuple[str, str | None]]) -> list[tuple[str, Decimal]]:
    """The points whose value is a number, and not hidden or missing."""
    parsed = [(name, numbers.parse(value)) for name, value in points]
    return [(name, value) for name, value in parsed if value is not None]


def ranking(points: Sequence[tuple[str, str | None]], unit: str, total: str | None = None) -> str:
    """Which part is largest and which is smallest, and how much of the total the largest is.

    Where numbers are hidden or not known, only of those that are shown, and how many are not.
    """
    shown = known(points)
    if not shown:
        return f"none of the numbers is {'shown' if _hidden(points) else 'known'}."
    most, least = max(value for _, value in shown), min(value for _, value in shown)
    if most == least and (len(shown) > 1 or not most):
        return f"{_alike(shown, points)} {numbers.with_unit(most, unit)}.{left_out(points)}"
    whole, of_unit = whole_of([value for _, value in shown], total, unit), unit_named(unit)
    high, low = ("largest", "smallest") if whole or of_unit.adds_up else ("highest", "lowest")
    is_said = whole and not of_unit.is_part_of_whole
    of = f" of {numbers.with_unit(whole, unit)} ({share(most, whole)})" if is_said else ""
    at = f"at {numbers.with_unit(most, unit)}{of}"
    if len(shown) < len(points) and len(shown) == 1:
        return f"only “{shown[0][0]}” is shown, {at}.{left_out(points)}"
    says = "of the numbers that are shown, " if len(shown) < len(points) else ""
    says += f"{_who(shown, most, high)}, {at}"
    if most != least:
        says += f"; {_who(shown, least, low)}, at {numbers.with_unit(least, unit)}"
    return f"{says}.{left_out(points)}"


def _alike(shown: list[tuple[str, Decimal]], points: Sequence) -> str:
    """Of numbers that are all the same none is the largest."""
    if len(shown) == 1:
        return f"“{shown[0][0]}” was"
    return "each number that is shown was" if len(shown) < len(points) else "each number was"


def left_out(points: Sequence[tuple[str, str | None]]) -> str:
    """A sentence, to stand after others, that says how many numbers are not shown or not known; empty where all are."""
    hidden, unknown = _hidden(points), sum(value is None for _, value in points)
    said = [f" {_so_many(hidden)} not shown." if hidden else "", f" {_so_many(unknown)} not known." if unknown else ""]
    return "".join(said)


def _hidden(points: Sequence[tuple[str, str | None]]) -> int:
    return sum(value is not None and numbers.parse(value) is None for _, value in points)


def _so_many(count: int) -> str:
    return "1 number is" if count == 1 else f"{count} numbers are"


def _who(shown: list[tuple[str, Decimal]], value: Decimal, place: str) -> str:
    """Who has the value, all of them where several do."""
    names = [f"“{name}”" for name, amount in shown if amount == value]
    return f"{listed(names)} {'was' if len(names) == 1 else 'were'} the {place}"


def comparison(name: str, own: tuple[str, str | None], others: Sequence[tuple[str, str | None]], unit: str) -> str:
    """A value beside those of other areas: above one, below another."""
    mine, beside = known([own]), known(others)
    if _hidden([own]):
        return f"{name} cannot be compared: the number for {own[0]} is not shown."
    if not mine or not beside:
        return f"{name} cannot be compared."
    value = mine[0][1]
    relations = {
        word: [f"{whose} ({numbers.with_unit(number, unit)})" for whose, number in beside if is_so(number)]
        for word, is_so in (
            ("below", lambda number: value < number),
            ("the same as", lambda number: value == number),
            ("above", lambda number: value > number),
        )
    }
    said = [f"{word} {listed(names)}" for word, names in relations.items() if names]
    return f"{name}: {own[0]}, at {numbers.with_unit(value, unit)}, was {listed(said)}."


def shares(texts: Sequence[str | None], total: str | None, unit: str) -> list[str] | None:
    """What share of the total each number is, to one decimal; None where any of them is hidden or not known, and where
    they are no parts of it."""
    whole, parts = whole_of(texts, total, unit), [numbers.parse(text) for text in texts]
    if not whole or None in parts or sum(parts) != whole:
        return None
    return [plain((part * 100 / whole).quantize(TENTH, ROUND_HALF_UP)) for part in parts]


def change(name: str, points: Sequence[tuple[str, str | None]], unit: str) -> str:
    """How a value moved from the first period that is known to the last."""
    shown = known(points)
    rest = left_out(points)
    if len(shown) < 2:
        return f"{name} cannot be compared over time.{rest}"
    (start, before), (end, after) = shown[0], shown[-1]
    values = (
        f"{numbers.with_unit(before, unit)} {in_period(start)}",
        f"{numbers.with_unit(after, unit)} {in_period(end)}",
    )
    if before == after:
        return f"{name} was the same at the end as at the beginning: {values[0]}, {values[1]}.{rest}"
    return f"{name} {'rose' if after > before else 'fell'} from {values[0]} to {values[1]}.{rest}"


def titled(title: str, year: object) -> str:
    """A title with its year, which stands there once however somebody has typed it: “Annual report 2019-20”."""
    first, last = str(year).split("-")
    ends = (last, str(int(first) + 1))
    ways = [f"{first}{sign}{end}" for sign in ("-", "/", "\N{EN DASH}", " to ", "-to-") for end in ends]
    return title if any(way in title for way in ways) else f"{title} {year}"
