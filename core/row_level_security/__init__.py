"""The wall between partnerships in the database: policies, grants, composite keys and the functions that they ask.
How the application opens the scope of a partnership is in `core.db.tenancy`.
"""
