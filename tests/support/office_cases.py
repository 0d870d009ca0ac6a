"""Synthetic cases for the office: facts, the submission that a kiosk would make of them, a PUT."""

from __future__ import annotations

import time
from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from datetime import date
from uuid import UUID, uuid4

import requests
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

from forms.catalogue.load import load
from forms.facts.values import DontKnow, Facts, FactState, Known, Source, Value
from forms.journey import ProcedureState, derive, relevant_facts
from sync.envelope.keys import load_sealing_public
from sync.envelope.seal import SealingKeys, seal
from sync.envelope.submission import Submission, SubmittedForm, SubmittedProcedure
from sync.envelope.wire import CONTENT_TYPE, Envelope
from sync.office import cases
from sync.office.process import Clerk, OfficeProcess

TODAY = date(2026, 11, 21)
DECEASED = "葛\U000e0100西　春子"  # 葛 with a variation selector, as 戸籍 writes it
VISITOR = "\U00020bb7西　花子"  # 𠮷, outside the BMP
CLERK = Clerk("c1001", "窓口　一郎", "hoken_shikaku", "practice-only-1")
OTHER = Clerk("c1002", "受付　花", "shimin", "practice-only-2")


def known(values: Mapping[str, Value], source: Source = Source.CITIZEN) -> dict[str, FactState]:
    """Values as facts from one source."""
    return {fact: Known(value, source) for fact, value in values.items()}


def mother_kokuho() -> dict[str, FactState]:
    """Mother, 68, 国民健康保険, not the head; the daughter comes with her card."""
    return {
        **known(
            {
                "visitor.name": VISITOR,
                "visitor.birth": date(1985, 4, 1),
                "visitor.sex": "female",
                "visitor.address": "大阪府豊中市中桜塚3丁目1番1号",
            },
            Source.CARD,
        ),
        **known(
            {
                "visitor.relation": "child",
                "visitor.name_kana": "カサイ　ハナコ",
                "visitor.postcode": "5618501",
                "visitor.phone": "08000005678",
                "deceased.registered": "with_visitor",
                "deceased.name": DECEASED,
                "deceased.name_kana": "カサイ　ハルコ",
                "deceased.death_date": date(2026, 11, 15),
                "deceased.birth": date(1958, 6, 20),
                "deceased.sex": "female",
                "deceased.head_of_household": False,
                "household.head_name": "葛西　進",
                "deceased.insurance": "kokuho",
                "deceased.shaho_within_3_months": False,
                "deceased.high_medical_cost": False,
                "deceased.things": ("mynumber_card",),
                "deceased.supports": (),
                "deceased.care": (),
                "deceased.pension": "kokumin_rourei",
                "deceased.tax": "none",
                "estate.things": (),
                "family.wishes": (),
                "heirs.may_renounce": False,
                "funeral.stage": "held",
                "funeral.date": date(2026, 11, 18),
                "visitor.is_mourner": True,
                "account.where": "public",
            }
        ),
    }


def unsure_heir() -> dict[str, FactState]:
    """An heir from another city who does not know the insurance."""
    facts = mother_kokuho()
    for fact in ("deceased.insurance", "deceased.things", "account.where"):
        facts[fact] = DontKnow()
    del facts["deceased.shaho_within_3_months"]
    return facts


def submission(
    facts: Facts, number: str, id_: UUID | None = None, device: str = "kiosk-a"
) -> Submission:
    """What a kiosk would hand over for ``facts``."""
    pack = load("toyonaka")
    journey = derive(pack, "okuyami", facts, TODAY)
    states = {ProcedureState.UNDECIDED: "check_at_counter"}
    return Submission(
        id=id_ or uuid4(),
        number=number,
        office="toyonaka",
        device=device,
        pack=pack.id,
        pack_version=pack.version,
        event="okuyami",
        language="ja",
        today=TODAY,
        facts=relevant_facts(journey),
        procedures=tuple(
            SubmittedProcedure(
                p.id, states.get(p.state, p.state.value), p.because, p.deadline, p.section
            )
            for p in journey.procedures
        ),
        forms=tuple(SubmittedForm(f.form_id, f.procedure_id) for f in journey.forms),
    )


@dataclass
class Kiosk:
    """A device that seals for one office and sends."""

    office: OfficeProcess
    name: str = "kiosk-a"
    key: Ed25519PrivateKey = field(default_factory=Ed25519PrivateKey.generate)
    sequence: int = 0

    def enrol(self) -> Kiosk:
        self.office.enrol(self.name, self.key.public_key())
        return self

    def seal(self, made: Submission) -> Envelope:
        self.sequence += 1
        keys = SealingKeys(
            load_sealing_public(self.office.keys.public("office")),
            load_sealing_public(self.office.keys.public("escrow")),
            self.key,
        )
        return seal(made, keys, self.sequence)

    def put(self, envelope: Envelope) -> requests.Response:
        return requests.put(
            f"{self.office.url}/v1/submissions/{envelope.id}",
            data=envelope.to_bytes(),
            headers={"Content-Type": CONTENT_TYPE},
            timeout=60,
        )

    def send(self, facts: Facts, number: str, supersedes: UUID | None = None) -> UUID:
        """Seal and send, wait for the case; returns the submission's id."""
        made = replace(submission(facts, number, device=self.name), supersedes=supersedes)
        envelope = self.seal(made)
        answer = self.put(envelope)
        assert answer.status_code == 201, answer.text
        deadline = time.monotonic() + 120
        while not self._has_case(envelope.id):
            assert time.monotonic() < deadline, "no case was made in time"
            time.sleep(0.02)
        return envelope.id

    def _has_case(self, case_id: UUID) -> bool:
        with self.office.database.reading() as connection:
            return cases.one(connection, str(case_id)) is not None
