"""example:
  kakanai dock window                 cards to lay down with the mouse
  kakanai dock put taro               lay the card of 𠮷田 太郎 on the reader
  kakanai dock take                   take it off
  kakanai dock list                   the cards that there are

A dock runs inside `packaging/demo`; `kakanai dock start` runs one alone.
"""

from __future__ import annotations

import argparse

import cardreader.emulator.cli as commands


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """The commands of the card room, and the window, which needs Qt."""
    commands.add_arguments(parser, {"window": "a window to lay cards down and take them off"})


def run(arguments: argparse.Namespace) -> int:
    """Open the window, or do what the card room does."""
    if arguments.command == "window":
        from kiosk.devdock.window import show

        return show(arguments.folder)
    return commands.run(arguments)
