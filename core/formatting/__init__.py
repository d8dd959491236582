"""Numbers, names and signs as people write and read them.
Sentences about figures in `core.reports.sentences`.
"""
