"""The regenerate pipeline: from the OpenAPI document to the low-level client. Development only, not in the wheel.

``python -m codegen generate`` reads, validates, inlines, applies the overlay, names, generates aside, formats, checks
and swaps in. Each step is a module of its own; :mod:`codegen.pipeline` is their order.
"""
