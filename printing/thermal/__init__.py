"""Receipt printers that speak ESC/POS: dots out, cut, and what the printer says about itself."""
