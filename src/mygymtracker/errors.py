"""What can go wrong, as four families; each adapter translates a family once.

    MyGymTrackerError
    ├── NotFound      there is no such thing, or none that you can see
    │   └── Forgotten     it was there, and is known no more
    ├── Invalid       what was given cannot be right; names the field and the value
    │   ├── Unreadable    a file that is in no format we know
    │   └── WrongPassword the password that was to show who asks is another one
    ├── Conflict      it clashes with what is there already
    │   └── Changed       it was changed since it was read
    └── Refused       it is understood, and not allowed
        ├── NotSignedIn   nobody is acting, or the sign-in was revoked
        │   └── WrongCredentials  the address or the password is wrong
        ├── Throttled     too many attempts; try again later
        ├── Abandoned     nobody waits for the answer any more
        ├── Outdated      the program that asks is too old for this server
        └── Unavailable   the database cannot be used as it is: not reachable, unsafe role
            ├── SchemaMismatch    its schema is not the one of this program
            ├── DiskFull          its disk has no room for what is to be written
            ├── Overloaded        it has no memory, connections or files left just now
            ├── Busy              too much is asked of it at once; try again later
            └── Unsettled         it was lost while it saved

No HTTP status and no exit code here: those belong to the adapters.
"""

from __future__ import annotations

from collections.abc import Sequence
from enum import StrEnum
from uuid import UUID


class MyGymTrackerError(Exception):
    """The root of everything raised on purpose. `str(error)` is a sentence for a person."""


class NotFound(MyGymTrackerError):
    """There is no such thing, or none that the acting person can see (the two are never told apart)."""


class Forgotten(NotFound):
    """It was there, and is known no more: whoever asks has to begin anew."""


class Invalid(MyGymTrackerError):
    """What was given cannot be right.

    `field` is the name the sender used and `value` what they sent, as text (None where nothing was sent,
    or where it is a secret that must not be repeated). `choices` are what it could be where that is to be chosen, the
    likeliest first. `further` are others that can be mended at the same time.
    """

    def __init__(
        self,
        message: str,
        *,
        field: str,
        value: str | None = None,
        choices: Sequence[str] = (),
        further: Sequence[Invalid] = (),
    ) -> None:
        super().__init__(message)
        self.field = field
        self.value = value
        self.choices = tuple(choices)
        self.further = tuple(further)

    @property
    def sentence(self) -> str:
        """For a person who does not see the field beside it: named, unless the message is a whole sentence."""
        message = str(self)
        return message if self.field in message or message.endswith(".") else f"{self.field}: {message}"


class Unreadable(Invalid):
    """A file that is in no format we know. The message says what was looked for."""


class WrongPassword(Invalid):
    """The password that was to show who asks, of somebody signed in, is another one."""


class Conflict(MyGymTrackerError):
    """It clashes with what is there already: with `existing`, and `sent` is what was refused, where both are known."""

    def __init__(self, message: str, *, existing: object = None, sent: object = None) -> None:
        super().__init__(message)
        self.existing = existing
        self.sent = sent


class Changed(Conflict):
    """It was changed since whoever writes now has read it. `existing` is what it is by now."""


class Refused(MyGymTrackerError):
    """Understood, and not allowed."""


class SignInRefusal(StrEnum):
    """Why a sign-in that was shown holds no more. What a browser does with the rows it keeps depends on it.

    A revoked one was ended on purpose: by signing out, by a new password, by deleting the account.
    """

    REVOKED = "revoked"
    EXPIRED = "expired"
    UNKNOWN = "unknown"


class NotSignedIn(Refused):
    """Nobody is acting: no token, a forged one, or a sign-in that was revoked or has run out.

    `reason` is None where no sign-in was shown, or one that holds, for somebody else.
    """

    def __init__(self, message: str, *, reason: SignInRefusal | None = None) -> None:
        super().__init__(message)
        self.reason = reason


class WrongCredentials(NotSignedIn):
    """Somebody tried to sign in, and the address or the password is wrong. `account_id` is for the log alone."""

    def __init__(self, message: str, *, account_id: UUID | None) -> None:
        super().__init__(message)
        self.account_id = account_id


class Throttled(Refused):
    """Too many attempts. `retry_after_seconds` says when the next one will be looked at.

    `account_id` is whose sign-in was tried, where there is such an account; for the log alone.
    """

    def __init__(self, message: str, *, retry_after_seconds: int, account_id: UUID | None = None) -> None:
        super().__init__(message)
        self.retry_after_seconds = retry_after_seconds
        self.account_id = account_id


class Abandoned(Refused):
    """Whoever asked is gone before the work was begun: nothing was done, and nobody hears of it."""


class Outdated(Refused):
    """The program that asks speaks an older language than this server understands."""


class Unavailable(Refused):
    """The database cannot be used as it is: not reachable, or an unsafe working role."""


class Busy(Unavailable):
    """Too much is asked of it at once, and nothing was begun. `retry_after_seconds` says when to send it again."""

    def __init__(self, message: str, *, retry_after_seconds: int) -> None:
        super().__init__(message)
        self.retry_after_seconds = retry_after_seconds


class Unsettled(Unavailable):
    """It was lost while it saved: nobody knows whether it was saved."""


class SchemaMismatch(Unavailable):
    """The schema of the database is not the one that this program works with: older, newer, or none at all."""


class DiskFull(Unavailable):
    """The disk has no room for what is to be written. Nothing was saved, and nothing that was saved before is lost."""


class Overloaded(Unavailable):
    """The database has no memory, no connections or no files left just now. Nothing was saved."""
