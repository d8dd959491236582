"""A partnership's colour, and the colours that can stand on it and be read."""

import re

WHITE = "#ffffff"
INK = "#0b0c0c"
DEFAULT = "#0b4f6c"
READABLE = 4.5
HEX = re.compile(r"#[0-9a-fA-F]{6}")


def palette(colour: str | None) -> dict[str, str]:
    """The brand's own colour, the text for on top of it, a darker one for text on white, and tints for areas."""
    brand = colour if colour and HEX.fullmatch(colour) else DEFAULT
    text = WHITE if contrast(brand, WHITE) >= READABLE else INK
    return {
        "brand": brand.lower(),
        "on_brand": text,
        "ink": readable_on_white(brand),
        "deep": mix(brand, "#000000", 0.22),
        "bright": mix(brand, WHITE, 0.14),
        "tint": mix(brand, WHITE, 0.92),
        "line": mix(brand, WHITE, 0.72),
    }


def contrast(one: str, other: str) -> float:
    """The contrast ratio of WCAG 2."""
    light, dark = sorted((_luminance(one), _luminance(other)), reverse=True)
    return (light + 0.05) / (dark + 0.05)


def readable_on_white(colour: str) -> str:
    """The colour, darkened as little as it takes to be read as text on white and on its own tint."""
    step = 0.0
    while contrast(mix(colour, "#000000", step), mix(colour, WHITE, 0.92)) < READABLE:
        step += 0.05
    return mix(colour, "#000000", step)


def mix(colour: str, other: str, part: float) -> str:
    pairs = zip(_channels(colour), _channels(other), strict=True)
    return "#" + "".join(f"{round(a + (b - a) * part):02x}" for a, b in pairs)


def _channels(colour: str) -> list[int]:
    return [int(colour[place : place + 2], 16) for place in (1, 3, 5)]


def _luminance(colour: str) -> float:
    linear = [
        value / 12.92 if value <= 0.03928 else ((value + 0.055) / 1.055) ** 2.4
        for value in (channel / 255 for channel in _channels(colour))
    ]
    return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]
