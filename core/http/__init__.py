"""What stands around every request and answer: headers, the access log, public caching, the context of the base
template. Views of the floor are in `core.views`, the scope of a request is opened by `accounts`.
"""
