"""Who follows whom among the agencies of several years, so that a successor stands beside what it follows."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field


@dataclass(frozen=True)
class Followers:
    """The successors of each agency, by their keys, as they were on one day."""

    by_agency: Mapping[object, tuple] = field(default_factory=dict)

    @classmethod
    def of(cls, pairs: Iterable[tuple]) -> "Followers":
        """From pairs of predecessor and successor."""
        found: dict = {}
        for predecessor, successor in pairs:
            found[predecessor] = (*found.get(predecessor, ()), successor)
        return cls(found)

    def follows(self, agency) -> bool:
        """Whether it took over from anybody."""
        return any(agency in successors for successors in self.by_agency.values())

    def last_of(self, agency, giving: set):
        """The last agency that gives in the line of those that follow the agency one by one; else itself."""
        line = [agency, *self._line(agency)]
        return next((one for one in reversed(line) if one in giving), agency)

    def split_of(self, agency) -> tuple:
        """The several agencies into which the agency, or the last that follows it one by one, was split."""
        last = [agency, *self._line(agency)][-1]
        return found if len(found := self.by_agency.get(last, ())) > 1 else ()

    def _line(self, agency) -> list:
        """Those that follow the agency, each of them the only successor of the one before it."""
        line: list = []
        while len(found := self.by_agency.get(agency, ())) == 1 and found[0] not in line:
            (agency,) = found
            line.append(agency)
        return line
