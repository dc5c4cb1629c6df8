"""Attempts to sign in, and how often a password may be tried: leaky buckets in the database, right across processes.

A bucket's subject is a digest: the table tells nobody who signed in from where.
"""

from __future__ import annotations

import hashlib
import ipaddress
from dataclasses import dataclass, field
from typing import Final
from uuid import UUID

from sqlalchemy import LargeBinary, bindparam, delete, func, select
from sqlalchemy.ext.asyncio import AsyncSession

from mygymtracker.accounts.devices import Device
from mygymtracker.database.entities import SignInAttempt
from mygymtracker.database.transaction import Database
from mygymtracker.errors import Throttled

IPV6_HOUSEHOLD: Final = 64
LONGEST_LABEL: Final = 200
LONGEST_NETWORK: Final = 64


@dataclass(frozen=True, slots=True)
class Attempt:
    """What someone gives to sign in, where from, and the label under which they will find it in their list."""

    email: str
    password: str = field(repr=False)
    network_address: str
    label: str = ""
    device: Device | None = None

    @property
    def network(self) -> str:
        """The address as it is counted and shown, cut to the column."""
        return household(self.network_address)[:LONGEST_NETWORK]

    @property
    def shown_label(self) -> str:
        """What a device says about itself: without control characters, and no longer than the column."""
        return "".join(filter(str.isprintable, self.label)).strip()[:LONGEST_LABEL]


@dataclass(frozen=True, slots=True)
class Bucket:
    """`burst` attempts at once, then one every `seconds_each`."""

    subject: bytes
    burst: int
    seconds_each: int


def account_bucket(email: str) -> Bucket:
    """Guessing one account's password, from wherever. `email` is the normalised one; there may be no such account."""
    return Bucket(_digest("account", email), burst=10, seconds_each=30)


def network_bucket(address: str) -> Bucket:
    """Trying many accounts from one place. Of IPv6 the /64: any machine has that many addresses to itself."""
    return Bucket(_digest("network", household(address)), burst=50, seconds_each=5)


def known_device_bucket(device: Device, user_id: UUID) -> Bucket:
    """Guessing at a device on which that account signed in before, whatever strangers do elsewhere meanwhile."""
    return Bucket(_digest("known-device", f"{device.number.hex()} {user_id}"), burst=10, seconds_each=30)


def password_change_bucket(user_id: UUID) -> Bucket:
    """Guessing the old password at a browser left open. Apart from signing in, so that neither blocks the other."""
    return Bucket(_digest("password-change", str(user_id)), burst=10, seconds_each=30)


def household(address: str) -> str:
    """What is no IP address (a unix socket has none) counts as a place of its own."""
    try:
        parsed = ipaddress.ip_address(address.partition("%")[0])
    except ValueError:
        return address
    if isinstance(parsed, ipaddress.IPv4Address):
        return str(parsed)
    if parsed.ipv4_mapped is not None:
        return str(parsed.ipv4_mapped)
    return str(ipaddress.ip_network((parsed, IPV6_HOUSEHOLD), strict=False))


def _digest(purpose: str, subject: str) -> bytes:
    return hashlib.sha256(f"mygymtracker {purpose}\0{subject}".encode()).digest()


async def take_attempt(database: Database, bucket: Bucket) -> None:
    """In a transaction of its own: it counts whatever comes of the attempt, and no two buckets are ever held at once.

    Raises Throttled when the bucket is full.
    """
    async with database.acting_as_nobody() as session:
        taking = func.take_sign_in_attempt(bucket.subject, bucket.burst, bucket.seconds_each)
        wait: int = (await session.execute(select(taking))).scalar_one()
    if wait > 0:
        raise Throttled(f"Too many attempts. Try again in {wait} seconds.", retry_after_seconds=wait)


async def forget_all_attempts(session: AsyncSession) -> int:
    """For the owner of the database, who alone sees them: everybody may try at once. How many brakes there were."""
    forgotten = await session.execute(delete(SignInAttempt).returning(SignInAttempt.subject))
    return len(forgotten.all())


async def forget_attempts(session: AsyncSession, bucket: Bucket) -> None:
    """Empties the bucket; and those that have been empty for a day go with it."""
    subject = bindparam("subject", bucket.subject, LargeBinary)
    await session.execute(select(func.forget_sign_in_attempts(subject)))
