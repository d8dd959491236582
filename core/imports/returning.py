"""Records that may come back: an agency leaves a group and returns, a title holds a role twice."""

from collections import Counter

from core.imports.records import Records
from core.imports.values import day


class ReturningRecords(Records):
    """Known by their key columns; where several records or rows share those, by the day they start on as well."""

    start = "starts_on"
    also_finds = ("starts_on",)
    also_finds = (start,)

    def tell_apart(self, dataset):
        records = [record for found in self.existing.values() for record in found]
        starts = [_start(row[self.fields[self.start].heading]) for row in dataset.by_heading()]
        shared = _repeated(self.keys) | _repeated(self.key_of(record) for record in records)
        self.keys = [_longer(key, start, shared) for key, start in zip(self.keys, starts, strict=True)]
        self.existing = {}
        for record in records:
            key = _longer(self.key_of(record), record.starts_on, shared)
            self.existing.setdefault(key, []).append(record)


def _repeated(keys) -> set:
    return {key for key, count in Counter(keys).items() if key is not None and count > 1}


def _longer(key, start, shared):
    return (*key, start) if key in shared else key


def _start(text):
    try:
        return day(text) if text else None
    except ValueError:
        return None
