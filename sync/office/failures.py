"""Failure codes of the office; their texts are ``assets/wording/<lang>/failures-office.ftl``."""

from __future__ import annotations

from enum import StrEnum


class OfficeFailureCode(StrEnum):
    """What can go wrong between a kiosk's envelope and a clerk's decision."""

    NOT_AN_ENVELOPE = "office.not_an_envelope"
    NOT_AN_ENROLMENT = "office.not_an_enrolment"
    CONTENT_TYPE = "office.content_type"
    TOO_LARGE = "office.too_large"
    OTHER_ID = "office.other_id"
    OTHER_OFFICE = "office.other_office"
    DEVICE_UNKNOWN = "office.device_unknown"
    DEVICE_REVOKED = "office.device_revoked"
    DEVICE_PENDING = "office.device_pending"
    DEVICE_SUSPENDED = "office.device_suspended"
    CODE_WRONG = "office.code_wrong"
    BUSY = "office.busy"
    SIGNATURE_WRONG = "office.signature_wrong"
    OTHER_CONTENT = "office.other_content"
    SEQUENCE_TAKEN = "office.sequence_taken"
    OPENER_AWAY = "office.opener_away"
    CANNOT_OPEN = "office.cannot_open"
    SOMEONE_WAS_FIRST = "office.someone_was_first"
    NOT_ALLOWED_NOW = "office.not_allowed_now"
    CASE_NOT_FOUND = "office.case_not_found"
    PACK_VERSION_MISSING = "office.pack_version_missing"
    FORM_NOT_DRAWABLE = "office.form_not_drawable"
    FOREIGN_FORM = "office.foreign_form"
    STALE_FORM = "office.stale_form"
    PAGE_NOT_FOUND = "office.page_not_found"
    NOT_READABLE = "office.not_readable"
    DATABASE_AWAY = "office.database_away"
    SERVER = "office.server"

    @property
    def wording(self) -> str:
        """Key of the title; attributes ``safe``, ``next`` and ``staff``."""
        return "failure-" + self.value.replace(".", "-").replace("_", "-")


class OfficeSetupError(Exception):
    """The office is set up wrongly: a missing key, an unknown schema, an unreadable setting."""
