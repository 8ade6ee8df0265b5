"""``python -m eka_abha`` is the program ``eka-abha``."""

import sys

from eka_abha._cli import main

sys.exit(main())
