"""From the kiosk to the clerk."""
