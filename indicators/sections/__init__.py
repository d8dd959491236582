"""What reports can take from a partnership's figures. Importing this registers the sources.

Every count goes through the partnership's rule for small numbers as it stood when the year ended.
"""

from indicators.sections import breakdown, choosing, choosing_figures, indicators, key_figures, measures, over_years

__all__ = ["breakdown", "choosing", "choosing_figures", "indicators", "key_figures", "measures", "over_years"]
