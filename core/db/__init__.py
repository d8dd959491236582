"""How the portal uses PostgreSQL: the scope of a partnership, locks, rows that hold for a time, many questions in one
statement. The policies that the database itself holds are in `core.row_level_security`, models of records in
`core.models`.
"""
