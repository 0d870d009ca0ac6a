"""A key under a TPM: a real swtpm, a real keeper, power cuts, another chip, a stolen disk."""

from __future__ import annotations

import json
import os
import re
import resource
import shutil
import socket
from base64 import b64encode
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import closing, contextmanager
from dataclasses import replace
from pathlib import Path
from threading import Event, Thread
from uuid import uuid4

import pytest
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
from cryptography.hazmat.primitives.asymmetric.x25519 import X25519PrivateKey

from kiosk.cli import main
from sync.envelope import tpm
from sync.envelope.device import row_key
from sync.envelope.enrolment import fingerprint
from sync.envelope.keys import (
    KeyFileError,
    KeyFolder,
    SealedKeyError,
    load_sealing_private,
    load_signing_private,
    load_signing_public,
    save_private,
    save_sealed,
    seal_private,
    sealed_to,
)
from sync.envelope.seal import verify
from sync.envelope.sealed_key import SealedKey
from sync.envelope.tpm import SealedSecret, TpmFailure, TpmFailureCode, seal, unseal
from sync.envelope.wire import Envelope
from sync.sender.key_cli import told
from sync.store.client import KeeperClient
from sync.store.keeper import serve
from sync.store.process import KeeperProcess
from sync.store.results import Begun, Committed, DeliveryState, KeeperHealth
from sync.store.settings import load_settings, save_settings
from tests.support.keeper import KeeperBench, OfficePeer, sealed, sealing_keys, short_folder, until
from tests.support.software_tpm import SoftwareTpm, software_tpm

SECRET = bytes(range(32))
POWER_CUTS = 10


@pytest.fixture
def folder() -> Iterator[Path]:
    with short_folder() as short:
        yield short


@pytest.fixture
def chip() -> Iterator[SoftwareTpm]:
    with short_folder() as beside, software_tpm(beside) as running:
        yield running


def sealed_by(chip: SoftwareTpm) -> SealedSecret:
    made = seal(chip.address, SECRET)
    assert isinstance(made, SealedSecret)
    return made


def failure_of(answer: object) -> TpmFailureCode:
    assert isinstance(answer, TpmFailure)
    return answer.code


# ---- the chip


def test_another_program_opens_what_we_seal(chip: SoftwareTpm, tmp_path: Path) -> None:
    """Debian's tpm2-tools, with the parent's words written out once more."""
    made = sealed_by(chip)
    for name, part in (("public", made.public), ("private", made.private)):
        (tmp_path / name).write_bytes(len(part).to_bytes(2, "big") + part)
    parent, object_ = str(tmp_path / "parent"), str(tmp_path / "object")
    words = "fixedtpm|fixedparent|sensitivedataorigin|userwithauth|noda|restricted|decrypt"
    primary = ("-C", "o", "-G", "ecc256:aes128cfb", "-g", "sha256", "-a", words, "-c", parent)
    chip.ask("tpm2_createprimary", "-Q", *primary)
    blob = ("-u", str(tmp_path / "public"), "-r", str(tmp_path / "private"))
    chip.ask("tpm2_load", "-Q", "-C", parent, *blob, "-c", object_)
    assert chip.ask("tpm2_unseal", "-c", object_) == SECRET


def test_power_cuts_lock_nothing(chip: SoftwareTpm) -> None:
    made = sealed_by(chip)
    for _ in range(POWER_CUTS):
        chip.cut_power()
        chip.start()
        assert unseal(chip.address, made) == SECRET
    counted = chip.ask("tpm2_getcap", "properties-variable").decode()
    assert "TPM2_PT_LOCKOUT_COUNTER: 0x0\n" in counted


def test_without_noda_on_the_parent_the_fourth_start_is_locked_out(
    chip: SoftwareTpm, monkeypatch: pytest.MonkeyPatch
) -> None:
    """So the cuts above could have been seen; and a TPM that others locked still opens our key."""
    ours = sealed_by(chip)
    with monkeypatch.context() as broken:
        broken.setattr(tpm, "PARENT_ATTRIBUTES", tpm.PARENT_ATTRIBUTES & ~0x400)
        # The chip says 0x922, "once more", while it notes that a protected object is used.
        theirs = sealed_by(chip)
        starts = 1
        while (answer := unseal(chip.address, theirs)) == SECRET:
            chip.cut_power()
            chip.start()
            starts += 1
        assert failure_of(answer) is TpmFailureCode.LOCKED_OUT
        assert starts == 4
    assert unseal(chip.address, ours) == SECRET


def test_a_chip_that_was_replaced_or_cleared_is_another(chip: SoftwareTpm) -> None:
    made = sealed_by(chip)
    chip.ask("tpm2_clear", "-c", "p")
    assert failure_of(unseal(chip.address, made)) is TpmFailureCode.ANOTHER
    made = sealed_by(chip)
    assert unseal(chip.address, made) == SECRET
    chip.replace()
    assert failure_of(unseal(chip.address, made)) is TpmFailureCode.ANOTHER


def test_bytes_that_it_did_not_give_out_are_damaged(chip: SoftwareTpm) -> None:
    made = sealed_by(chip)
    for place in (0, 40, len(made.private) - 1):
        flipped = bytearray(made.private)
        flipped[place] ^= 1
        answer = unseal(chip.address, replace(made, private=bytes(flipped)))
        assert failure_of(answer) is TpmFailureCode.DAMAGED
    for other in (b"", made.private[:50], made.private + b"\0"):
        answer = unseal(chip.address, replace(made, private=other))
        assert failure_of(answer) is TpmFailureCode.DAMAGED
    assert unseal(chip.address, made) == SECRET  # nothing of all that is left in the chip


def test_an_owner_with_a_password_and_a_secret_too_long_are_refused(chip: SoftwareTpm) -> None:
    assert seal(chip.address, bytes(129)) == TpmFailure(TpmFailureCode.REFUSED, "CREATE 0x1d5")
    chip.ask("tpm2_changeauth", "-c", "owner", "secret")
    answer = seal(chip.address, SECRET)
    assert answer == TpmFailure(TpmFailureCode.REFUSED, "CREATE_PRIMARY 0x9a2")


def test_no_chip_is_a_result(chip: SoftwareTpm, tmp_path: Path) -> None:
    made = sealed_by(chip)
    chip.cut_power()
    (tmp_path / "file").touch()
    for address in (chip.address, tmp_path / "file", Path("/dev/null"), tmp_path):
        assert failure_of(seal(address, SECRET)) is TpmFailureCode.ABSENT
        assert failure_of(unseal(address, made)) is TpmFailureCode.ABSENT


def test_what_answers_and_is_no_chip_is_a_result_too(folder: Path) -> None:
    good_and_empty, refused_and_long = b"\x80\x02\0\0\0\x0a\0\0\0\0", b"HTTP/1.1 400 Bad Request"
    with socket.socket(socket.AF_UNIX) as door:
        door.bind(str(folder / "door"))
        door.listen()
        for said in (good_and_empty, refused_and_long):
            with ThreadPoolExecutor(1) as beside:
                answer = beside.submit(seal, folder / "door", SECRET)
                line, _ = door.accept()
                with line:
                    assert line.recv(4096).startswith(b"\x80\x02")
                    line.sendall(said)
                assert failure_of(answer.result(60)) is TpmFailureCode.ABSENT


# ---- the file


@pytest.mark.parametrize("key", [Ed25519PrivateKey.generate(), X25519PrivateKey.generate()])
def test_a_sealed_file_reads_like_a_plain_one(
    chip: SoftwareTpm, tmp_path: Path, key: Ed25519PrivateKey | X25519PrivateKey
) -> None:
    path = tmp_path / "some.private.pem"
    save_private(key, path)
    assert sealed_to(path) is None
    (tmp_path / "some.private.pem.sealed").write_bytes(b"of a run that was cut off")
    assert seal_private(path, chip.address) is None
    assert sealed_to(path) == chip.address
    assert [each.name for each in tmp_path.iterdir()] == [path.name]
    assert path.stat().st_mode & 0o777 == 0o600
    load = load_signing_private if isinstance(key, Ed25519PrivateKey) else load_sealing_private
    assert load(path).private_bytes_raw() == key.private_bytes_raw()
    other = load_sealing_private if isinstance(key, Ed25519PrivateKey) else load_signing_private
    with pytest.raises(KeyFileError, match="not an"):
        other(path)
    with pytest.raises(KeyFileError, match="already"):
        seal_private(path, chip.address)
    path.chmod(0o640)
    with pytest.raises(KeyFileError, match="chmod 600"):
        load(path)


def test_no_plain_key_stays_behind_a_link_or_a_second_name(
    chip: SoftwareTpm, tmp_path: Path
) -> None:
    path, link, second = (tmp_path / name for name in ("there.pem", "here.pem", "too.pem"))
    save_private(Ed25519PrivateKey.generate(), path)
    link.symlink_to(path)
    second.hardlink_to(path)
    with pytest.raises(KeyFileError, match="another name"):
        seal_private(link, chip.address)
    second.unlink()
    assert seal_private(link, chip.address) is None
    assert link.is_symlink()
    assert sealed_to(path) == sealed_to(link) == chip.address


def test_the_kiosks_user_still_owns_what_root_has_sealed(chip: SoftwareTpm, tmp_path: Path) -> None:
    path = tmp_path / "device.private.pem"
    save_private(Ed25519PrivateKey.generate(), path)
    owner = 65534 if os.geteuid() == 0 else os.geteuid()
    os.chown(path, owner, -1)
    assert seal_private(path, chip.address) is None
    assert path.stat().st_uid == owner


def test_a_chip_that_fails_leaves_the_plain_file(
    chip: SoftwareTpm, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = tmp_path / "device.private.pem"
    save_private(Ed25519PrivateKey.generate(), path)
    before = path.read_bytes()
    answer = seal_private(path, tmp_path / "nowhere")
    assert failure_of(answer) is TpmFailureCode.ABSENT
    assert {each: each.read_bytes() for each in tmp_path.iterdir()} == {path: before}
    stranger = Ed25519PrivateKey.generate()
    monkeypatch.setattr(SealedKey, "open", lambda _self: stranger)
    with pytest.raises(KeyFileError, match="another key"):
        seal_private(path, chip.address)
    assert path.read_bytes() == before


@pytest.mark.parametrize(
    "inside", [b"[]", b"{}", b"no json", b"\xff", b'{"format":2}', b'{"format":1,"kind":"rsa"}']
)
def test_a_broken_file_is_no_key(tmp_path: Path, inside: bytes) -> None:
    whole = SealedKey("ed25519", tmp_path, SealedSecret(b"", b"", b"")).to_bytes()
    assert SealedKey.from_bytes(whole) is not None
    first, *_, last = whole.splitlines(keepends=True)
    path = tmp_path / "device.private.pem"
    for content in (first + b64encode(inside) + b"\n" + last, whole[:-5], first, first + last):
        path.write_bytes(content)
        path.chmod(0o600)
        for read in (load_signing_private, sealed_to):
            with pytest.raises(KeyFileError, match="no private key"):
                read(path)


# ---- the kiosk


class Kiosk:
    """A keeper and the office's peer, with the device's key under a chip."""

    def __init__(self, folder: Path, chip: SoftwareTpm) -> None:
        self.peer = OfficePeer()
        self.peer.start()
        self.bench = KeeperBench.make(folder, self.peer.url)
        self.key_file = self.bench.keys.private("device")
        self.plain = load_signing_private(self.key_file)
        self.chip = chip
        self.client = KeeperClient(self.bench.settings.socket, limit=60.0)

    def seal_by_command(self) -> None:
        address = str(self.chip.address)
        assert main(["key", "seal", "--key", str(self.key_file), "--tpm", address]) == 0

    @contextmanager
    def keeper(self) -> Iterator[None]:
        """The keeper without a process of its own."""
        ended = Event()
        thread = Thread(target=serve, args=(load_settings(self.bench.config), ended))
        thread.start()
        try:
            until(lambda: isinstance(self.client.health(), KeeperHealth))
            yield
        finally:
            ended.set()
            thread.join()

    def submit(self) -> Envelope:
        session = uuid4()
        begun = self.client.begin(session)
        assert isinstance(begun, Begun)
        keys = sealing_keys(self.bench.keys)
        envelope = sealed(keys, session, begun.sequence, begun.number)
        assert isinstance(self.client.commit(envelope.to_bytes()), Committed)
        return envelope

    def close(self) -> None:
        self.client.close()
        self.peer.stop()


@pytest.fixture
def kiosk(folder: Path, chip: SoftwareTpm) -> Iterator[Kiosk]:
    with closing(Kiosk(folder, chip)) as made:
        yield made


def test_a_kiosk_lives_on_its_chip_and_its_queue_outlives_it(
    kiosk: Kiosk, capsys: pytest.CaptureFixture[str]
) -> None:
    kiosk.seal_by_command()
    assert fingerprint(kiosk.plain.public_key()) in capsys.readouterr().out
    process = KeeperProcess(kiosk.bench.config)
    process.start()
    health = kiosk.client.health()
    assert isinstance(health, KeeperHealth)
    assert resource.prlimit(health.pid, resource.RLIMIT_CORE) == (0, 0)  # no key in a core file
    signed = kiosk.submit()
    public = load_signing_public(kiosk.bench.keys.public("device"))
    assert isinstance(verify(signed, public), Envelope)
    until(lambda: kiosk.client.delivery(signed.id) is DeliveryState.DELIVERED)
    assert kiosk.peer.held == {signed.id: signed.to_bytes()}
    kiosk.peer.stop()
    left = kiosk.submit()
    assert process.stop() == 0

    kiosk.chip.replace()
    with pytest.raises(SealedKeyError, match=r"tpm\.another"):
        serve(kiosk.bench.settings, Event())
    check = ["key", "check", "--key", str(kiosk.key_file)]
    assert main([*check, "--json"]) == 1
    shown = json.loads(capsys.readouterr().out)
    assert shown == {"failure": "tpm.another", "detail": "parent"}
    assert main([*check, "--language", "en"]) == 1
    assert "under a new name" in capsys.readouterr().err

    # Enrolled again: a key of the new chip, a new name.  What waited is sealed and signed already.
    kiosk.key_file.unlink()
    assert save_sealed(Ed25519PrivateKey.generate(), kiosk.key_file, kiosk.chip.address) is None
    save_settings(replace(kiosk.bench.settings, device="kiosk-b"), kiosk.bench.config)
    kiosk.peer.start()
    with kiosk.keeper():
        until(lambda: kiosk.client.delivery(left.id) is DeliveryState.DELIVERED)
    assert kiosk.peer.held[left.id] == left.to_bytes()
    assert isinstance(verify(left, public), Envelope)


def test_a_stolen_disk_holds_no_key(kiosk: Kiosk, tmp_path: Path) -> None:
    """Neither to sign with nor the rows' key; the same search finds both where they are plain."""

    def copy_of_the_disk(name: str) -> Path:
        disk = tmp_path / name
        shutil.copytree(kiosk.bench.folder, disk, ignore=shutil.ignore_patterns("*.sock"))
        for elsewhere in ("office", "escrow", "audit-head"):  # never on a kiosk
            KeyFolder(disk / "keys").private(elsewhere).unlink()
        return disk

    def hits(disk: Path) -> int:
        secrets = (kiosk.plain.private_bytes_raw(), row_key(kiosk.plain))
        files = [each.read_bytes() for each in disk.rglob("*") if each.is_file()]
        return sum(spelt(content, secret) for content in files for secret in secrets)

    assert hits(copy_of_the_disk("plain")) == 1
    kiosk.seal_by_command()
    with kiosk.keeper():
        kiosk.submit()
    disk = copy_of_the_disk("sealed")
    assert hits(disk) == 0
    assert any(b"toyonaka" in each.read_bytes() for each in disk.rglob("*.toml"))
    kiosk.chip.replace()  # the thief's own, where the file says that it is
    with pytest.raises(SealedKeyError) as caught:
        load_signing_private(KeyFolder(disk / "keys").private("device"))
    assert caught.value.failure.code is TpmFailureCode.ANOTHER


def spelt(content: bytes, secret: bytes) -> bool:
    """As bytes, in hexadecimal, or in the base64 of a PEM file wherever it begins there."""
    joined = content.replace(b"\n", b"")
    return any(each in joined for each in _spellings(secret))


def _spellings(secret: bytes) -> Iterator[bytes]:
    yield secret
    yield secret.hex().encode()
    yield secret.hex().upper().encode()
    for before in range(3):
        yield b64encode(b"\0" * before + secret)[4:40]


# ---- the words


@pytest.mark.parametrize("language", ["ja", "en"])
def test_each_failure_has_its_words(language: str) -> None:
    for code in TpmFailureCode:
        lines = told(TpmFailure(code, "detail"), language).splitlines()
        assert len(lines) == 5
        assert all(lines)
        assert lines[-1] == f"({code.value}: detail)"
        assert bool(re.search("[ぁ-ん]", lines[0])) == (language == "ja")


def test_what_is_no_key_file_is_the_wrong_call(tmp_path: Path) -> None:
    assert main(["key", "check", "--key", str(tmp_path / "absent")]) == 2
