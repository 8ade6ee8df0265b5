"""Which district and state a pincode lies in: real ones for a few big cities, made-up ones for all others.

State codes are those of the Local Government Directory; the district codes are the emulator's own.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

from eka_abha.emulator.rules import is_pincode


@dataclass(frozen=True, slots=True)
class Area:
    """District and state, with their codes."""

    district_code: str
    district_name: str
    state_code: str
    state_name: str


_CITIES: Final = {
    "110001": Area("77", "New Delhi", "7", "Delhi"),
    "160017": Area("44", "Chandigarh", "4", "Chandigarh"),
    "226001": Area("162", "Lucknow", "9", "Uttar Pradesh"),
    "302001": Area("102", "Jaipur", "8", "Rajasthan"),
    "380001": Area("438", "Ahmedabad", "24", "Gujarat"),
    "395003": Area("459", "Surat", "24", "Gujarat"),
    "400001": Area("482", "Mumbai", "27", "Maharashtra"),
    "411001": Area("490", "Pune", "27", "Maharashtra"),
    "440001": Area("484", "Nagpur", "27", "Maharashtra"),
    "452001": Area("411", "Indore", "23", "Madhya Pradesh"),
    "462001": Area("404", "Bhopal", "23", "Madhya Pradesh"),
    "500001": Area("507", "Hyderabad", "36", "Telangana"),
    "530001": Area("520", "Visakhapatnam", "28", "Andhra Pradesh"),
    "560001": Area("525", "Bengaluru Urban", "29", "Karnataka"),
    "600001": Area("568", "Chennai", "33", "Tamil Nadu"),
    "641001": Area("569", "Coimbatore", "33", "Tamil Nadu"),
    "682001": Area("555", "Ernakulam", "32", "Kerala"),
    "695001": Area("565", "Thiruvananthapuram", "32", "Kerala"),
    "700001": Area("315", "Kolkata", "19", "West Bengal"),
    "751001": Area("350", "Khordha", "21", "Odisha"),
    "781001": Area("618", "Kamrup Metropolitan", "18", "Assam"),
    "800001": Area("212", "Patna", "10", "Bihar"),
    "834001": Area("339", "Ranchi", "20", "Jharkhand"),
}
# The first digit of a pincode is its postal zone; each lies for the most part in a big state. Zone 9 is the army's.
_ZONES: Final = {
    "1": ("7", "Delhi"),
    "2": ("9", "Uttar Pradesh"),
    "3": ("8", "Rajasthan"),
    "4": ("27", "Maharashtra"),
    "5": ("29", "Karnataka"),
    "6": ("33", "Tamil Nadu"),
    "7": ("19", "West Bengal"),
    "8": ("10", "Bihar"),
}


def area_of(pincode: str) -> Area | None:
    """Return where a pincode lies; None for what is no pincode and for those of the army, which begin with 9."""
    if not is_pincode(pincode) or pincode[0] not in _ZONES:
        return None
    state_code, state_name = _ZONES[pincode[0]]
    made_up = Area(f"9{pincode[:3]}", f"District {pincode[:3]}", state_code, state_name)
    return _CITIES.get(pincode, made_up)
