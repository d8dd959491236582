"""The units of figures, as data: `core/catalogue/units.toml`. However a unit is typed, its code is what is kept."""

from core.formatting.units.catalogue import (
    EDITION,
    LONGEST,
    Kind,
    Unit,
    code_of,
    is_known,
    number_within,
    unit_named,
    units,
)

__all__ = ["EDITION", "LONGEST", "Kind", "Unit", "code_of", "is_known", "number_within", "unit_named", "units"]
