"""Records that were voided and stand again: the file of an undo of an undo."""

from core.imports.columns import NOTHING, VOIDED


class Restoring:
    """The half of a resource that finds a row's record, also one that the undone import voided.

    `returns` holds the ids of what that import voided. A row whose column “Withdrawn” says `(empty)` is about one
    of those, and about no other record of the same key.
    """

    def find_existing(self, dataset) -> None:
        self.existing = {}
        for instance in self.get_queryset().filter(**self._nearby()):
            self.existing.setdefault(self.key_of(instance), []).append(instance)
        self.returning = self._returning(dataset) if self.returns else set()
        for instance in self._voided() if self.returning else ():
            if (key := self.key_of(instance)) in self.returning:
                self.existing.setdefault(key, [instance])

    def tell_what_goes(self, instance) -> None:
        """In the preview, what goes with a record that is voided, or what comes with it again."""
        if not self.preview.touches(VOIDED):
            return
        told = self.gone(instance)
        again = not instance.void_reason
        self.preview.changes += tuple((heading, "", text) for heading, text, _ in told) if again else told

    def check_return(self) -> None:
        """Refuse a row that brings a record back where another stands in its place, or where there is none."""
        if self.keys[self.index] not in self.returning:
            return
        found = self.found()
        if found is None:
            self.refuse(VOIDED, "the record that this brings back is not among the withdrawn entries any more")
        elif found.pk not in self.returns:
            self.refuse(VOIDED, "the same has been entered again since, so that this cannot come back beside it")

    def _returning(self, dataset) -> set:
        """The keys of the rows that bring a record back."""
        rows = zip(self.keys, dataset.by_heading(), strict=True)
        return {key for key, row in rows if key is not None and row[VOIDED] == NOTHING}

    def _voided(self):
        gone = self.model.with_voided.filter(pk__in=self.returns).exclude(void_reason="")
        return gone.select_for_update(of=("self",)) if self.writes else gone
