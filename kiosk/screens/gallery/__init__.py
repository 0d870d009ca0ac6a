"""Fixture views of every screen and the program that takes their pictures."""
