from core import forms
from core.formatting import sentences

MOST_CONFLICTS = 100
ALL = "all"


class UndoForm(forms.Form):
    """What an officer decides before an import is undone: which later changes go, and the last day of what is new."""

    also = forms.MultipleChoiceField(
        label="Changed since: undo these too",
        help_text="Tick a record to have it as it was before the import. One that you leave stays as it is now.",
        widget=forms.Checkboxes,
        required=False,
        error_messages={"invalid_choice": "A record has changed again since you opened this page. Look again"},
    )
    last_day = forms.DateField(
        label="Last day of the records that the import added",
        called="Last day",
        help_text="Nothing is deleted: they end. For example, 31 3 2026",
    )

    def __init__(self, *args, undoing, **kwargs):
        super().__init__(*args, **kwargs)
        self.undoing = undoing
        if undoing.conflicts:
            self.fields["also"].choices = _choices(undoing.conflicts)
        else:
            del self.fields["also"]
        if not undoing.to_end:
            del self.fields["last_day"]

    @property
    def wanted(self) -> frozenset:
        """The keys of the records that are put back although somebody has changed them since."""
        ticked = set(self.cleaned_data.get("also", ()))
        return frozenset(
            one.instance.pk for one in self.undoing.conflicts if ALL in ticked or str(one.instance.pk) in ticked
        )


def _choices(conflicts) -> list[tuple[str, str]]:
    """Each conflict with what it would lose; beyond a page's worth of them, all or none."""
    if len(conflicts) > MOST_CONFLICTS:
        return [(ALL, f"All {len(conflicts):,} records that were changed since")]
    return [(str(one.instance.pk), f"{one.label}: {_said(one)}") for one in conflicts]


def _said(trace) -> str:
    if trace.is_new:
        now = (f"{cell.heading} is now “{_short(cell.now)}”" for cell in trace.cells)
        return f"withdrawn, although {sentences.listed(list(now))}"
    cells = (f"{cell.heading} from “{_short(cell.now)}” to “{_short(cell.before)}”" for cell in trace.cells)
    return "; ".join(cells)


def _short(text: str) -> str:
    text = text or "nothing"
    return text if len(text) <= 60 else f"{text[:59]}…"
