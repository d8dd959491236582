"""The base of every kind's resource: django-import-export, by batches, with the reason for every cell.

What the library does here: takes the rows, finds or makes each record, collects the ones to write and writes them in
batches. What is added: keys of several columns found with one query, names in cells resolved from one directory each,
rows that refer to rows of the same file, an empty cell that keeps the value, and a preview of every row.
"""

from import_export import resources

from core.files.safe_cells import own_text
from core.imports import writing
from core.imports.asking import Asking
from core.imports.columns import NOTHING, void_columns
from core.imports.cycles import in_circles
from core.imports.loading import KeyedLoader, QuietResult, Rows, ShortResult
from core.imports.previews import CHANGED, NEW, SAME, WRONG, RowPreview
from core.imports.reading import Sheet, cell_name
from core.imports.restoring import Restoring
from core.imports.telling import Telling

BATCH = 1000
LONGEST_LABEL = 300


class Records(Asking, Restoring, Telling, resources.Resource):
    """Reads rows into one model's records, or writes them out. One instance serves one file of one partnership.

    A subclass declares its columns in the order of the file, its model, and in `import_id_fields` the key columns.
    `own_name` names the column by which rows of the same file may refer to each other, `own_directory` what others
    find these records by, `trees` the columns that must not lead in a circle, `exact_keys` the attributes of key
    columns with codes that are written in one way only, `also_finds` columns that tell records of the same key apart.
    With `may_empty`, as in the file that `undoes` a batch, a cell that says `(empty)` empties the value, and a column
    takes back.
    """

    own_name, own_directory = "", None
    trees = ()
    exact_keys = ()
    also_finds = ()

    class Meta:
        use_bulk = True
        batch_size = BATCH
        skip_diff = True
        report_skipped = False
        instance_loader_class = KeyedLoader

    def __init__(self, partnership, *, writes=False, because="", may_empty=False, undoes=None, returns=frozenset()):
        super().__init__()
        may_empty = may_empty or undoes is not None
        self.partnership, self.writes, self.may_empty, self.returns = partnership, writes, may_empty, returns
        self.undoes = undoes
        self.because, self.touched = because, set()
        self._spellings, self._heading_words, self.near_misses = {}, {}, []
        self.columns = [*self.fields.values(), *(void_columns(self.model) if may_empty else ())]
        self.key_columns = [self.fields[name] for name in self._meta.import_id_fields]
        self.previews, self.additions, self.changed_fields = [], [], set()
        self.made_dates, self.unprintable = [], []
        self.ends = next((column for column in self.columns if column.attribute == "ends_on"), None)
        self._directories = {}
        for column in self.columns:
            column.bind(self)

    @property
    def model(self):
        return self._meta.model

    def directory(self, load):
        if load not in self._directories:
            self._directories[load] = load()
        return self._directories[load]

    # Reading a file

    def take(self, sheet: Sheet, positions: list[int]) -> list[RowPreview]:
        """Go through the rows; with `writes`, write them too. Returns what each row is and does."""
        headings = [column.heading for column in self.columns]
        self.sheet, self.letters = sheet, dict(zip(headings, positions, strict=True))
        dataset = Rows(sheet, headings, positions)
        result = self.import_data(dataset, dry_run=not self.writes, use_transactions=False)
        for error in [*result.base_errors, *(error for _, row in result.row_errors() for error in row)]:
            raise error.error
        return self.previews

    def get_import_fields(self):
        return self.columns

    def get_queryset(self):
        found = self.model.objects.all()
        return found.select_for_update(of=("self",)) if self.writes else found

    def before_import(self, dataset, **kwargs):
        blank = self.model(partnership=self.partnership)
        self.keys = [self._key(row, blank) for row in dataset.by_heading()]
        self.find_existing(dataset)
        self.tell_apart(dataset)
        self.repeated = self._repeated()
        self.made = {}
        if self.own_name:
            self._introduce()
        self.circles = set()
        for name in self.trees:
            self._find_circles(self.fields[name], dataset)

    def tell_apart(self, dataset) -> None:
        """Lengthen the keys where several records share one; see `core.imports.returning`."""

    def _nearby(self) -> dict:
        """A filter that leaves out records which no row can be about, so that they are neither read nor locked."""
        places = [column.attribute for column in self.key_columns]
        return {
            f"{name}__in": {key[places.index(name)] for key in self.keys if key is not None} for name in self.exact_keys
        }

    def key_of(self, instance) -> tuple:
        return tuple(self._comparable(column, column.current(instance)) for column in self.key_columns)

    def _key(self, row, blank) -> tuple | None:
        """What the row is about; None where a key cell is wrong, which shows when the row's turn comes."""
        key = []
        for column in self.key_columns:
            text = own_text(row[column.heading])
            if column.required and not text:
                return None
            try:
                value = column.read(text) if text else column.current(blank)
            except ValueError:
                return None
            key.append(self._comparable(column, value))
        return tuple(key)

    def _comparable(self, column, value):
        if isinstance(value, str) and column.attribute not in self.exact_keys:
            return self.folded(column, value)
        return "" if value is None else value

    def _repeated(self) -> dict[tuple, list[int]]:
        seen = {}
        for key, number in zip(self.keys, self.sheet.numbers, strict=True):
            if key is not None:
                seen.setdefault(key, []).append(number)
        return {key: numbers for key, numbers in seen.items() if len(numbers) > 1}

    def _introduce(self) -> None:
        """Make the file's new records at once and enter all of its names, so that any row may refer to any other."""
        column, directory = self.fields[self.own_name], self.directory(self.own_directory)
        place = self.letters[column.heading]
        for key, number, row in zip(self.keys, self.sheet.numbers, self.sheet.rows, strict=True):
            if key is not None and key not in self.existing and key not in self.made:
                instance = self.made[key] = self.init_instance()
                name = " ".join(own_text(row[place]).split())
                self.note_alike(number, name, directory.like(name))
                directory.add(instance.pk, *self.names_of(key, name))

    def names_of(self, key, name) -> tuple[str, ...]:
        """The short and the full name of a new record; the full one only where there is a difference."""
        return (name,)

    def _find_circles(self, column, dataset) -> None:
        above = dict(self.model.objects.values_list("pk", column.attribute))
        for key, row in zip(self.keys, dataset.by_heading(), strict=True):
            instance = self._instance(key)
            if instance is not None and row[column.heading]:
                above[instance.pk] = column.widget.directory().get(row[column.heading])
        self.circles |= {(column.heading, key) for key in in_circles(above)}

    def _instance(self, key):
        found = self.existing.get(key) if key is not None else None
        return found[0] if found else self.made.get(key)

    # One row

    def found(self):
        """The record that the row at hand is about, None for a new one."""
        known = self.existing.get(self.keys[self.index])
        return known[0] if known else None

    def init_instance(self, row=None):
        key = self.keys[self.index] if row is not None else None
        return self.made.get(key) if key in getattr(self, "made", ()) else self.model(partnership=self.partnership)

    def import_row(self, row, instance_loader, **kwargs):
        self.index = kwargs["row_number"] - 1
        number = self.sheet.numbers[self.index]
        self.preview = RowPreview(number, self._label(row))
        result = super().import_row(row, instance_loader, **kwargs)
        self.previews.append(self.preview)
        return result

    def get_result_class(self):
        return ShortResult

    def get_row_result_class(self):
        return QuietResult

    def _label(self, row) -> str:
        return ", ".join(filter(None, (row[column.heading] for column in self.key_columns)))[:LONGEST_LABEL]

    def import_instance(self, instance, row, **kwargs):
        is_new = instance._state.adding
        self.touched = set()
        self._check_shape()
        for column in self.columns:
            self._take_cell(column, instance, row[column.heading], is_new)
        self.check_return()
        self.tell_what_goes(instance)
        if not self.preview.problems:
            self.complete(instance, row, is_new)
            self.check(instance)
        if not self.preview.problems:
            self.ask_about(instance, is_new)
        self._settle(is_new)

    def _take_cell(self, column, instance, text, is_new) -> None:
        if mark := self.mark_of(column):
            self.refuse(column.heading, mark)
            return
        text = own_text(text)
        if not text:
            if is_new and column.required:
                self.refuse(column.heading, f"“{column.heading}” is empty, and a new row needs it")
            return
        try:
            value = self._value(column, instance, text)
        except ValueError as error:
            self.refuse(column.heading, str(error))
            return
        self.look_at_text(column, text)
        value = self.spelt(column, instance, value)
        old = column.current(instance)
        if is_new:
            column.put(instance, value)
            self.show_kept(column, text, value)
        elif not self._alike(column, old, value):
            column.put(instance, value)
            self.preview.add_change(column.heading, column.shown(old), column.kept_text(text, value))
            self.touch(column.fields())

    def _value(self, column, instance, text):
        if self.may_empty and text == NOTHING:
            return column.nothing(self.model)
        return column.read(text, instance)

    def _alike(self, column, old, value) -> bool:
        if column in self.key_columns:
            return self._comparable(column, old) == self._comparable(column, value)
        return old == value

    def _check_shape(self) -> None:
        number, cells = self.preview.number, self.sheet.rows[self.index]
        if len(cells) > len(self.sheet.headings):
            last = cell_name(number, len(cells) - 1)
            where = f"it reaches to {last}, where no heading is; a comma in a text needs quotation marks"
            self.preview.add_problem(f"Row {number}", where)
        if others := self.repeated.get(self.keys[self.index]):
            rows = " and ".join(str(other) for other in others[:5])
            self.preview.add_problem(f"Row {number}", f"rows {rows} are about the same record; keep one of them")

    def complete(self, instance, row, is_new) -> None:
        """Fill in what follows from the row and is not a column."""

    def check(self, instance) -> None:
        """Rules about the whole record; says what is wrong with `self.refuse`."""
        for name in self.trees:
            column = self.fields[name]
            if (column.heading, instance.pk) in self.circles:
                self.refuse(column.heading, "this leads round in a circle back to the same row")
        if self.ends and instance.starts_on and instance.ends_on and instance.ends_on < instance.starts_on:
            self.refuse(self.ends.heading, f"the end, {instance.ends_on}, is before the start, {instance.starts_on}")

    def _settle(self, is_new) -> None:
        preview = self.preview
        preview.state = WRONG if preview.problems else NEW if is_new else CHANGED if preview.changes else SAME
        if preview.state == WRONG:
            preview.changes = ()
            self.writes = False

    def skip_row(self, instance, original, row, import_validation_errors=None):
        return self.preview.state in (SAME, WRONG)

    def validate_instance(self, instance, import_validation_errors=None, validate_unique=True):
        """Every cell has been checked on the way in; `full_clean` would ask the database several times a row."""

    # Writing, by batches, until a row is wrong: then the file comes to nothing anyway

    def bulk_create(self, using_transactions, dry_run, raise_errors, batch_size=None, result=None):
        if self.writes and self.create_instances:
            writing.add(self.model, self.create_instances)
        self.create_instances.clear()

    def bulk_update(self, using_transactions, dry_run, raise_errors, batch_size=None, result=None):
        if self.writes and self.update_instances:
            writing.change(self.model, self.update_instances, self.changed_fields)
        self.update_instances.clear()

    def after_import(self, dataset, result, **kwargs):
        self.tell_of_texts()
        if self.writes:
            writing.add_each(self.additions)
