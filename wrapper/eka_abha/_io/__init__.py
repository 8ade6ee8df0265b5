"""The few things that differ between threads and event loops: one handwritten module for each, with the same names."""
