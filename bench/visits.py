"""The pages that are measured: every list, every home page by role, and what the public reads."""

from dataclasses import dataclass

from django.urls import reverse

YEAR = "2019-20"
MANAGER = "manager@{}.example"


@dataclass(frozen=True)
class Visit:
    """One page and the person who looks at it; nobody is signed in where there is none."""

    name: str
    view: str
    who: str = MANAGER
    arguments: tuple = ()
    query: str = ""

    def address(self, slug: str) -> str:
        return reverse(self.view, args=[slug, *self.arguments]) + self.query

    def reader(self, slug: str) -> str:
        return self.who.format(slug)


# What a partnership of any age has, with the manager as the reader: also measured where there are ten years of it.
LISTS = [
    Visit("Agencies", "partnership:agencies"),
    Visit("Contacts", "partnership:contacts"),
    Visit("Posts", "partnership:posts"),
    Visit("Role holders", "partnership:role_holders"),
    Visit("Structure", "partnership:groups"),
    Visit("Budget of a year", "partnership:budget_year", arguments=(YEAR,)),
    Visit("Budget, years compared", "partnership:budget_years"),
    Visit("Contributions", "partnership:contributions"),
    Visit("Indicators", "indicators:indicators"),
    Visit("Other figures", "indicators:measures"),
    Visit("Printed totals", "indicators:printed_totals"),
    Visit("Discrepancies", "indicators:discrepancies"),
    Visit("Annual reports", "reporting:reports"),
    Visit("Outline of a report", "reporting:outline", arguments=(YEAR,)),
    Visit("Checklist of a report", "reporting:checklist", arguments=(YEAR,)),
    Visit("Import and export", "records"),
    Visit("Imported files", "imports:history"),
    Visit("Withdrawn entries", "voided"),
    Visit("Users", "people:users"),
    Visit("Settings", "settings:settings"),
    Visit("Access log", "access_log"),
    Visit("Saved views", "views"),
    Visit("Search", "search", query="?q=safeguarding"),
    Visit("Search, with a slip", "search", query="?q=childrens+safegarding"),
    Visit("Indicators whose name contains", "indicators:indicators", query="?name=childrens&show=all"),
    Visit("Home of a manager", "partnership:home"),
]

# What takes another person, or a report that is published.
OTHERS = [
    Visit("Home of an officer", "partnership:home", "officer@{}.example"),
    Visit("Home of an analyst", "partnership:home", "analyst@durham-darlington.example"),
    Visit("Home of a trainer", "partnership:home", "trainer@{}.example"),
    Visit("Home of a lead partner", "partnership:home", "council@{}.example"),
    Visit("Home of a delegated partner", "partnership:home", "delegate@{}.example"),
    Visit("Home of a chair", "partnership:home", "chair@{}.example"),
    Visit("Home of a scrutineer", "partnership:home", "scrutineer@{}.example"),
    Visit("Home of an agency lead", "partnership:home", "trust-lead@{}.example"),
    Visit("Home of a contributor", "partnership:home", "trust@{}.example"),
    Visit("Home of a lay member", "partnership:home", "lay@{}.example"),
    Visit("Home of a learner", "partnership:home", "learner@{}.example"),
    Visit("Notes of a scrutineer", "people:notes", "scrutineer@{}.example"),
    Visit("People of an agency", "people:own_agency", "trust-lead@{}.example"),
    Visit("Edition of a report", "reporting:edition", arguments=(YEAR, 1)),
    Visit("Public page", "public:partnership", who=""),
    Visit("Published report", "public:report", who="", arguments=(YEAR,)),
    Visit("Published edition", "public:edition", who="", arguments=(YEAR, 1)),
]
