from collections import Counter

from core.imports.columns import Column
from core.imports.directories import Reference
from core.imports.records import Records
from core.imports.values import Choice, Day, Share, Text, YesNo, day, fold
from partnership.models import Post, RoleHolder
from partnership.resources.directories import agencies, holder_names, role_holders


class PostRecords(Records):
    """Posts are known by their title; where several had the same one, by the day they start on as well."""

    title = Column("Post", "title", Text("Business Manager"), required=True)
    fte = Column("FTE", "fte", Share("0.8", most=99))
    funded_by = Column("Funded by", "funded_by_id", Reference(agencies, shape="The name of an agency"))
    state = Column("State", "state", Choice(Post.State))
    seconded_from = Column("Seconded from", "seconded_from_id", Reference(agencies, shape="The name of an agency"))
    is_recommended = Column("Recommended", "is_recommended", YesNo())
    starts_on = Column("Starts on", "starts_on", Day())
    ends_on = Column("Ends on", "ends_on", Day(""))
    note = Column("Note", "note", Text(is_line=False))

    class Meta(Records.Meta):
        model = Post
        import_id_fields = ("title",)

    def before_import(self, dataset, **kwargs):
        self.shared_titles = _repeated(row["Post"] for row in dataset.by_heading())
        super().before_import(dataset, **kwargs)
        posts = [post for found in self.existing.values() for post in found]
        self.shared_titles |= _repeated(post.title for post in posts)
        self.existing = {}
        for post in posts:
            self.existing.setdefault(self._with_start(fold(post.title), post.starts_on), []).append(post)
        keys = zip(self.keys, dataset.by_heading(), strict=True)
        self.keys = [key and self._with_start(key[0], _start(row["Starts on"])) for key, row in keys]
        self.repeated = self._repeated()

    def _with_start(self, title, start):
        return (title, start) if title in self.shared_titles else (title,)


def _repeated(titles):
    return {title for title, count in Counter(map(fold, titles)).items() if count > 1}


def _start(text):
    try:
        return day(text) if text else None
    except ValueError:
        return None


class RoleHolderRecords(Records):
    own_name = "title"
    own_directory = staticmethod(role_holders)
    trees = ("delegated_from",)

    role = Column("Role", "role", Choice(RoleHolder.Role), required=True)
    title = Column("Title", "title", Text("Chief Executive"), required=True)
    agency = Column("Agency", "agency_id", Reference(agencies, shape="The name of an agency"))
    delegated_from = Column(
        "Delegated from",
        "delegated_from_id",
        Reference(role_holders, shape="“Role: Title” of the holder that it comes from, with “(Agency)” if two hold it"),
    )
    starts_on = Column("Starts on", "starts_on", Day())
    ends_on = Column("Ends on", "ends_on", Day(""))
    note = Column("Note", "note", Text(is_line=False))

    class Meta(Records.Meta):
        model = RoleHolder
        import_id_fields = ("role", "title", "agency")

    def names_of(self, key, name):
        role, _, agency = key
        return holder_names(role, name, self.directory(agencies).name(agency) if agency else "")
