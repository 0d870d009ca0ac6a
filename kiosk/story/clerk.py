"""The clerk of a story: a real Chromium at the console, opening a case, correcting, confirming, printing."""

from __future__ import annotations

import contextlib
import re
import shutil
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from playwright.sync_api import Page, sync_playwright

from kiosk.story.story import StoryFault
from sync.office.process import Clerk

_QUIET = (
    "--no-sandbox",  # Chromium refuses its sandbox to root
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
)


@dataclass(slots=True)
class Console:
    """A browser window at the console, logged in."""

    page: Page
    url: str

    def open_case(self, number: str) -> None:
        """Find the case by its 受付番号 and open it.  Raises :class:`StoryFault`."""
        self.page.goto(self.url)
        link = self.page.get_by_role("link", name=re.compile(re.escape(number)))
        if link.count() == 0:
            raise StoryFault(f"the console shows no case {number}")
        link.first.click()

    def picture(self, path: Path) -> None:
        """The whole page."""
        self.page.screenshot(path=path, full_page=True)

    def take_and_confirm(self) -> int:
        """Press 担当する and 受付する wherever they stand; how many 課 were confirmed."""
        confirmed = 0
        for text in ("担当する", "受付する"):
            while True:
                button = self.page.get_by_role("button", name=re.compile(f"：{text}$"))
                if button.count() == 0:
                    break
                button.first.click()
                self.page.wait_for_load_state()
                confirmed += text == "受付する"
        return confirmed

    def correct_text(self, fact: str, value: str) -> None:
        """Correct a typed fact of the open case, and come back to the case."""
        case = self.page.url.split("#")[0]
        self.page.goto(f"{case}/facts/{fact}")
        self.page.fill("#value", value)
        self.page.get_by_role("button", name="この内容に直す").click()
        self.page.wait_for_load_state()
        self.page.goto(case)

    def forms(self) -> list[tuple[str, str]]:
        """Form and procedure of each prefilled form of the open case."""
        links = self.page.locator("table.procedures a").evaluate_all(
            "all => all.map(each => each.getAttribute('href'))"
        )
        return [tuple(link.rsplit("/", 2)[1:]) for link in links]

    def form_pdf(self, form: str, procedure: str) -> bytes:
        """The form for printing."""
        case = self.page.url.split("#")[0].split("?")[0]
        answer = self.page.request.get(f"{case}/forms/{form}/{procedure}/form.pdf")
        if not answer.ok:
            raise StoryFault(f"the console gives no PDF of {form}: {answer.status}")
        return answer.body()

    def show_form(self, form: str, procedure: str) -> None:
        """The page of one form, with its picture."""
        case = self.page.url.split("#")[0].split("?")[0]
        self.page.goto(f"{case}/forms/{form}/{procedure}")


@contextlib.contextmanager
def console(url: str, clerk: Clerk) -> Iterator[Console]:
    """Log in as ``clerk``."""
    program = shutil.which("chromium")
    if program is None:
        raise StoryFault("Chromium is missing; install the Debian package chromium")
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=program, args=list(_QUIET))
        try:
            page = browser.new_page(viewport={"width": 1440, "height": 900}, locale="ja-JP")
            page.goto(url)
            page.fill("#name", clerk.name)
            page.fill("#password", clerk.password)
            page.get_by_role("button", name="ログインする").click()
            page.wait_for_load_state()
            yield Console(page, url)
        finally:
            browser.close()
