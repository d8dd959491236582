"""How the cache keeps values."""

import json


class JSONSerializer:
    """What the cache holds, as JSON: reading it back runs nothing, whoever wrote it. Numbers stay numbers."""

    def dumps(self, value):
        # Valkey counts up and down only what it can read as a number.
        return value if type(value) is int else json.dumps(value).encode()

    def loads(self, data):
        return json.loads(data)
