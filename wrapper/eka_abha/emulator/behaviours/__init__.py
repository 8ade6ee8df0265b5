"""Statements about the emulator's behaviour, by subject."""
