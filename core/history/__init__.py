"""What happened to records: tracking by triggers, the revisions of a row, and rows that were voided.
Pages of a record's history are in `core.timelines`; who took records out of the portal is in `core.http.access_log`.
"""
