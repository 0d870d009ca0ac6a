"""Staff accounts: argon2 passwords, and a brake on guessing.

A wrong password counts against the account name and against the address it came from; both are
stored as keyed hashes, because people type passwords into the name field.
"""

from __future__ import annotations

import hmac
import unicodedata
from dataclasses import dataclass
from datetime import datetime, timedelta

from argon2 import PasswordHasher
from argon2.exceptions import VerificationError
from sqlalchemy import Connection, select

from sync.office import audit
from sync.office.database import Clock, Database, stamp, unstamp
from sync.office.tables import accounts, login_failures

TRIES_PER_NAME = 5
TRIES_PER_ADDRESS = 20
PAUSE = timedelta(minutes=5)
SHORTEST_PASSWORD = 12

_HASHER = PasswordHasher()
_NOBODY = _HASHER.hash("nobody has this password")
"""Verified when the name is unknown, so that the answer takes the same time."""


@dataclass(frozen=True, slots=True)
class Account:
    """Somebody of the staff."""

    id: int
    name: str
    display_name: str
    section: str
    epoch: int

    @property
    def actor(self) -> str:
        """How the audit names this person."""
        return f"account:{self.name}"


class Accounts:
    """Accounts of one office; ``secret`` keys the hashes of failed names and addresses."""

    def __init__(self, database: Database, secret: bytes, clock: Clock) -> None:
        self._database = database
        self._secret = secret
        self._clock = clock

    def add(self, name: str, display_name: str, section: str, password: str) -> Account:
        """Add or renew an account.  Raises ``ValueError`` on a short password or a bad name."""
        if not name.isascii() or not name.replace("-", "").replace(".", "").isalnum():
            raise ValueError("an account name is made of Latin letters, digits, - and .")
        if len(password) < SHORTEST_PASSWORD:
            raise ValueError(f"a password has at least {SHORTEST_PASSWORD} characters")
        hashed = _HASHER.hash(_normal(password))
        now = self._clock()
        with self._database.writing() as connection:
            old = _row(connection, name)
            values = {"display_name": display_name, "section": section, "password_hash": hashed}
            if old is None:
                connection.execute(
                    accounts.insert().values(name=name, epoch=0, added_at=stamp(now), **values)
                )
            else:
                connection.execute(
                    accounts.update()
                    .where(accounts.c.name == name)
                    .values(epoch=accounts.c.epoch + 1, **values)
                )
            audit.append(connection, now, "operator", "account.set", f"account:{name}")
            found = _row(connection, name)
        assert found is not None
        return found[0]

    def log_in(self, name: str, password: str, address: str) -> Account | timedelta | None:
        """The account; ``None`` when name or password is wrong; a time to wait when braked.

        The try is counted before the password is looked at, so that many at once are many tries.
        """
        now = self._clock()
        brakes = (
            (self._key("name", name), TRIES_PER_NAME),
            (self._key("address", address), TRIES_PER_ADDRESS),
        )
        with self._database.writing() as connection:
            wait = max(_wait(connection, key, limit, now) for key, limit in brakes)
            if wait > timedelta(0):
                return wait
            for key, _ in brakes:
                _count(connection, key, now)
            found = _row(connection, name)
        try:
            _HASHER.verify(found[1] if found else _NOBODY, _normal(password))
            right = found is not None
        except VerificationError:
            right = False
        with self._database.writing() as connection:
            if found is not None and right:
                for key, _ in brakes:
                    _uncount(connection, key, everything=key == brakes[0][0])
                audit.append(connection, now, found[0].actor, "login", found[0].actor)
                return found[0]
            subject = found[0].actor if found else "account:?"
            audit.append(connection, now, "console", "login.refused", subject)
        return None

    def log_out(self, account: Account) -> None:
        """End every session of this account, on all machines."""
        with self._database.writing() as connection:
            connection.execute(
                accounts.update()
                .where(accounts.c.id == account.id)
                .values(epoch=accounts.c.epoch + 1)
            )
            audit.append(connection, self._clock(), account.actor, "logout", account.actor)

    def find(self, account_id: int, epoch: int) -> Account | None:
        """The account of a session cookie, unless its sessions were ended since."""
        with self._database.reading() as connection:
            query = select(accounts).where(accounts.c.id == account_id, accounts.c.epoch == epoch)
            row = connection.execute(query).one_or_none()
        if row is None:
            return None
        return Account(row.id, row.name, row.display_name, row.section, row.epoch)

    def _key(self, kind: str, text: str) -> str:
        return hmac.new(self._secret, f"{kind}:{text}".encode(), "sha256").hexdigest()


def _normal(password: str) -> str:
    return unicodedata.normalize("NFKC", password)


def _row(connection: Connection, name: str) -> tuple[Account, str] | None:
    row = connection.execute(select(accounts).where(accounts.c.name == name)).one_or_none()
    if row is None:
        return None
    account = Account(row.id, row.name, row.display_name, row.section, row.epoch)
    return account, row.password_hash


def _wait(connection: Connection, key: str, limit: int, now: datetime) -> timedelta:
    row = connection.execute(
        select(login_failures).where(login_failures.c.key == key)
    ).one_or_none()
    if row is None or row.failures < limit:
        return timedelta(0)
    return unstamp(row.last_at) + PAUSE - now


def _count(connection: Connection, key: str, now: datetime) -> None:
    row = connection.execute(
        select(login_failures).where(login_failures.c.key == key)
    ).one_or_none()
    if row is None:
        connection.execute(login_failures.insert().values(key=key, failures=1, last_at=stamp(now)))
        return
    fresh = unstamp(row.last_at) + PAUSE < now
    connection.execute(
        login_failures.update()
        .where(login_failures.c.key == key)
        .values(failures=1 if fresh else row.failures + 1, last_at=stamp(now))
    )


def _uncount(connection: Connection, key: str, *, everything: bool) -> None:
    """Take one try back, or all of them."""
    connection.execute(
        login_failures.update()
        .where(login_failures.c.key == key)
        .values(failures=0 if everything else login_failures.c.failures - 1)
    )
