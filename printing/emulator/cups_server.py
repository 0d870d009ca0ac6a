"""A real CUPS server with one queue, in its own folder and without rights: what many offices have in between.

Started as root it becomes ``lp`` first, for cupsd runs no filter as root.
"""

from __future__ import annotations

import grp
import os
import pwd
import shutil
import subprocess
import tempfile
import urllib.error
import urllib.request
from pathlib import Path
from typing import Final

from printing.emulator.ports import free_port, until
from printing.emulator.programs import program
from printing.ipp.state import PrinterState, printer_state

QUEUE: Final = "kiosk"
_FROM_THE_PRINTER: Final = "IPP Everywhere"
"""What cupsd adds to the model's name once the printer has told it what it can."""
_SETTINGS: Final = """LogLevel debug
MaxLogSize 0
Listen 127.0.0.1:{port}
Listen {folder}/cups.sock
Browsing Off
BrowseLocalProtocols none
WebInterface No
DefaultAuthType None
DirtyCleanInterval 0
<Location />
  Order allow,deny
  Allow localhost
</Location>
<Policy default>
  JobPrivateAccess all
  JobPrivateValues none
  <Limit All>
    Order deny,allow
    Allow localhost
  </Limit>
</Policy>
"""
_FILES: Final = """ServerRoot {folder}
CacheDir {folder}/cache
StateDir {folder}/state
RequestRoot {folder}/spool
TempDir {folder}/spool/tmp
DocumentRoot {folder}
ServerBin /usr/lib/cups
DataDir /usr/share/cups
AccessLog {folder}/access.log
ErrorLog {folder}/error.log
PageLog {folder}/page.log
User {user}
Group {group}
SystemGroup {group}
FileDevice No
Sandboxing Off
"""


class CupsServer:
    """Starts at once; use as a context manager.  ``printer``: the address behind the queue."""

    def __init__(self, printer: str) -> None:
        self._daemon = program("cupsd", "cups-daemon")
        self._admin = program("lpadmin", "cups-client")
        # Not below a private folder of root: lp has to get there.
        self.folder = Path(tempfile.mkdtemp(prefix="kakanai-cups-"))
        self._port = free_port()
        account = pwd.getpwnam("lp") if os.getuid() == 0 else pwd.getpwuid(os.getuid())
        self._ids = (account.pw_uid, account.pw_gid)
        self._process: subprocess.Popen[bytes] | None = None
        try:
            self._lay_out(account.pw_name)
            self._start()
            self._add_queue(printer)
        except BaseException:
            self.stop()
            raise

    def __enter__(self) -> CupsServer:
        return self

    def __exit__(self, *_: object) -> None:
        self.stop()

    @property
    def url(self) -> str:
        """Of the queue."""
        return f"ipp://127.0.0.1:{self._port}/printers/{QUEUE}"

    def stop(self) -> None:
        """End it and remove its folder."""
        if self._process is not None:
            self._process.terminate()
            self._process.wait()
            self._process = None
        shutil.rmtree(self.folder, ignore_errors=True)

    def _lay_out(self, user: str) -> None:
        names = {"folder": self.folder, "port": self._port, "user": user}
        group = grp.getgrgid(self._ids[1]).gr_name
        (self.folder / "cupsd.conf").write_text(_SETTINGS.format(**names))
        (self.folder / "cups-files.conf").write_text(_FILES.format(**names, group=group))
        for name in ("cache", "state", "spool", "spool/tmp", "ppd", "ssl"):
            (self.folder / name).mkdir()
        for path in (self.folder, *self.folder.rglob("*")):
            os.chown(path, *self._ids)

    def _start(self) -> None:
        uid, gid = self._ids
        with (self.folder / "out.log").open("ab") as log:
            self._process = subprocess.Popen(
                [
                    *(self._daemon, "-f"),
                    *("-c", str(self.folder / "cupsd.conf")),
                    *("-s", str(self.folder / "cups-files.conf")),
                ],
                stdin=subprocess.DEVNULL,
                stdout=log,
                stderr=log,
                user=uid,
                group=gid,
                extra_groups=() if os.getuid() == 0 else None,
            )
        until(self._answers, "private cupsd")

    def _answers(self) -> bool:
        try:
            with urllib.request.urlopen(f"http://127.0.0.1:{self._port}/", timeout=5):
                return True
        except urllib.error.HTTPError:
            return True
        except OSError:
            return False

    def _add_queue(self, printer: str) -> None:
        subprocess.run(
            [self._admin, "-p", QUEUE, "-E", "-v", printer, "-m", "everywhere"],
            env={**os.environ, "CUPS_SERVER": f"127.0.0.1:{self._port}"},
            stdin=subprocess.DEVNULL,
            capture_output=True,
            check=True,
        )
        until(self._knows_the_printer, "CUPS queue")

    def _knows_the_printer(self) -> bool:
        """lpadmin comes back before: cupsd asks the printer in a thread of its own, and until that has
        laid down the filters it aborts a job at once ("Unable to convert file 0", measured)."""
        state = printer_state(self.url)
        return (
            isinstance(state, PrinterState)
            and state.model.endswith(_FROM_THE_PRINTER)
            and state.prints_pdf
        )
