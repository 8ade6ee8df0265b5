# Derived from wrapper/eka_abha/_async/__init__.py by `make generate`: change that file, not this one.
"""The synchronous half, written by hand. ``eka_abha._sync`` is derived from it by ``make generate``."""
