from django.db import models

from core.formatting.units.catalogue import LONGEST, code_of


class UnitField(models.CharField):
    """Keeps the code of a unit: whatever is saved or looked for in whatever spelling becomes it."""

    def __init__(self, *args, max_length=LONGEST, **kwargs):
        super().__init__(*args, max_length=max_length, **kwargs)

    def get_prep_value(self, value):
        prepared = super().get_prep_value(value)
        return code_of(prepared) if isinstance(prepared, str) else prepared

    def to_python(self, value):
        found = super().to_python(value)
        return code_of(found) if isinstance(found, str) else found

    def pre_save(self, model_instance, add):
        """The instance says afterwards what was saved."""
        value = self.to_python(super().pre_save(model_instance, add))
        setattr(model_instance, self.attname, value)
        return value
