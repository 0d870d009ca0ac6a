"""One running office: everything that the API, the console and the command line share."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

import assets
from forms.catalogue.model import Pack
from sync.office import keys, pack_versions
from sync.office.accounts import Accounts
from sync.office.casefile import CaseFiles
from sync.office.database import Clock, Database, utc_now
from sync.office.intake import Intake
from sync.office.limits import Buckets, Places
from sync.office.opener import Opener, Opening
from sync.office.opener_line import OpenerClient
from sync.office.pack_versions import PackVersions
from sync.office.sealed import Sealer
from sync.office.sessions import Sessions
from sync.office.settings import OfficeSettings

_CODES_PER_SECOND = 1 / 60
_CODES_AT_ONCE = 10
"""Tries of one-time codes per address: 80 bits are not found at one a minute."""


@dataclass(frozen=True, slots=True)
class Office:
    """The parts of one office, put together."""

    settings: OfficeSettings
    database: Database
    clock: Clock
    accounts: Accounts
    sessions: Sessions
    intake: Intake
    opener: Opening
    sealer: Sealer
    pack: Pack
    files: CaseFiles
    places: Places
    enrolling: Buckets


def compose(settings: OfficeSettings, clock: Clock = utc_now) -> Office:
    """The serving office: it asks the opener's process, and holds no key that opens.

    Raises ``OfficeSetupError``, ``KeyFileError``.
    """
    return _compose(settings, clock, lambda _database: OpenerClient(settings.opener_socket))


def compose_with_key(settings: OfficeSettings, clock: Clock = utc_now) -> Office:
    """For an operator's command, who may read the key: opens in this process."""

    def opening(database: Database) -> Opener:
        return Opener(database, keys.load_opening(settings.keys_folder), clock)

    return _compose(settings, clock, opening)


def _compose(
    settings: OfficeSettings, clock: Clock, opening: Callable[[Database], Opening]
) -> Office:
    database = Database(settings.database_url)
    database.check()
    held = keys.load(settings.keys_folder)
    accounts = Accounts(database, held.secret, clock)
    pack = pack_versions.present(settings.pack, assets.ROOT / "packs", settings.packs_folder)
    return Office(
        settings=settings,
        database=database,
        clock=clock,
        accounts=accounts,
        sessions=Sessions(accounts, held.secret, settings.idle_minutes * 60),
        intake=Intake(
            database,
            settings.office,
            held.audit_head,
            clock,
            max_bytes=settings.max_envelope_kib * 1024,
            rate=Buckets(settings.rate_per_minute / 60, settings.rate_burst),
        ),
        opener=opening(database),
        sealer=Sealer(held.office, held.escrow),
        pack=pack,
        files=CaseFiles(PackVersions(pack, settings.packs_folder), practice=settings.practice),
        places=Places(settings.at_once),
        enrolling=Buckets(_CODES_PER_SECOND, _CODES_AT_ONCE),
    )
