"""Two partnerships with one of everything in each, so that an address of one can be tried in the other.

All that belongs to Durham carries a word that no page of Darlington may ever show. `owner` is somebody of another
agency who was asked for the row, or asked for it: what is their own is theirs whatever their role.
"""

from types import SimpleNamespace

from accounts.models import Membership
from accounts.roles import Role
from core.db.tenancy import partnership_scope
from core.files import documents
from indicators.discrepancies import discrepancies
from reporting.services import sections
from tests.factories import (
    AgencyFactory,
    BudgetFactory,
    ContactFactory,
    ContributionFactory,
    EditionFactory,
    ExportFactory,
    FormerNameFactory,
    GroupChairFactory,
    GroupFactory,
    GroupLinkFactory,
    GroupMemberFactory,
    ImportBatchFactory,
    IncomeFactory,
    IndicatorValueFactory,
    JobFactory,
    MeasureFactory,
    NoteFactory,
    OwnIndicatorFactory,
    PeopleAnswerFactory,
    PostFactory,
    PrintedTotalFactory,
    ReportFactory,
    RoleHolderFactory,
    SavedViewFactory,
    SectionFactory,
    SpendingFactory,
    UserFactory,
    make_member,
)
from tests.factories.reporting import PublishedEditionFactory, PublishedProfileFactory, SentCopyFactory

CANARY = "Quillfeather"
OURS = {"word": "Here", "year": "2019-20", "section": "foreword", "edition": 1, "indicator": 9901}
THEIRS = {"word": CANARY, "year": "2017-18", "section": "elsewhere", "edition": 7, "indicator": 9902}
CLOSED = {"word": "Shut", "year": "2018-19", "section": "closed", "edition": 1, "indicator": 9903}


def build(partnership, *, word, year, section, edition, indicator) -> SimpleNamespace:
    """One row of each kind that an address can name, committed as the surrounding transaction decides."""
    with partnership_scope(partnership):
        agency = AgencyFactory(name=f"Agency {word}")
        other_agency = AgencyFactory(name=f"Other agency {word}")
        owner = make_member(partnership, Role.CONTRIBUTOR, agency=other_agency)
        asked = make_member(partnership, Role.CONTRIBUTOR, agency=agency, user=UserFactory(name=f"Person {word}"))
        person = Membership.objects.get(user=asked)
        group = GroupFactory(name=f"Group {word}", purpose=word)
        contribution = ContributionFactory(agency=agency, year=year)
        document = documents.keep(
            partnership=partnership, name=f"{word}.pdf", content=word.encode(), content_type="application/pdf", by=None
        )
        report = ReportFactory(year=year, title=f"Report {word}")
        written = SectionFactory(report=report, key=section, title=f"Section {word}")
        sections.assign(section=written, author=owner, due_on=None, by=None)
        compile_job = JobFactory(kind="reporting.compile_report", subject_id=report.pk)
        printed = PrintedTotalFactory(of="Contributions in cash", period=year, printed=1, source=f"Report {word}")
        value = IndicatorValueFactory(indicator__number=indicator, commentary=word)
        (discrepancy,) = discrepancies(partnership)
        PublishedProfileFactory(name=f"Public {word}")
        published = PublishedEditionFactory(
            year=year, number=edition, title=f"Report {word}", pdf_path=document.path, pdf_sha256=document.sha256
        )
        return SimpleNamespace(
            agency=agency,
            other_agency=other_agency,
            owner=owner,
            former_name=FormerNameFactory(agency=agency, name=f"Former {word}"),
            contact=ContactFactory(agency=agency, purpose=f"Office {word}", is_public=True),
            holder=RoleHolderFactory(title=f"Chief {word}", agency=agency),
            post=PostFactory(title=f"Post {word}", funded_by=agency),
            group=group,
            seat=GroupMemberFactory(group=group, agency=agency, capacity=word),
            chair=GroupChairFactory(group=group, title=f"Chair {word}"),
            link=GroupLinkFactory(group=group, to_board=f"Board {word}"),
            budget=BudgetFactory(year=year, note=word),
            contribution=contribution,
            income=IncomeFactory(year=year, item=f"Fees {word}"),
            spending=SpendingFactory(year=year, item=f"Rent {word}"),
            person=person,
            held=person.roles.get(),
            note=NoteFactory(written_by=owner, title=f"Note {word}"),
            job=JobFactory(asked_by=owner),
            document=document,
            indicator=value.indicator,
            value=value,
            printed=printed,
            measure=MeasureFactory(topic=f"Topic {word}"),
            own_indicator=OwnIndicatorFactory(topic=f"Topic {word}", definition=word),
            people_answer=PeopleAnswerFactory(topic=f"Topic {word}", unit="audits", reason=word),
            discrepancy=discrepancy,
            batch=ImportBatchFactory(document=document, file_name=f"{word}.csv", state="wrong", problem=word),
            export=ExportFactory(),
            saved_view=SavedViewFactory(name=f"View {word}", user=owner),
            report=report,
            section=written,
            live_section=SectionFactory(
                report=report, key=f"{section}-figures", title=f"Figures {word}", kind="live", source="measures"
            ),
            compile_job=compile_job,
            sent_copy=SentCopyFactory(published=published),
            edition=EditionFactory(report=report, number=edition, job=compile_job, html=document, pdf=document),
        )


def arguments(of: dict[str, str], world) -> dict:
    """The keyword arguments of an address: `=text` is itself, `row` its id, `row.name` that attribute."""
    return {name: _value(says, world) for name, says in of.items()}


def _value(says: str, world):
    if says.startswith("="):
        return says[1:]
    row, _, attribute = says.partition(".")
    return getattr(getattr(world, row), attribute or "pk")
