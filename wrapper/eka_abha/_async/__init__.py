"""The asynchronous half, written by hand. ``eka_abha._sync`` is derived from it by ``make generate``."""
