"""Printers without paper, for tests and the demo; absent from release builds."""

from printing.emulator.fault_printer import FaultPrinter
from printing.emulator.fault_script import Deed, Mishap, Model, Moment, Phase
from printing.emulator.virtual_printer import VirtualPrinter

__all__ = ["Deed", "FaultPrinter", "Mishap", "Model", "Moment", "Phase", "VirtualPrinter"]
