"""Starts, watches and replaces the processes of a kiosk; no Qt, no personal data."""
