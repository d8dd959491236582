"""Numbers, units, days, names and signs as people write and read them.
Sentences about figures are in `core.formatting.sentences`.
"""
