"""Headless Chromium of the distribution, by playwright, with or without JavaScript."""

from __future__ import annotations

import os
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from playwright.sync_api import Browser, Page, sync_playwright

CHROMIUM = Path("/usr/bin/chromium")
_ARGUMENTS = [
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
]


@contextmanager
def chromium() -> Iterator[Browser]:
    """A running browser."""
    arguments = [*_ARGUMENTS, *(["--no-sandbox"] if os.geteuid() == 0 else [])]
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=CHROMIUM, args=arguments)
        try:
            yield browser
        finally:
            browser.close()


@contextmanager
def page(browser: Browser, *, javascript: bool = True) -> Iterator[Page]:
    """A page of a fresh profile, 1440×900, in Japanese; a script that breaks fails the test."""
    context = browser.new_context(
        java_script_enabled=javascript,
        locale="ja-JP",
        timezone_id="Asia/Tokyo",
        viewport={"width": 1440, "height": 900},
    )
    faults: list[str] = []
    try:
        opened = context.new_page()
        opened.set_default_timeout(15_000)
        opened.on("pageerror", lambda fault: faults.append(str(fault)))
        opened.on(
            "console",
            lambda message: faults.append(message.text) if "Refused" in message.text else None,
        )
        yield opened
    finally:
        context.close()
    assert not faults, faults
