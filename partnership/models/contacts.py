from django.db import models

from core.db.effective_dates import DatedModel, DatedQuerySet
from core.db.names import Fold
from core.db.tenancy import ScopedManager
from core.formatting.mailboxes import validate_mailbox
from core.formatting.telephones import LONGEST, dialled, validate_telephone
from core.history.tracking import tracked


class ContactQuerySet(DatedQuerySet):
    def for_list_page(self):
        return self.select_related("agency")

    def with_names(self):
        """Loads what `Agency.name_on` needs."""
        return self.prefetch_related("agency__former_names", "agency__follows")

    def of_agency(self, agency):
        """The contacts of an agency today, what the public may know first."""
        return self.filter(agency=agency).current().order_by("-is_public", "purpose__sort")

    def public(self):
        """What the partnership lets anybody know, by agency."""
        return self.filter(is_public=True).select_related("agency").order_by("agency__name_sort", "purpose__sort")


@tracked
class Contact(DatedModel):
    """How to reach an agency for one purpose: an office or a team, never a person's own number or address."""

    agency = models.ForeignKey("partnership.Agency", on_delete=models.PROTECT, related_name="contacts")
    purpose = models.CharField("for what", max_length=200)
    telephone = models.CharField(max_length=LONGEST, blank=True, validators=[validate_telephone])
    email = models.EmailField("email address", blank=True, validators=[validate_mailbox])
    hours = models.CharField("open", max_length=200, blank=True)
    is_public = models.BooleanField("public", default=False)
    note = models.TextField(blank=True)

    objects = ScopedManager.from_queryset(ContactQuerySet)()

    class Meta(DatedModel.Meta):
        ordering = ["agency", "purpose__sort"]
        constraints = [
            *DatedModel.Meta.constraints,
            models.UniqueConstraint(
                "partnership",
                "agency",
                Fold("purpose"),
                "starts_on",
                name="partnership_contact_once",
                nulls_distinct=False,
                violation_error_message="The agency has a contact for this already, from the same day.",
            ),
            models.CheckConstraint(
                condition=~models.Q(telephone="") | ~models.Q(email=""),
                name="partnership_contact_can_be_reached",
                violation_error_message="Enter a telephone number or an email address.",
            ),
        ]

    def __str__(self):
        return f"{self.agency}: {self.purpose}"

    def get_absolute_url(self):
        return self.url_of("partnership:contact", self.pk)

    @property
    def dialled(self) -> str:
        return dialled(self.telephone)
