"""Names of records, found however people write them: read from the database once, whatever the number of look-ups."""

import difflib
from collections.abc import Iterable

from core.formatting.folding import FIGURES, bare, fold, sort_key

SUGGESTIONS = 50
# How alike two names are, for a guess at what is meant and for a remark that one may be the other.
GUESS, SLIP = 0.6, 0.9


class Directory:
    """Records of one sort by name. `noun` is what they are called in messages. Other names that a record has or had,
    such as a short one, find it where none bears the text as its name."""

    def __init__(self, noun: str, entries=()):
        self.noun = noun
        self._names, self._full, self._keys, self._others = {}, {}, {}, {}
        self._by_words, self._asked = {}, {GUESS: {}, SLIP: {}}
        for key, name, *full in entries:
            self.add(key, name, *full)

    def add(self, key, name: str, full: str = "") -> None:
        """Enter a record; `full` is a longer name for it that is used where several share the short one."""
        self._names[key] = name
        self._full[key] = full or name
        for text in {fold(name), fold(full or name)}:
            self._keys.setdefault(text, []).append(key)
            self._by_words.setdefault(bare(text), key)

    def add_others(self, key, names: Iterable[str]) -> None:
        """Enter other names of a record; empty ones are none."""
        for text in set(map(fold, names)) - {""}:
            self._others.setdefault(text, []).append(key)

    def find(self, text: str):
        """The record's key; raises `ValueError` with the nearest name where there is none."""
        keys = self._known_as(text)
        if len(keys) == 1:
            return keys[0]
        if keys:
            full = sorted((self._full[key] for key in keys), key=sort_key)
            named = " or ".join(f"“{name}”" for name in full[:3])
            raise ValueError(f"“{text}” is the name of {len(keys)} records; write {named}")
        raise ValueError(f"there is no {self.noun} called “{text}”{self._nearest(text)}")

    def get(self, text: str):
        keys = self._known_as(text)
        return keys[0] if len(keys) == 1 else None

    def name(self, key) -> str:
        name = self._names.get(key, "")
        return name if len(self._keys.get(fold(name), ())) <= 1 else self._full[key]

    def like(self, text: str) -> str:
        """The name of a record that is much like a text and not the same: by other signs, another of its names or a
        slip of the hand; empty where there is none."""
        folded, words = fold(text), bare(text)
        if folded in self._keys:
            return ""
        if folded in self._others:
            return self._names[self._others[folded][0]]
        if words in self._by_words:
            return self._names[self._by_words[words]]
        near = self._close(folded, SLIP)
        # Wards, schools and years are told apart by their number.
        is_slip = near and FIGURES.findall(near) == FIGURES.findall(folded)
        return self._names[self._keys[near][0]] if is_slip else ""

    def _known_as(self, text: str) -> list:
        return self._keys.get(fold(text)) or self._others.get(fold(text), [])

    def _nearest(self, text: str) -> str:
        near = self._close(fold(text), GUESS)
        return f"; do you mean “{self._names[self._keys[near][0]]}”?" if near else ""

    def _close(self, folded: str, cutoff: float) -> str:
        """The nearest of the names; for so many texts only, since each is compared with all of them."""
        asked = self._asked[cutoff]
        if folded not in asked and len(asked) < SUGGESTIONS:
            asked[folded] = next(iter(difflib.get_close_matches(folded, self._keys, n=1, cutoff=cutoff)), "")
        return asked.get(folded, "")
