"""One running office: everything that the API, the console and the command line share."""

from __future__ import annotations

from dataclasses import dataclass

import assets
from forms.catalogue.load import load as load_pack
from forms.catalogue.model import Pack
from sync.office import keys
from sync.office.accounts import Accounts
from sync.office.casefile import CaseFiles
from sync.office.database import Clock, Database, utc_now
from sync.office.intake import Intake
from sync.office.opener import Opener
from sync.office.pack_versions import PackVersions, keep
from sync.office.sessions import Sessions
from sync.office.settings import OfficeSettings


@dataclass(frozen=True, slots=True)
class Office:
    """The parts of one office, put together."""

    settings: OfficeSettings
    database: Database
    clock: Clock
    accounts: Accounts
    sessions: Sessions
    intake: Intake
    opener: Opener
    pack: Pack
    files: CaseFiles


def compose(settings: OfficeSettings, clock: Clock = utc_now) -> Office:
    """Load keys and pack, check the database.  Raises ``OfficeSetupError``, ``KeyFileError``."""
    database = Database(settings.database_url)
    database.check()
    held = keys.load(settings.keys_folder)
    accounts = Accounts(database, held.secret, clock)
    pack = load_pack(settings.pack)
    keep(pack, assets.ROOT / "packs", settings.packs_folder)
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
        ),
        opener=Opener(database, held.office, held.escrow, clock),
        pack=pack,
        files=CaseFiles(PackVersions(pack, settings.packs_folder), practice=settings.practice),
    )
