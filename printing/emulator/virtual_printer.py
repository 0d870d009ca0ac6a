"""A real IPP printer without paper: ``ippeveprinter`` of CUPS, as an independent implementation.

It insists on a system D-Bus for DNS-SD, so each printer gets a private ``dbus-daemon`` on which
nobody answers; it then publishes nothing.  Works as any user; everything stays in the printer's
folder. It listens on all interfaces, as the program has no option for less: tests and demo only.
"""

from __future__ import annotations

import os
import signal
import ssl
import subprocess
import tempfile
import urllib.parse
import urllib.request
from pathlib import Path
from typing import Final

from printing.emulator.ports import free_port, until
from printing.emulator.programs import program
from printing.ipp.state import PrinterState, printer_state

_BUS: Final = """<!DOCTYPE busconfig PUBLIC "-//freedesktop//DTD D-Bus Bus Configuration 1.0//EN"
 "http://www.freedesktop.org/standards/dbus/1.0/busconfig.dtd">
<busconfig>
  <type>session</type>
  <listen>unix:path={socket}</listen>
  <auth>EXTERNAL</auth>
  <policy context="default">
    <allow own="*"/>
    <allow send_destination="*" eavesdrop="true"/>
    <allow receive_sender="*" eavesdrop="true"/>
  </policy>
</busconfig>
"""
_QUICK: Final = "#!/bin/sh\nexit 0\n"
_FORMATS: Final = "application/pdf,image/pwg-raster,image/urf,image/jpeg"


class VirtualPrinter:
    """Starts at once; use as a context manager or call :meth:`stop`.

    ``command`` is a shell script that ippeveprinter runs for each job with the document as ``$1``;
    its standard error takes ``STATE: +media-jam-error`` and the like, and exit status 1 aborts the
    job. Without one a job is done in a moment.
    """

    def __init__(self, folder: Path, *, command: str = _QUICK, formats: str = _FORMATS) -> None:
        self._printer_program = program("ippeveprinter", "cups-ipp-utils")
        self._bus_program = program("dbus-daemon", "dbus-daemon")
        self._folder = folder
        self._spool = folder / "spool"
        self._spool.mkdir(parents=True, exist_ok=True)
        self._command = folder / "print-command"
        self._command.write_text(command)
        self._command.chmod(0o755)
        self._formats = formats
        self.port = free_port()
        self.url = f"ipp://localhost:{self.port}/ipp/print"
        self.secure_url = f"ipps://localhost:{self.port}/ipp/print"
        self._printer: subprocess.Popen[bytes] | None = None
        # Not in the folder: the address of a Unix socket may have 107 octets at most.
        self._bus_folder = tempfile.TemporaryDirectory(prefix="kakanai-bus-")
        self._bus: subprocess.Popen[bytes] | None = None
        try:
            self._start_bus()
            self.power_on()
        except BaseException:
            self.stop()
            raise

    def __enter__(self) -> VirtualPrinter:
        return self

    def __exit__(self, *_: object) -> None:
        self.stop()

    @property
    def spool(self) -> Path:
        """The folder where the documents lie."""
        return self._spool

    def documents(self) -> list[Path]:
        """The PDFs that arrived, oldest first.  After a power cycle the printer numbers from 1
        again."""
        return sorted(self._spool.glob("*.pdf"), key=lambda path: path.stat().st_mtime_ns)

    def certificate(self) -> str:
        """The certificate that it made for itself, PEM."""
        return ssl.get_server_certificate(("localhost", self.port))

    @property
    def is_on(self) -> bool:
        """Whether the printer runs."""
        return self._printer is not None and self._printer.poll() is None

    def power_on(self) -> None:
        """Start; jobs of before are forgotten and job-ids restart, as with a real power cycle."""
        if self.is_on:
            return
        with (self._folder / "printer.log").open("ab") as log:
            self._printer = subprocess.Popen(
                self._arguments(),
                env={**os.environ, "DBUS_SYSTEM_BUS_ADDRESS": self._bus_address},
                stdin=subprocess.DEVNULL,
                stdout=log,
                stderr=log,
                start_new_session=True,
            )
        until(lambda: isinstance(printer_state(self.url), PrinterState), "virtual printer")

    def power_off(self) -> None:
        """Pull the plug: SIGKILL, whatever it is doing."""
        if self._printer is not None:
            # The group, for a command that waits would outlive its printer.
            os.killpg(self._printer.pid, signal.SIGKILL)
            self._printer.wait()
            self._printer = None

    def paper_out(self) -> None:
        """Both trays run empty."""
        self._load(main=0, other=0)

    def refill(self) -> None:
        """A person puts paper in."""
        self._load(main=250, other=25)

    def stop(self) -> None:
        """End both processes; the folder stays.  May be called again."""
        self.power_off()
        if self._bus is not None:
            self._bus.terminate()
            self._bus.wait()
            self._bus = None
        self._bus_folder.cleanup()

    def _load(self, *, main: int, other: int) -> None:
        paper = "iso_a4_210x297mm"
        query = {
            "size1": paper,
            "type1": "stationery",
            "level1": str(main),
            "size3": paper,
            "type3": "stationery",
            "level3": str(other),
        }
        page = f"http://localhost:{self.port}/media?{urllib.parse.urlencode(query)}"
        with urllib.request.urlopen(page, timeout=10) as answer:
            answer.read()

    def _start_bus(self) -> None:
        socket = Path(self._bus_folder.name) / "bus"
        self._bus_address = f"unix:path={socket}"
        configuration = self._folder / "bus.conf"
        configuration.write_text(_BUS.format(socket=socket))
        with (self._folder / "bus.log").open("ab") as log:
            self._bus = subprocess.Popen(
                [self._bus_program, f"--config-file={configuration}", "--nofork"],
                stdin=subprocess.DEVNULL,
                stdout=log,
                stderr=log,
            )
        until(socket.is_socket, "private D-Bus")

    def _arguments(self) -> list[str]:
        return [
            self._printer_program,
            *("-r", "off", "-vv", "-k"),
            *("-p", str(self.port), "-n", "localhost"),
            *(
                "-K",
                str(self._folder),
                "-d",
                str(self._spool),
                "-f",
                self._formats,
                "-c",
                str(self._command),
            ),
            "Kakanai virtual printer",
        ]
