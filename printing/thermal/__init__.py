"""Receipt printers that speak ESC/POS: dots out, cut, and what the printer says about itself."""

from typing import Final

ESCPOS: Final = "escpos"
"""The scheme of such a printer's address: ``escpos://host:9100`` or ``escpos:///dev/usb/lp0``."""
