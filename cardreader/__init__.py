"""Cards over PC/SC; knows no forms."""
