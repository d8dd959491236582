"""Days and years that rules count by: the financial year of a partnership.
How a day is written is in `core.formatting` and `core.forms`.
"""
