"""What each page answers to whom. A new address below `<slug>/` needs a line here, or `test_matrix.py` fails.

A `Page` says what GET and POST take: a permission, `ANY_MEMBER`, or `NEVER` where the method is not allowed; or several
of these in a tuple, of which one is enough. `OwnAgency(permission)` is a permission that counts only for the row's own
agency (`agency` of `tests/world.py`), `OWN` is for the person whose row it is (`owner` there) whatever their role.

`of` names what stands in the address: a row of `tests/world.py` (its `id`, or the attribute after the dot) or a plain
value.
"""

from dataclasses import dataclass, field

from accounts.roles import Permission

ANY_MEMBER, NEVER, ANYBODY, OWN = "any member", "never", "anybody", "own"


@dataclass(frozen=True)
class OwnAgency:
    """A permission that reaches no further than the agency for which the role is held."""

    permission: Permission


OWN_AGENCY = OwnAgency(Permission.MANAGE_OWN_AGENCY)

EXPLAIN = Permission.EXPLAIN_FIGURES
CHANGE = Permission.CHANGE_SETTINGS
IMPORT = Permission.KEEP_RECORDS
KEEP = Permission.EDIT_REPORT
PUBLISH = Permission.PUBLISH_REPORT
SEE_DRAFTS = Permission.VIEW_DRAFTS
SIGN = Permission.SIGN_REPORT
VIEW = Permission.VIEW_RECORDS
DIRECTORY = Permission.VIEW_DIRECTORY
PEOPLE = (Permission.MANAGE_PEOPLE, OWN_AGENCY)
INVITING = (Permission.MANAGE_PEOPLE, Permission.MANAGE_OWN_AGENCY)
NOTES = Permission.WRITE_NOTES


# What is done with these is done in somebody's name, or decides who may do what: the pages ask again who is there.
ASK_AGAIN = {
    Permission.SIGN_REPORT,
    Permission.PUBLISH_REPORT,
    Permission.MANAGE_PEOPLE,
    Permission.MANAGE_OWN_AGENCY,
    # Who signs and what is hidden are settings.
    Permission.CHANGE_SETTINGS,
}

Way = str | OwnAgency


@dataclass(frozen=True)
class Page:
    get: Way | tuple[Way, ...] = VIEW
    post: Way | tuple[Way, ...] = NEVER
    of: dict[str, str] = field(default_factory=dict)
    # What another partnership's value in the address gives: 404, or 200 where it names nothing of anybody's.
    elsewhere: int = 404

    def ways(self, method: str) -> tuple[Way, ...]:
        """Each of which is enough for the method; none where it is not allowed."""
        takes = getattr(self, method)
        found = takes if isinstance(takes, tuple) else (takes,)
        return tuple(way for way in found if way != NEVER)

    @property
    def asks_again(self) -> bool:
        """Whether something is done here with a permission of `ASK_AGAIN`."""
        ways = self.ways("post")
        return any((way.permission if isinstance(way, OwnAgency) else way) in ASK_AGAIN for way in ways)

    @property
    def is_public(self) -> bool:
        return ANYBODY in (*self.ways("get"), *self.ways("post"))


SETTING = {"key": "=colour"}
YEAR = {"year": "report.year"}
PERSON = {"pk": "person"}
HELD = PERSON | {"role": "held"}
SECTION = YEAR | {"key": "section.key"}
EDITION = YEAR | {"number": "edition.number"}
BUDGET = {"year": "budget.year"}
BATCH = {"pk": "batch"}
KIND = {"kind": "=agencies"}
FILE = KIND | {"form": "=csv"}

AGENCY, POST, HOLDER, GROUP = ({"pk": row} for row in ("agency", "post", "holder", "group"))

PAGES = {
    "drafts": Page(ANY_MEMBER, ANY_MEMBER),
    "history": Page(of={"model": "=partnership.agency", "pk": "agency"}),
    "search": Page(ANY_MEMBER),
    "set_aside": Page(ANY_MEMBER, ANY_MEMBER),
    "set_aside_add": Page(ANY_MEMBER, ANY_MEMBER),
    "void": Page(IMPORT, IMPORT, {"model": "=partnership.contribution", "pk": "contribution"}),
    "voided": Page(),
    "views": Page(ANY_MEMBER, ANY_MEMBER),
    "access_log": Page(Permission.READ_ACCESS_LOG),
    "partnership:home": Page(ANY_MEMBER),
    "people:users": Page(Permission.MANAGE_PEOPLE),
    "people:invite": Page(INVITING, INVITING),
    "people:person": Page(PEOPLE, of=PERSON),
    "people:handover_sheet": Page(PEOPLE, of=PERSON),
    "people:hand_over": Page(PEOPLE, PEOPLE, PERSON),
    "people:stay": Page(NEVER, Permission.MANAGE_PEOPLE, PERSON),
    "people:end": Page(PEOPLE, PEOPLE, PERSON),
    "people:lost_phone": Page(Permission.MANAGE_PEOPLE, Permission.MANAGE_PEOPLE, PERSON),
    "people:resend": Page(NEVER, PEOPLE, PERSON),
    "people:withdraw": Page(PEOPLE, PEOPLE, PERSON),
    "people:role_add": Page(PEOPLE, PEOPLE, PERSON),
    "people:role_dates": Page(PEOPLE, PEOPLE, HELD),
    "people:role_end": Page(PEOPLE, PEOPLE, HELD),
    "people:own_agency": Page(Permission.MANAGE_OWN_AGENCY),
    "people:notes": Page(NOTES),
    "people:note_add": Page(NOTES, NOTES),
    "people:note": Page(NOTES, NOTES, of={"pk": "note"}),
    "people:note_remove": Page(NOTES, NOTES, of={"pk": "note"}),
    "partnership:agencies": Page(DIRECTORY),
    "partnership:agency": Page(DIRECTORY, of=AGENCY),
    "partnership:agency_add": Page(IMPORT, IMPORT),
    "partnership:agency_change": Page(IMPORT, IMPORT, AGENCY),
    "partnership:agency_rename": Page(IMPORT, IMPORT, AGENCY),
    "partnership:agency_keep_name": Page(NEVER, IMPORT, AGENCY),
    "partnership:agency_end": Page(IMPORT, IMPORT, AGENCY),
    "partnership:agency_merge": Page(IMPORT, IMPORT, AGENCY),
    "partnership:agency_split": Page(IMPORT, IMPORT, AGENCY),
    "partnership:former_name_add": Page(IMPORT, IMPORT, AGENCY),
    "partnership:former_name_change": Page(IMPORT, IMPORT, {"pk": "former_name"}),
    "partnership:post": Page(of=POST),
    "partnership:post_add": Page(IMPORT, IMPORT),
    "partnership:post_change": Page(IMPORT, IMPORT, POST),
    "partnership:post_end": Page(IMPORT, IMPORT, POST),
    "partnership:role_holder": Page(DIRECTORY, of=HOLDER),
    "partnership:role_holder_add": Page(IMPORT, IMPORT),
    "partnership:role_holder_change": Page(IMPORT, IMPORT, HOLDER),
    "partnership:role_holder_end": Page(IMPORT, IMPORT, HOLDER),
    "partnership:role_hand_over": Page(IMPORT, IMPORT, HOLDER),
    "partnership:group_add": Page(IMPORT, IMPORT),
    "partnership:group_change": Page(IMPORT, IMPORT, GROUP),
    "partnership:group_move": Page(IMPORT, IMPORT, GROUP),
    "partnership:group_terms": Page(IMPORT, IMPORT, GROUP),
    "partnership:group_end": Page(IMPORT, IMPORT, GROUP),
    "partnership:seats_add": Page(IMPORT, IMPORT, GROUP),
    "partnership:seats_end": Page(IMPORT, IMPORT, GROUP),
    "partnership:seat_change": Page(IMPORT, IMPORT, {"pk": "seat"}),
    "partnership:chair_add": Page(IMPORT, IMPORT, GROUP),
    "partnership:chair_change": Page(IMPORT, IMPORT, {"pk": "chair"}),
    "partnership:chair_end": Page(IMPORT, IMPORT, {"pk": "chair"}),
    "partnership:link_add": Page(IMPORT, IMPORT, GROUP),
    "partnership:link_change": Page(IMPORT, IMPORT, {"pk": "link"}),
    "partnership:posts": Page(),
    "partnership:role_holders": Page(DIRECTORY),
    "partnership:groups": Page(DIRECTORY),
    "partnership:group": Page(DIRECTORY, of=GROUP),
    "partnership:budget": Page(),
    "partnership:budget_years": Page(),
    "partnership:budget_year": Page(of=BUDGET, elsewhere=200),
    "partnership:budget_review": Page(of=BUDGET, elsewhere=200),
    "partnership:budget_start": Page(IMPORT, IMPORT),
    "partnership:budget_reserve": Page(IMPORT, IMPORT, BUDGET, elsewhere=200),
    "partnership:budget_received": Page(IMPORT, IMPORT, BUDGET, elsewhere=200),
    "partnership:contributions": Page(),
    "partnership:contribution_add": Page(IMPORT, IMPORT, BUDGET | {"paid": "=cash"}, elsewhere=200),
    "partnership:contribution": Page(IMPORT, IMPORT, {"pk": "contribution"}),
    "partnership:income_add": Page(IMPORT, IMPORT, BUDGET, elsewhere=200),
    "partnership:income": Page(IMPORT, IMPORT, {"pk": "income"}),
    "partnership:spending_add": Page(IMPORT, IMPORT, BUDGET, elsewhere=200),
    "partnership:spending": Page(IMPORT, IMPORT, {"pk": "spending"}),
    "partnership:job": Page((IMPORT, OWN), of={"pk": "job"}),
    "partnership:document": Page(IMPORT, of={"pk": "document"}),
    "settings:settings": Page(),
    "settings:colour_sample": Page(CHANGE, of={"colour": "=0b4f6c"}),
    "settings:setting": Page(of=SETTING),
    "settings:change": Page(CHANGE, CHANGE, SETTING),
    "settings:restore": Page(CHANGE, CHANGE, SETTING),
    "indicators:indicators": Page(),
    "indicators:indicator": Page(of={"number": "indicator.number"}, elsewhere=200),
    "indicators:value_add": Page(IMPORT, IMPORT, {"number": "indicator.number"}, elsewhere=200),
    "indicators:value_parts": Page(IMPORT, IMPORT, {"number": "indicator.number"}, elsewhere=200),
    "indicators:value": Page(IMPORT, IMPORT, {"pk": "value"}),
    "indicators:measure_add": Page(IMPORT, IMPORT),
    "indicators:measure_parts": Page(IMPORT, IMPORT),
    "indicators:measure": Page(IMPORT, IMPORT, {"pk": "measure"}),
    "indicators:own_add": Page(IMPORT, IMPORT),
    "indicators:own": Page(IMPORT, IMPORT, {"pk": "own_indicator"}),
    "indicators:own_end": Page(IMPORT, IMPORT, {"pk": "own_indicator"}),
    "indicators:people_add": Page(IMPORT, IMPORT),
    "indicators:people": Page(IMPORT, IMPORT, {"pk": "people_answer"}),
    "indicators:printed_totals": Page(),
    "indicators:printed_add": Page(IMPORT, IMPORT),
    "indicators:printed": Page(IMPORT, IMPORT, {"pk": "printed"}),
    "indicators:measures": Page(),
    "indicators:measure_topic": Page(of={"topic": "measure.topic"}),
    "indicators:discrepancies": Page(),
    "indicators:explain": Page(post=EXPLAIN, of={"key": "discrepancy.key"}),
    "records": Page(),
    "imports:history": Page(),
    "imports:preview": Page(IMPORT, of=BATCH),
    "imports:confirm": Page(NEVER, IMPORT, BATCH),
    "imports:drop": Page(NEVER, IMPORT, BATCH),
    "imports:undo": Page(IMPORT, IMPORT, BATCH),
    "imports:progress": Page(IMPORT, of=BATCH),
    "imports:export_progress": Page(IMPORT, of={"pk": "export"}),
    "imports:kind": Page(post=IMPORT, of=KIND),
    "imports:template": Page(of=FILE),
    "imports:export": Page(post=IMPORT, of=FILE),
    "reporting:reports": Page(ANY_MEMBER),
    "reporting:start": Page(KEEP, KEEP),
    "reporting:source": Page(of={"model": "=partnership.agency", "pk": "agency"}),
    "reporting:outline": Page(SEE_DRAFTS, of=YEAR),
    "reporting:checklist": Page(SEE_DRAFTS, of=YEAR),
    "reporting:rename": Page(KEEP, KEEP, YEAR),
    "reporting:remove": Page(KEEP, KEEP, YEAR),
    "reporting:assign_many": Page(KEEP, KEEP, YEAR),
    "reporting:section_add": Page(KEEP, KEEP, YEAR),
    "reporting:compile": Page(NEVER, KEEP, YEAR),
    "reporting:compiling": Page(SEE_DRAFTS, of=YEAR | {"job_id": "compile_job"}),
    "reporting:section": Page((KEEP, OWN), (KEEP, OWN), SECTION),
    "reporting:section_submit": Page(NEVER, (KEEP, OWN), SECTION),
    "reporting:section_withdraw": Page(NEVER, (KEEP, OWN), SECTION),
    "reporting:section_accept": Page(NEVER, KEEP, SECTION),
    "reporting:section_return": Page(KEEP, KEEP, SECTION),
    "reporting:section_assign": Page(KEEP, KEEP, SECTION),
    "reporting:section_remind": Page(NEVER, KEEP, SECTION),
    "reporting:section_drawing": Page(KEEP, KEEP, YEAR | {"key": "live_section.key"}),
    "reporting:section_order": Page(NEVER, KEEP, YEAR | {"key": "live_section.key", "place": "=1", "direction": "=up"}),
    "reporting:section_shows": Page(KEEP, KEEP, YEAR | {"key": "live_section.key"}),
    "reporting:section_move": Page(NEVER, KEEP, SECTION | {"direction": "=up"}),
    "reporting:section_leave_out": Page(KEEP, KEEP, SECTION),
    "reporting:section_take_back": Page(NEVER, KEEP, SECTION),
    "reporting:section_remove": Page(NEVER, KEEP, SECTION),
    "reporting:edition": Page(SEE_DRAFTS, of=EDITION),
    "reporting:offer": Page(KEEP, KEEP, EDITION),
    "reporting:decline": Page(SIGN, SIGN, EDITION),
    "reporting:drop": Page(KEEP, KEEP, EDITION),
    "reporting:sign": Page(SIGN, SIGN, EDITION),
    "reporting:publish": Page(PUBLISH, PUBLISH, EDITION),
    "reporting:copies": Page(KEEP, KEEP, EDITION),
    "reporting:copy_take_back": Page(NEVER, KEEP, EDITION | {"pk": "sent_copy"}),
    "reporting:take_down": Page((KEEP, SIGN), (KEEP, SIGN), EDITION),
    "reporting:take_down_decide": Page((KEEP, SIGN), (KEEP, SIGN), EDITION),
    "reporting:public_page": Page(PUBLISH, PUBLISH),
    "reporting:public_page_withdraw": Page(PUBLISH, PUBLISH),
    **dict.fromkeys(("about:accessibility", "about:contact", "about:privacy"), Page(ANY_MEMBER)),
    "about:review": Page(CHANGE, CHANGE),
    "public:accessibility": Page(ANYBODY),
    "public:privacy": Page(ANYBODY),
    "public:partnership": Page(ANYBODY),
    "public:report": Page(ANYBODY, of=YEAR),
    "public:edition": Page(ANYBODY, of=EDITION),
    "public:file": Page(ANYBODY, of=EDITION | {"name": "=report.pdf"}),
}

# Addresses outside any partnership: those that answer without a sign-in, and the others.
PUBLIC = {
    "accessibility",
    "account_inactive",
    "account_login",
    "account_logout",
    "account_reset_password",
    "account_signup",
    "answer_email_change",
    "brand_stylesheet",
    "cannot_write",
    "contact",
    "cookies",
    "forgotten_password_sent",
    "healthz",
    "help",
    "help_page",
    "join",
    "join_again",
    "mfa_authenticate",
    "new_password",
    "privacy",
    "public",
}
SIGNED_IN = {
    "account",
    "account_email_change",
    "account_name",
    "account_password",
    "account_reauthenticate",
    "end_other_sessions",
    "end_session",
    "home",
    "operator",
    "recovery_codes",
    "recovery_codes_file",
    "remove_second_factor",
    "replace_second_factor",
    "second_factor",
    "second_factor_picture",
    "sessions",
    "stop_email_change",
}
