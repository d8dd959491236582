"""Where figures leave the records, and what each place shows to those who read and do not keep.

A new address that a reader can open, section of a report, kind of chart, block, mail, export, list of what can be
searched, or history needs a line here, or `test_ways_out.py` fails. `FIGURES`: figures of people stand there, so that
the walk must find some that are shown, and none that is hidden. Any other text says why there are none; the walk goes
there all the same.
"""

FIGURES = "figures of people"
MONEY = "pounds, which a rule never hides"
NAMES = "names, words and days"
OWN_ROWS = "the reader's own rows"
SETTINGS = "settings"
FORM = "a form about words and people"

ADDRESSES = {
    "about:accessibility": "what the partnership says of its pages",
    "about:contact": NAMES,
    "about:privacy": "what is kept about people who use the portal",
    "indicators:discrepancies": FIGURES,
    "indicators:explain": FIGURES,
    "indicators:indicator": FIGURES,
    "indicators:indicators": FIGURES,
    "indicators:measure_topic": FIGURES,
    "indicators:measures": "topics, and how many figures each has",
    "indicators:printed_totals": FIGURES,
    "drafts": OWN_ROWS,
    "history": FIGURES,
    "imports:export": FIGURES,
    "imports:history": "files, and how many rows each had",
    "imports:kind": "columns of a file",
    "imports:template": "columns of a file",
    "partnership:agencies": NAMES,
    "partnership:agency": NAMES,
    "partnership:budget": MONEY,
    "partnership:budget_review": MONEY,
    "partnership:budget_year": MONEY,
    "partnership:budget_years": MONEY,
    "partnership:contact": NAMES,
    "partnership:contacts": NAMES,
    "partnership:contributions": MONEY,
    "partnership:document": FIGURES,
    "partnership:group": NAMES,
    "partnership:groups": NAMES,
    "partnership:home": "how many indicators there are, and pounds",
    "partnership:job": NAMES,
    "partnership:post": NAMES,
    "partnership:posts": NAMES,
    "partnership:role_holder": NAMES,
    "partnership:role_holders": NAMES,
    "people:end": FORM,
    "people:hand_over": FORM,
    "people:handover_sheet": NAMES,
    "people:invite": FORM,
    "people:note": OWN_ROWS,
    "people:note_add": OWN_ROWS,
    "people:note_remove": OWN_ROWS,
    "people:notes": OWN_ROWS,
    "people:own_agency": NAMES,
    "people:person": NAMES,
    "people:resend": FORM,
    "people:role_add": FORM,
    "people:role_dates": FORM,
    "people:role_end": FORM,
    "people:withdraw": FORM,
    "public:accessibility": "what the partnership says of its pages",
    "public:edition": FIGURES,
    "public:file": FIGURES,
    "public:partnership": NAMES,
    "public:privacy": "what is kept about people who use the portal",
    "public:report": FIGURES,
    "records": NAMES,
    "reporting:checklist": NAMES,
    "reporting:compiling": NAMES,
    "reporting:decline": FORM,
    "reporting:edition": FIGURES,
    "reporting:outline": NAMES,
    "reporting:reports": NAMES,
    "reporting:section": FIGURES,
    "reporting:section_submit": "nothing: it only takes a form",
    "reporting:section_withdraw": "nothing: it only takes a form",
    "reporting:sign": NAMES,
    "reporting:source": "nothing: it leads to a record's own page",
    "reporting:take_down": FORM,
    "reporting:take_down_decide": FORM,
    "search": "names and words, never a number",
    "settings:setting": SETTINGS,
    "settings:settings": SETTINGS,
    "set_aside": "duties, and why they were set aside",
    "set_aside_add": "a form about one duty",
    "voided": NAMES,
    "views": OWN_ROWS,
}

# The sections of a report by source, and what they are made of.
SOURCES = {
    "agencies": NAMES,
    "budget": MONEY,
    "contacts": NAMES,
    "contributions": MONEY,
    "delegation": NAMES,
    "group-purposes": NAMES,
    "indicator-breakdown": FIGURES,
    "indicator-years": FIGURES,
    "indicators": FIGURES,
    "key-figures": FIGURES,
    "measures": FIGURES,
    "staffing": NAMES,
    "statutory-partners": NAMES,
    "structure": NAMES,
}
BLOCKS = {
    "chart": FIGURES,
    "directory": NAMES,
    "figures": FIGURES,
    "missing": "what is still to come",
    "prose": "what somebody wrote",
    "remark": "what somebody wrote",
    "table": FIGURES,
    "tree": NAMES,
}
CHARTS = dict.fromkeys(("bar", "grouped", "line", "share", "stacked"), FIGURES)

EXPORTS = {
    **dict.fromkeys(("indicators", "measures", "printed-totals"), FIGURES),
    **dict.fromkeys(("budgets", "contributions", "income", "spending"), MONEY),
    **dict.fromkeys(("agencies", "agency-names", "contacts", "posts", "role-holders"), NAMES),
    **dict.fromkeys(("groups", "group-chairs", "group-members", "group-links"), NAMES),
}
HISTORIES = {
    **{f"indicators.{name}": FIGURES for name in ("explanation", "indicatorvalue", "measure", "printedtotal")},
    **{f"indicators.{name}": "definitions and reasons" for name in ("ownindicator", "peopleanswer")},
    **{f"partnership.{name}": MONEY for name in ("budget", "contribution", "income", "spending")},
    **{f"partnership.{name}": NAMES for name in ("agency", "contact", "group", "post", "roleholder")},
    **{f"reporting.{name}": "what somebody wrote" for name in ("report", "section")},
    "accounts.membership": NAMES,
}
# A task, a day and a link; by the row of the planted world that the mail is about.
MAILS = {
    "accounts.added": "person",
    "accounts.asked_again": "person",
    "accounts.invitation": "person",
    "accounts.many_files": "person",
    "accounts.many_records": "person",
    "reporting.asked_to_write": "live_section",
    "reporting.cannot_write": "live_section",
    "reporting.declined": "edition",
    "reporting.given": "live_section",
    "reporting.not_to_sign": "edition",
    "reporting.please_sign": "edition",
    "reporting.reminder": "live_section",
    "reporting.returned": "live_section",
    "reporting.signed_after_all": "edition",
    "reporting.submitted": "live_section",
    "reporting.taking_down": "taking_down",
}
