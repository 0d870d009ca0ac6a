"""Printers without paper, for tests and the demo; absent from release builds."""

from printing.emulator.fault_printer import FaultPrinter, Loss
from printing.emulator.virtual_printer import VirtualPrinter

__all__ = ["FaultPrinter", "Loss", "VirtualPrinter"]
