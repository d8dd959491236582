"""A partnership's own colour on the portal's pages, only where white text on it can be read."""

import re

DEFAULT_COLOUR = "#0b4f6c"
# WCAG 2.2, 1.4.3: text against its background.
LEAST_CONTRAST = 4.5


def brand_css(colour: str) -> str:
    """The stylesheet that puts one colour in place of the portal's own."""
    colour = readable(colour)
    return f":root{{--govuk-brand-colour:{colour};--govuk-surface-border-colour:{colour};--p-brand:{colour}}}\n"


def readable(colour: str) -> str:
    """The colour, or the portal's own where this one is no colour or too pale for white text."""
    can_be_read = is_colour(colour) and contrast_with_white(colour) >= LEAST_CONTRAST
    return colour.lower() if can_be_read else DEFAULT_COLOUR


def is_colour(text: str | None) -> bool:
    return re.fullmatch(r"#[0-9a-fA-F]{6}", text or "") is not None


def contrast_with_white(colour: str) -> float:
    """The contrast ratio of WCAG, from 1 (white on white) to 21 (white on black)."""
    red, green, blue = (_linear(int(colour[at : at + 2], 16) / 255) for at in (1, 3, 5))
    return 1.05 / (0.2126 * red + 0.7152 * green + 0.0722 * blue + 0.05)


def _linear(channel: float) -> float:
    return channel / 12.92 if channel <= 0.04045 else ((channel + 0.055) / 1.055) ** 2.4


def darker(colour: str) -> str:
    """The colour, or the nearest shade of it, darkened as little as it takes, on which white text can be read."""
    channels = [int(colour[at : at + 2], 16) for at in (1, 3, 5)]
    shades = ("#" + "".join(f"{channel * part // 255:02x}" for channel in channels) for part in range(255, -1, -1))
    return next(shade for shade in shades if contrast_with_white(shade) >= LEAST_CONTRAST)


def sample_css(colour: str) -> str:
    """The stylesheet that puts a colour into the samples of a page, and nowhere else."""
    return f".p-sample{{--p-brand:{readable(colour)}}}\n"
