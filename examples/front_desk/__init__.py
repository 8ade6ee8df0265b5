"""A front desk where patients register for an ABHA: an example of a whole service. See README.md."""
