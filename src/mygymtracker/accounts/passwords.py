"""Passwords: what is taken for one, and argon2id, which must never run inside a transaction.

Hashing takes 64 MiB and some hundredths of a second on purpose, so it runs in two threads of its own: a burst of
sign-ins waits in a short line instead of eating the memory, and the event loop goes on.
"""

from __future__ import annotations

import asyncio
import base64
import os
import secrets
import unicodedata
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from typing import Final, TypeVar

import argon2
from argon2.exceptions import InvalidHashError, VerifyMismatchError

from mygymtracker.accounts.guessable import refuse_guessable
from mygymtracker.accounts.hashing_line import HashingLine, Turn
from mygymtracker.database.process_locks import ProcessLocks
from mygymtracker.errors import Invalid

T = TypeVar("T")

#: Code points after normalisation: NIST SP 800-63B, rev. 3, section 5.1.1.2 asks for 8 at least, 64 or more at most.
SHORTEST: Final = 8
LONGEST: Final = 1024
#: Four code points may become one in NFC; anything longer than this is refused before it is looked at.
_LONGEST_TYPED: Final = 4 * LONGEST

THREADS: Final = 2
#: The first of as many locks of all workers.
_PLACE: Final = 16


def normalise_password(password: str) -> str:
    """The form that is hashed: NFC, as in RFC 8265 (OpaqueString), so that every keyboard's é is the same one.

    Not NFKC: that also takes ﬁ for fi and ² for 2, which are different things to type.
    Raises Invalid for more than 1024 characters and for what is no text (half a surrogate pair); the value is never
    repeated.
    """
    if len(password) <= _LONGEST_TYPED:
        normal = unicodedata.normalize("NFC", password)
        if len(normal) <= LONGEST:
            try:
                normal.encode()
            except UnicodeEncodeError:
                raise Invalid("The password is not text in UTF-8.", field="password") from None
            return normal
    raise Invalid(f"The password is longer than {LONGEST} characters.", field="password")


def check_new_password(password: str, *, email: str, name: str = "") -> None:
    """Any characters, 8 to 1024 of them, but nothing that is guessed first: see `guessable`. Raises Invalid."""
    normal = normalise_password(password)
    if len(normal) < SHORTEST:
        raise Invalid(f"The password needs at least {SHORTEST} characters.", field="password")
    refuse_own_address(normal, email=email)
    refuse_guessable(normal, email=email, name=name)


def refuse_own_address(password: str, *, email: str) -> None:
    """Also for a password that was chosen long ago, when the address becomes another one. Raises Invalid."""
    if normalise_password(password).strip().casefold() == email.casefold():
        raise Invalid("The password must not be the e-mail address itself.", field="password")


#: Of somebody who is signed in, or of the command line: nobody is let in before them but their like.
_OWN: Final = Turn(known=True)


class PasswordHasher:
    """argon2id with the second recommended parameters of RFC 9106, section 4: 3 passes, 64 MiB, 4 lanes.

    Await its methods outside of transactions only: a connection held while argon2 runs is one that nobody else has.
    They raise Busy where too many wait; `turn` says who waits.
    """

    def __init__(self, *, workers: int = 1, locks: ProcessLocks | None = None) -> None:
        """Of so many `workers` with `locks` in common no more than two hash at a time, as if there were one."""
        self._locks = locks
        self._argon2 = argon2.PasswordHasher.from_parameters(argon2.profiles.RFC_9106_LOW_MEMORY)
        threads = THREADS if locks is None else 1
        self._threads = ThreadPoolExecutor(threads, thread_name_prefix="argon2")
        self._line = HashingLine(threads, workers=workers)
        self._nobodys = self._decoy()

    async def hash(self, password: str, turn: Turn = _OWN) -> str:
        """The hash in argon2's own notation, parameters and salt included. Raises Invalid as `normalise_password`."""
        normal = normalise_password(password)
        return await self._run(turn, lambda: self._argon2.hash(normal))

    async def verify(self, known_hash: str, password: str, turn: Turn = _OWN) -> bool:
        """Takes as long for a hash that no password can have (an account without one) as for a real one."""
        normal = normalise_password(password)
        try:
            argon2.extract_parameters(known_hash)
        except InvalidHashError:
            await self.verify_against_nobody(password, turn)
            return False
        return await self._run(turn, lambda: self._matches(known_hash, normal))

    async def verify_against_nobody(self, password: str, turn: Turn = _OWN) -> None:
        """The work of `verify`, for nothing: an address without an account must not answer faster than one with."""
        normal = normalise_password(password)
        await self._run(turn, lambda: self._matches(self._nobodys, normal))

    def needs_rehash(self, known_hash: str) -> bool:
        """Whether the hash was made with other parameters than today's. For a hash that was just verified."""
        return self._argon2.check_needs_rehash(known_hash)

    def close(self) -> None:
        """Lets the hashes begun come to their end."""
        self._threads.shutdown(cancel_futures=True)

    def _matches(self, known_hash: str, password: str) -> bool:
        try:
            return self._argon2.verify(known_hash, password)
        except VerifyMismatchError:
            return False

    async def _run(self, turn: Turn, work: Callable[[], T]) -> T:
        async with self._line.turn(turn):
            return await asyncio.get_running_loop().run_in_executor(self._threads, self._one_of_two, work)

    def _one_of_two(self, work: Callable[[], T]) -> T:
        if self._locks is None:
            return work()
        places = range(_PLACE, _PLACE + THREADS)
        taken = next(filter(self._locks.take, places), None)
        if taken is None:
            with self._locks.locked(places[os.getpid() % THREADS]):
                return work()
        try:
            return work()
        finally:
            self._locks.free(taken)

    def _decoy(self) -> str:
        """A hash of today's parameters with a random tag: no password is known for it, and none was ever hashed."""
        known = self._argon2
        salt, tag = (
            base64.b64encode(secrets.token_bytes(length)).rstrip(b"=").decode()
            for length in (known.salt_len, known.hash_len)
        )
        return (
            f"$argon2id$v={argon2.low_level.ARGON2_VERSION}"
            f"$m={known.memory_cost},t={known.time_cost},p={known.parallelism}${salt}${tag}"
        )
