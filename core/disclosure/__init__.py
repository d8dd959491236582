"""Small numbers: what of related figures may be shown. Pages, exports, charts and reports all ask `protect`.
Which figures of indicators belong together is in `indicators.suppression`.
"""

from core.disclosure.groups import Count, Group, Ratio, Shown, ShownRatio
from core.disclosure.protection import protect
from core.disclosure.rules import Default, Rule, defaults, rules

__all__ = ["Count", "Default", "Group", "Ratio", "Rule", "Shown", "ShownRatio", "defaults", "protect", "rules"]
