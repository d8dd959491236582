"""What a report of the ledger must say, table by table, worked out here and with nothing of the portal.

An adults board follows the Safeguarding Adults Collection: people from 0 to 4 are shown as [c], other numbers of people
to the nearest 5, percentages without decimals. Money is as it is.
"""

from decimal import ROUND_HALF_UP, Decimal

from tests.system.adults_board import ledger
from tests.system.adults_board.ledger import BEFORE, YEAR

HIDDEN, NOTHING = "[c]", "–"
WHOLE, TENTH = Decimal(1), Decimal("0.1")
ENDED = "31 March 2026"


def tables() -> list[tuple[str, list[list[str]]]]:
    """Caption and rows of each table, in the order of the report."""
    outline = [groups(), partners(), headlines(), risks(), places(), personal(), voice(), training(), cash()]
    return [*outline, in_kind(with_year=True), income(), posts(), who_was_trained(), budget(), in_kind(with_year=False)]


def people(count) -> str:
    return HIDDEN if count < 5 else f"{_nearest_5(count):,}"


def _nearest_5(count) -> int:
    return int((Decimal(count) / 5).quantize(WHOLE, ROUND_HALF_UP) * 5)


def percent(counted, of) -> str:
    """Of what is printed: a share of the exact numbers would tell them."""
    return whole_percent(Decimal(_nearest_5(counted)) * 100 / _nearest_5(of))


def whole_percent(share) -> str:
    return f"{Decimal(share).quantize(WHOLE, ROUND_HALF_UP)}%"


def rate(counted, of) -> str:
    return f"{(Decimal(_nearest_5(counted)) * 100_000 / of).quantize(TENTH, ROUND_HALF_UP):,}"


def pounds(amount, pence=False) -> str:
    return NOTHING if amount is None else f"£{amount:,.2f}" if pence else f"£{amount:,}"


def groups() -> tuple:
    head, *listed = ledger.GROUPS
    rows = sorted([row[0], row[5], row[4]] for row in listed)
    board = next(row for row in rows if row[0] == "Board")
    return "What the groups are for", [
        ["Group", "What it is for", "Meetings a year"],
        board,
        *(r for r in rows if r != board),
    ]


def partners() -> tuple:
    return f"The statutory partners on {ENDED}", [["Partner"], *([name] for name in sorted(ledger.STATUTORY))]


def headlines() -> tuple:
    """Counts beside the rates and shares that are worked out of them."""
    columns = ["Indicator", "Number", "Counted", "Out of", "Rate per 100,000", "Counted", "Out of", "Per cent"]
    rates = [
        [name, people(counted), people(counted), f"{ledger.ADULTS:,}", rate(counted, ledger.ADULTS), *[NOTHING] * 3]
        for name, counted in (("Adult safeguarding concerns", 1846), ("Adult safeguarding enquiries", 702))
    ]
    shares = [
        [name, *[NOTHING] * 4, people(counted), people(of), percent(counted, of)]
        for name, counted, of in (
            ("Concerns that become an enquiry", 735, 1846),
            ("Adult enquiries in which risk was reduced or removed", 512, 561),
        )
    ]
    return f"Adult safeguarding concerns and 3 more indicators, {YEAR}", [columns, *rates, *shares]


def risks() -> tuple:
    """Of enquiries of which one can have several kinds."""
    rows = sorted(ledger.RISK.items(), key=lambda row: -row[1])
    table = [["Category", "Per cent"], *([name, percent(count, ledger.ENQUIRIES_ENDED)] for name, count in rows)]
    return f"Types and sources of risk in adult enquiries, {YEAR}", table


def places() -> tuple:
    """All of 702, so that beside what is hidden a share is that of rounded numbers. The largest comes first by what is
    shown, for the order tells too; what is hidden and other places come last."""
    whole = _nearest_5(sum(ledger.LOCATION.values()))
    shown = {name: _nearest_5(count) * 100 / whole if count >= 5 else -1 for name, count in ledger.LOCATION.items()}
    rows = sorted(shown.items(), key=lambda row: (row[0] == "Other", -round(row[1]), row[0]))
    shares = [[name, HIDDEN if share < 0 else whole_percent(share)] for name, share in rows]
    return f"Where adults were at risk, {YEAR}", [["Category", "Per cent"], *shares]


def personal() -> tuple:
    return _share_of("Making Safeguarding Personal: outcomes asked for and achieved", 388, 431)


def training() -> tuple:
    return _share_of("Multi-agency training attended", 412, ledger.BOOKED)


def who_was_trained() -> tuple:
    rows = [[name, people(count)] for name, count in ledger.PEOPLE_TRAINED.items()]
    return f"{ledger.TRAINING}, {YEAR}", [["Category", "People"], *rows]


def _share_of(name, counted, of) -> tuple:
    columns = ["Indicator", "Counted", "Out of", ledger.BOARD]
    return f"{name}, {YEAR}", [columns, [name, people(counted), people(of), percent(counted, of)]]


def voice() -> tuple:
    rows = [["Felt safer", "31", "42"], ["Knew who to call | or where to go", "17", "29"]]
    return "What adults said, of those who answered", [["", BEFORE, YEAR], *rows]


def cash() -> tuple:
    given = {agency: (ledger.CASH[BEFORE].get(agency, (None,))[0], now[0]) for agency, now in ledger.CASH[YEAR].items()}
    before, now = (sum(amounts[place] or 0 for amounts in given.values()) for place in (0, 1))
    rows = [
        [agency, pounds(old), pounds(new, pence=True), f"{(new * 100 / Decimal(now)).quantize(TENTH, ROUND_HALF_UP)}%"]
        for agency, (old, new) in sorted(given.items(), key=lambda row: -row[1][1])
    ]
    columns = ["Agency", f"Agreed {BEFORE}", f"Agreed {YEAR}", "Share of cash"]
    total = ["Total in cash", pounds(before), pounds(now, pence=True), "100.0%"]
    return f"Contributions in cash as agreed, {BEFORE} and {YEAR}", [columns, *rows, total]


def in_kind(*, with_year) -> tuple:
    agency, what, worth = ledger.IN_KIND
    columns, row = ["Agency", "What it is", "Estimated worth"], [agency, what, pounds(worth)]
    if with_year:
        columns, row = [columns[0], "Year", *columns[1:]], [row[0], YEAR, *row[1:]]
    return "Contributions in kind", [columns, row]


def income() -> tuple:
    before, now = (sum(agreed for agreed, *_ in ledger.CASH[year].values()) for year in (BEFORE, YEAR))
    other = sum(ledger.INCOME.values())
    rows = [
        ["Contributions in cash as agreed", pounds(before), pounds(now, pence=True)],
        *([item, NOTHING, pounds(amount, pence=True)] for item, amount in ledger.INCOME.items()),
        ["Total income", pounds(before), pounds(now + other, pence=True)],
    ]
    return f"Income, with contributions in cash as agreed, {BEFORE} and {YEAR}", [["Income", BEFORE, YEAR], *rows]


def budget() -> tuple:
    """What was agreed and planned beside what came and was spent. Of one contribution nobody knows whether it came, so
    that there is no result of what came, nor a reserve."""
    agreed = sum(amounts[0] for amounts in ledger.CASH[YEAR].values())
    received = sum(amounts[2] or 0 for amounts in ledger.CASH[YEAR].values())
    planned, spent = (sum(amounts[place] for amounts in ledger.SPENDING.values()) for place in (0, 1))
    other, opening = sum(ledger.INCOME.values()), ledger.OPENING_RESERVE
    result = agreed + other - planned
    lines = [
        ("Opening reserve", opening, opening),
        ("Contributions in cash", agreed, received),
        *((item, amount, amount) for item, amount in ledger.INCOME.items()),
        ("Total income", agreed + other, received + other),
        *((item, *amounts) for item, amounts in sorted(ledger.SPENDING.items())),
        ("Total spending", planned, spent),
        ("Result", result, None),
        ("Closing reserve", opening + result, None),
    ]
    columns = ["Item", "As agreed and planned", "As received and spent"]
    rows = [[item, *(pounds(amount, pence=True) for amount in amounts)] for item, *amounts in lines]
    return f"The budget of {YEAR}", [columns, *rows]


def posts() -> tuple:
    head, *listed = ledger.POSTS
    rows = [[title, fte, state, agency] for title, fte, agency, state in sorted(listed)]
    total = f"{sum(Decimal(row[1]) for row in rows)}"
    columns = ["Post", "FTE", "State", "Paid for by"]
    return f"Posts of the business unit on {ENDED}", [columns, *rows, ["Total", total, NOTHING, NOTHING]]


def bare(tables: dict) -> tuple:
    """The same as a file for counting on gives it: without signs of pounds and per cent, dashes and commas."""
    return [(caption, [rows[0], *([_bare(cell) for cell in row] for row in rows[1:])]) for caption, rows in tables]


def _bare(cell: str) -> str:
    if cell == NOTHING:
        return ""
    number = cell.strip("£%").replace(",", "")
    try:
        return f"{Decimal(number).normalize():f}"
    except ArithmeticError:
        return cell
