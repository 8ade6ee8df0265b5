"""What the difference between two documents means: for the API, for Python, for the version.

Documents are compared operation by operation after inlining: renumbered, split and merged schemas are no change.
"""
