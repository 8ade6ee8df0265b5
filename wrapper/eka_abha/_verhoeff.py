"""Verhoeff's check digit, the last digit of an Aadhaar number.

A digit's place decides how often it is permuted; the digits are then combined in the group of the rotations and
reflections of a pentagon. The number is right when nothing is left over. Any single wrong digit is found, and any two
neighbours that were swapped.
"""

from typing import Final

__all__ = ["check_digit_holds"]

_PERMUTE: Final = (1, 5, 7, 6, 2, 8, 3, 0, 9, 4)


def check_digit_holds(number: str) -> bool:
    """Whether `number`, ASCII digits only, ends in its right check digit."""
    total = 0
    for place, character in enumerate(reversed(number)):
        digit = int(character)
        for _ in range(place % 8):
            digit = _PERMUTE[digit]
        total = _combine(total, digit)
    return total == 0


def _combine(left: int, right: int) -> int:
    """The product of two elements of the group: 0 to 4 are rotations, 5 to 9 reflections."""
    turned = left - right if left >= 5 else left + right
    return turned % 5 + (5 if (left >= 5) != (right >= 5) else 0)
