"""The main pages of a partnership, in the groups in which people look for them."""

from core.dashboard.navigation import NavigationGroup, Page

SEES_REPORTS = "view_report write_section"
NAVIGATION = (
    NavigationGroup(
        "Partners",
        (
            Page(
                "Agencies", "partnership:agencies", "view_directory", "partners organisations statutory relevant funder"
            ),
            Page(
                "Contacts",
                "partnership:contacts",
                "view_directory",
                "telephone phone number email reach ring opening hours",
            ),
            Page("Posts", "partnership:posts", "view_records", "people business unit staff vacancies FTE"),
            Page(
                "Role holders", "partnership:role_holders", "view_directory", "people leads chair scrutineer delegation"
            ),
            Page(
                "Structure", "partnership:groups", "view_directory", "groups boards sub-groups panels tree chairs seats"
            ),
        ),
    ),
    NavigationGroup(
        "Money",
        (
            Page("Budget and contributions", "partnership:budget", "view_records", "income spending reserve funding"),
            Page("Contributions", "partnership:contributions", "view_records", "agreed invoiced received in kind"),
            Page("Years compared", "partnership:budget_years", "view_records", "budget contributions over the years"),
        ),
    ),
    NavigationGroup(
        "Figures",
        (
            Page("Indicators", "indicators:indicators", "view_records", "values scorecard data performance trend"),
            Page("Other figures", "indicators:measures", "view_records", "measures topics training website"),
            Page("Discrepancies", "indicators:discrepancies", "view_records", "printed totals explain differences"),
        ),
    ),
    NavigationGroup(
        "Reports",
        (
            Page("Annual reports", "reporting:reports", SEES_REPORTS, "outline sections write sign publish editions"),
            Page("Public page", "reporting:public_page", "publish_report", "website anybody published who we are"),
        ),
    ),
    NavigationGroup(
        "Import and export",
        (
            Page("Import and export", "records", "view_records", "upload spreadsheet CSV Excel template download"),
            Page(
                "Withdrawn entries",
                "voided",
                "view_records",
                "taken back mistakes removed deleted undone figures",
            ),
            Page("Imported files", "imports:history", "view_records", "history of imports undo"),
        ),
    ),
    NavigationGroup(
        "Settings",
        (
            Page("Users", "people:users", "manage_people", "people invite roles members access accounts"),
            Page("Settings", "settings:settings", "view_records", "year rule labels colour name overrides"),
            Page("Access log", "access_log", "read_access_log", "who exported downloaded"),
        ),
    ),
    NavigationGroup(
        "My agency", (Page("People of my agency", "people:own_agency", "manage_own_agency", "users invite access"),)
    ),
    NavigationGroup("My notes", (Page("My notes", "people:notes", "write_notes", "scrutiny"),)),
)
