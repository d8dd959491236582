"""Seals: the history and whatever else is written for good, chained in batches so that a row that was edited, removed
or put in afterwards can be named. What the chain is good for, and what not, is in ADR 37.
"""
