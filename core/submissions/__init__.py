"""What is sent by a form before it is a record: drafts of it, whose it is, that it is taken once, what is asked about
it. Fields and forms themselves are in `core.forms`.
"""
