"""E-mail addresses: the one form of each, under which its account is kept and looked up."""

from __future__ import annotations

import unicodedata
from typing import Final

from email_validator import SPECIAL_USE_DOMAIN_NAMES, EmailNotValidError, validate_email

from mygymtracker.errors import Invalid

LONGEST: Final = 255

# No mail is sent to an address, it is a name for signing in: a home network's .local or .home.arpa will do. Emptying
# this list is the library's own way to say so.
SPECIAL_USE_DOMAIN_NAMES.clear()


def normalise_email(email: str) -> str:
    """The look-up form: NFC, all in lower case, the domain as IDNA reads it (xn--bcher-kva.de is bücher.de).

    Mail servers may tell Ann@ from ann@, people do not, and a phone's keyboard begins with a capital. Lower case
    rather than case folding, which would make straße@ into strasse@: another person's mailbox. Nobody asks the
    domain name system, and ann@gym.local, ann@nas and ann@localhost are as good as any on one's own server. Raises
    Invalid.
    """
    typed = email.strip()
    try:
        valid = validate_email(typed, check_deliverability=False, globally_deliverable=False)
    except EmailNotValidError as error:
        raise Invalid(f"This is not an e-mail address: {error}", field="email", value=email[:LONGEST]) from error
    normal = unicodedata.normalize("NFC", f"{valid.local_part}@{valid.domain}".lower())
    if len(normal) > LONGEST:
        raise Invalid(f"The e-mail address is longer than {LONGEST} characters.", field="email", value=email[:LONGEST])
    return normal
