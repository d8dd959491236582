from django.core.validators import RegexValidator
from django.db import models
from django.utils import timezone

from core.db.names import Fold


class Partnership(models.Model):
    """A tenant: a safeguarding partnership, or a joint body that several partnerships own together.

    Its integer id never appears in a page; the slug names it in every address.
    """

    shared_rights = "SELECT"
    service_roles = {"portal_sealer": ("SELECT (id, slug)",)}

    class Kind(models.TextChoices):
        CHILDREN = "children", "Children"
        ADULTS = "adults", "Adults"
        BOTH = "children-and-adults", "Children and adults"
        JOINT = "joint", "Joint body"

    slug = models.SlugField(unique=True, max_length=60)
    name = models.CharField(max_length=200)
    short_name = models.CharField(max_length=40, blank=True)
    kind = models.CharField(max_length=20, choices=Kind)
    colour = models.CharField(
        max_length=7,
        default="#0b4f6c",
        validators=[RegexValidator(r"^#[0-9a-f]{6}$", "Write it like #0b4f6c.")],
    )
    members = models.ManyToManyField(
        "self",
        through="JointMember",
        through_fields=("body", "member"),
        symmetrical=False,
        related_name="joint_bodies",
    )
    # What was late before that day was late before anybody could do it here.
    founded_on = models.DateField(default=timezone.localdate)
    closed_on = models.DateField(null=True, blank=True)

    class Meta:
        ordering = ["name__sort", "name"]

    def __str__(self):
        return self.name

    @property
    def is_closed(self):
        return self.closed_on is not None and self.closed_on <= timezone.localdate()

    @property
    def is_joint_body(self):
        return self.kind == self.Kind.JOINT


class JointMember(models.Model):
    """One partnership's share in a joint body."""

    shared_rights = "SELECT"

    body = models.ForeignKey(Partnership, on_delete=models.PROTECT, related_name="shares")
    member = models.ForeignKey(Partnership, on_delete=models.PROTECT, related_name="+")

    class Meta:
        constraints = [models.UniqueConstraint(fields=["body", "member"], name="core_jointmember_once")]

    def __str__(self):
        return f"{self.member} in {self.body}"


class Organisation(models.Model):
    """An organisation by its public name, the same for every partnership it serves. Holds nothing else."""

    shared_rights = "SELECT, INSERT"

    name = models.CharField(max_length=300)

    class Meta:
        ordering = ["name__sort", "name"]
        constraints = [models.UniqueConstraint(Fold("name"), name="core_organisation_name_once")]

    def __str__(self):
        return self.name
