"""GOV.UK components, rendered by the macros of govuk-frontend-jinja from one cached environment.

Text is always escaped. A parameter that takes HTML (`html`, `titleHtml`, …) is escaped too unless Django marked
it safe, so a value can be passed on without thinking about where it came from.
"""

from collections.abc import Mapping
from functools import cache
from typing import Any

from django.utils.html import conditional_escape
from django.utils.safestring import SafeString, mark_safe
from jinja2 import Environment, PackageLoader, PrefixLoader

PACKAGE = "govuk_frontend_jinja"
# Their macros draw the crown.
BRANDED = {"footer", "header"}


def render_component(name: str, params: Mapping[str, Any]) -> SafeString:
    """The HTML of one component, such as "button" or "date-input".

    Parameters are the macros' own, in snake_case or camelCase, at any depth.
    """
    return mark_safe(_macro(name)(_mapping(params)).strip())  # noqa: S308 -- Jinja has escaped it


@cache
def _environment() -> Environment:
    loader = PrefixLoader({PACKAGE: PackageLoader(PACKAGE)})
    return Environment(
        loader=loader, autoescape=True, auto_reload=False, cache_size=-1, trim_blocks=True, lstrip_blocks=True
    )


@cache
def _macro(name: str) -> Any:
    if name in BRANDED:
        raise ValueError(f"The {name} component carries the crown, which this portal must not show.")
    module = _environment().get_template(f"{PACKAGE}/components/{name}/macro.html").module
    return getattr(module, "govuk" + name.title().replace("-", ""))


def _mapping(params: Mapping[str, Any]) -> dict[str, Any]:
    """The parameters as the macros name them. None is left out: to a macro it would be a value."""
    converted = {}
    for name, value in params.items():
        key = _camel(name)
        if value is None:
            continue
        if key == "attributes":
            converted[key] = _attributes(value)
        elif key == "html" or key.endswith("Html"):
            converted[key] = conditional_escape(value) if value else ""
        else:
            converted[key] = _value(value)
    return converted


def _value(value: Any) -> Any:
    if isinstance(value, Mapping):
        return _mapping(value)
    if isinstance(value, (list, tuple)):
        return [_value(item) for item in value]
    # Model instances and lazy strings become text here: Jinja would look inside them.
    if value is None or isinstance(value, (str, bool, int, float)):
        return value
    return str(value)


def _attributes(attributes: Mapping[str, Any]) -> dict[str, Any]:
    """Attribute names as HTML spells them: `hx_get` becomes `hx-get`. True stands for a bare attribute."""
    if not isinstance(attributes, Mapping):
        raise TypeError("attributes is a mapping: as text it would reach the page unescaped.")
    present = {name: value for name, value in attributes.items() if value is not None and value is not False}
    return {
        name.replace("_", "-"): {"value": True, "optional": True} if value is True else _quoted(value)
        for name, value in present.items()
    }


def _quoted(value: Any) -> SafeString:
    """The value for between double quotes. What is safe as HTML may still hold one."""
    return mark_safe(conditional_escape(value).replace('"', "&quot;"))  # noqa: S308 -- escaped


def _camel(name: str) -> str:
    first, *rest = name.strip("_").split("_")
    return first + "".join(word.capitalize() for word in rest)
