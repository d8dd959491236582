"""What a reader of the children's collections' rule sees."""

from core.disclosure import rules
from core.formatting.numbers import parse
from indicators.suppression import show_measures, show_values

CLA = rules()["dfe-cla"]


def seen(*rows):
    """What a reader sees of each row; None for a hidden number."""
    shown = (show_measures if hasattr(rows[0], "topic") else show_values)(rows, CLA)
    return [parse(shown.of(row).value) for row in rows]
