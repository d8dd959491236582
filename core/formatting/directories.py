"""Names of records, found however people write them: read from the database once, whatever the number of look-ups."""

import difflib

from core.formatting.folding import fold

SUGGESTIONS = 50


class Directory:
    """Records of one sort by name. `noun` is what they are called in messages."""

    def __init__(self, noun: str, entries=()):
        self.noun = noun
        self._names, self._full, self._keys = {}, {}, {}
        self._asked = {}
        for key, name, *full in entries:
            self.add(key, name, *full)

    def add(self, key, name: str, full: str = "") -> None:
        """Enter a record; `full` is a longer name for it that is used where several share the short one."""
        self._names[key] = name
        self._full[key] = full or name
        for text in {fold(name), fold(full or name)}:
            self._keys.setdefault(text, []).append(key)
        self._asked.clear()

    def find(self, text: str):
        """The record's key; raises `ValueError` with the nearest name where there is none."""
        keys = self._keys.get(fold(text), ())
        if len(keys) == 1:
            return keys[0]
        if keys:
            named = " or ".join(f"“{name}”" for name in sorted(self._full[key] for key in keys)[:3])
            raise ValueError(f"“{text}” is the name of {len(keys)} records; write {named}")
        raise ValueError(f"there is no {self.noun} called “{text}”{self._nearest(text)}")

    def get(self, text: str):
        keys = self._keys.get(fold(text), ())
        return keys[0] if len(keys) == 1 else None

    def name(self, key) -> str:
        name = self._names.get(key, "")
        return name if len(self._keys.get(fold(name), ())) <= 1 else self._full[key]

    def _nearest(self, text: str) -> str:
        if text not in self._asked and len(self._asked) < SUGGESTIONS:
            found = difflib.get_close_matches(fold(text), self._keys, n=1, cutoff=0.6)
            self._asked[text] = f"; do you mean “{self._names[self._keys[found[0]][0]]}”?" if found else ""
        return self._asked.get(text, "")
