"""Measurements of the kiosk's promises, each with its limit and how it was taken."""
