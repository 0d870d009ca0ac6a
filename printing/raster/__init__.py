"""Pages as dots, for printers that take no PDF: PWG Raster (PWG 5102.4)."""
