"""From facts to PDF pages: no Qt, no device, no network, no clock (today is an argument)."""
