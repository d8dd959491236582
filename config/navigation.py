"""The main pages of a partnership, in the groups in which people look for them, and what people come to do."""

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
# By the words that people type. Each leads to where it is done, or to the list from which it is.
KEEPS = "keep_records"
TASKS = (
    Page("Add an agency", "partnership:agency_add", KEEPS, "new create partner organisation"),
    Page("Rename, end, merge or split an agency", "partnership:agencies", KEEPS, "change name of close"),
    Page("Add a post", "partnership:post_add", KEEPS, "new create job vacancy staff"),
    Page("Add a role holder", "partnership:role_holder_add", KEEPS, "new appoint chair lead scrutineer"),
    Page("Add a group", "partnership:group_add", KEEPS, "new create board sub-group panel meeting"),
    Page("Move, rename or end a group", "partnership:groups", KEEPS, "change name of close board sub-group"),
    Page("Enter contributions, income and spending", "partnership:budget", KEEPS, "add money payment received invoice"),
    Page("Enter a figure", "indicators:measure_add", KEEPS, "add new value measure topic number data"),
    Page("Enter an indicator’s value", "indicators:indicators", KEEPS, "add new figure data"),
    Page("Add an indicator of your own", "indicators:own_add", KEEPS, "new create define local"),
    Page("Import a spreadsheet", "records", KEEPS, "upload file CSV Excel load"),
    Page("Export records", "records", "view_records", "download take out spreadsheet CSV Excel backup"),
    Page("Undo an import", "imports:history", KEEPS, "take back revert wrong file mistake"),
    Page("Start or write the annual report", "reporting:reports", SEES_REPORTS, "new create section publish sign PDF"),
    Page("Invite somebody", "people:users", "manage_people", "add new user person account give access member"),
    Page("Remove somebody’s access", "people:users", "manage_people", "delete end user leaver leaving"),
    Page("Change the partnership’s settings", "settings:settings", "view_records", "rename name colour year rules"),
    Page("Change your password", "account_password", "", "new forgotten sign in"),
    Page("Change your email address", "account_email_change", "", "new mail sign in account"),
    Page("Change your name", "account_name", "", "rename account"),
    Page("Set up your second factor", "second_factor", "", "two-factor 2FA MFA authenticator app phone code lost"),
    Page("See where you are signed in", "sessions", "", "sessions devices sign out everywhere"),
    Page("Get help", "help", "", "guide how to manual instructions support"),
    Page("Contact the partnership", "contact", "", "help support email telephone who to ask"),
)
