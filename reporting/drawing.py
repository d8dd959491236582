"""How a section's figures are drawn: the form that asks for a chart or none, its kind, and the caption."""

from core import forms
from core.reports.sources import Source
from indicators.sections.measures import CHARTS
from reporting.forms.printed import validate_printable

BY_ITSELF = ("", "As the section does by itself")
KINDS = {
    "bar": "Bars",
    "stacked": "Stacked bars",
    "grouped": "Bars side by side",
    "line": "Lines",
    "share": "Shares of a whole",
}
OPTIONS = ("chart", "chart_kind", "caption")


def may_draw(source: Source | None) -> bool:
    """Whether there is anything to say."""
    return source is not None and any(name in source.options for name in OPTIONS)


class DrawingForm(forms.Form):
    """Has only the fields that the source understands. `drawing` is what `services.shows.draw` takes."""

    chart = forms.ChoiceField(
        required=False,
        widget=forms.Radios,
        label="Chart",
        choices=[BY_ITSELF, ("yes", "With a chart"), ("no", "Without a chart")],
    )
    chart_kind = forms.ChoiceField(
        required=False,
        label="Kind of chart",
        choices=[("", "The one that suits the figures")],
        help_text="Different topics, rates, and shares that are not of one whole do not add up. They are drawn side by "
        "side, not stacked.",
    )
    caption = forms.TextField(
        required=False,
        rows=3,
        max_length=600,
        label="Caption",
        validators=[validate_printable],
        help_text="What the table shows. Where there are several tables, a line for each.",
    )
    was = forms.CharField(widget=forms.HiddenInput, required=False)

    mark_optional = False

    def __init__(self, *args, source: Source, options: dict, was: str, **more):
        super().__init__(*args, **more)
        self.fields["chart_kind"].choices = [
            *self.fields["chart_kind"].choices,
            *((kind, KINDS[kind]) for kind in CHARTS),
        ]
        for name in OPTIONS:
            if name not in source.options:
                del self.fields[name]
        self.has_tables = "topics" in source.options
        chart, caption = options.get("chart"), options.get("caption") or ""
        self.initial = {
            "chart": {True: "yes", False: "no"}.get(chart, ""),
            "chart_kind": options.get("chart_kind", ""),
            "caption": caption if isinstance(caption, str) else "\n".join(caption),
            "was": was,
        } | self.initial

    @property
    def drawing(self) -> dict:
        given = {name: self.cleaned_data[name] for name in self.fields if name != "was"}
        made = {name: value or None for name, value in given.items()}
        if "chart" in made:
            made["chart"] = {"yes": True, "no": False}.get(given["chart"])
        if lines := [line.strip() for line in (given.get("caption") or "").splitlines() if line.strip()]:
            # Only topics give more than one table.
            made["caption"] = lines if len(lines) > 1 and self.has_tables else " ".join(lines)
        return made
