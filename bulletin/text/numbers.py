"""Numbers as they are read in the active language, and as forms and addresses hold them."""

from django.utils.formats import number_format


def grouped(number: int) -> str:
    """`12,345`."""
    return number_format(number, use_l10n=True, force_grouping=True)


def one_decimal(number: float) -> str:
    """`4`, `4.5`: rounded to a decimal, and without it where that is nought."""
    rounded = round(number, 1)
    return number_format(rounded, decimal_pos=0 if rounded == int(rounded) else 1)


def number_in(text: str, *, digits: int) -> int | None:
    """The whole number that this is, of so many digits at most; None where it is none."""
    return int(text) if text.isascii() and text.isdigit() and len(text) <= digits else None
