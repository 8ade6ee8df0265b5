"""Modules that the pipeline writes into the generated package as they are, under a generated header."""
