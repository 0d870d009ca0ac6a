"""The console's session cookie and the token in every form.

The cookie says which account, since which log-out epoch, and when it was last used; it is signed
and its age is the idle time.  The CSRF token is an HMAC of the session's own random part.
"""

from __future__ import annotations

import hmac
import secrets
from dataclasses import dataclass

from itsdangerous import BadSignature, URLSafeTimedSerializer

from sync.office.accounts import Account, Accounts

_SALT = "console session 1"


@dataclass(frozen=True, slots=True)
class ClerkSession:
    """A logged-in clerk on one browser."""

    account: Account
    nonce: str
    csrf: str


class Sessions:
    """Makes and reads cookies.  ``idle_seconds`` without a request end a session."""

    def __init__(self, accounts: Accounts, secret: bytes, idle_seconds: int) -> None:
        self._accounts = accounts
        self._secret = secret
        self._idle = idle_seconds
        self._signer = URLSafeTimedSerializer(secret, salt=_SALT)

    def start(self, account: Account) -> ClerkSession:
        """A new session with a new random part."""
        return self._session(account, secrets.token_urlsafe(18))

    def cookie(self, session: ClerkSession) -> str:
        """The cookie's value, good for another idle time."""
        return self._signer.dumps([session.account.id, session.account.epoch, session.nonce])

    def read(self, cookie: str | None) -> ClerkSession | None:
        """The session, or ``None``: no cookie, forged, idle too long, logged out elsewhere."""
        if cookie is None:
            return None
        try:
            account_id, epoch, nonce = self._signer.loads(cookie, max_age=self._idle)
        except (BadSignature, ValueError, TypeError):
            return None
        account = self._accounts.find(account_id, epoch)
        return None if account is None else self._session(account, nonce)

    def _session(self, account: Account, nonce: str) -> ClerkSession:
        token = hmac.new(self._secret, f"csrf:{nonce}".encode(), "sha256").hexdigest()
        return ClerkSession(account, nonce, token)


def same_token(session: ClerkSession, given: str) -> bool:
    """Whether a form came from this session's own page."""
    return hmac.compare_digest(session.csrf, given)
