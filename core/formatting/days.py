"""How a day is written."""

# With spaces that do not break, so that a date stays on one line.
DAY = "j\N{NO-BREAK SPACE}F\N{NO-BREAK SPACE}Y"
