"""Tokens: ours, with our secret and our algorithm, until they run out; nothing else."""

from __future__ import annotations

import base64
import hmac
from datetime import UTC, datetime, timedelta
from uuid import UUID

import jwt
import pytest

from mygymtracker.accounts.tokens import Claims, make_token, read_token
from mygymtracker.errors import NotSignedIn

ANN = UUID("01910000-0000-7000-8000-00000000000a")
SIGN_IN = UUID("01910000-0000-7000-8000-000000000001")
SECRET = b"sixty-four bytes and a few more, which nobody knows but our own server"
NOT_OURS = "This token is not one of ours. Sign in again."


def claims_of_ann(**other: object) -> dict[str, object]:
    now = int(datetime.now(UTC).timestamp())
    return {"sub": str(ANN), "sid": str(SIGN_IN), "iat": now, "exp": now + 3600} | other


def signed(claims: dict[str, object], *, secret: bytes | None = SECRET, algorithm: str = "HS256") -> str:
    return jwt.encode(claims, secret, algorithm=algorithm)  # type: ignore[arg-type]  # "none" has no secret


def without(name: str) -> dict[str, object]:
    return {known: value for known, value in claims_of_ann().items() if known != name}


def tampered() -> str:
    """Ann's signature under bob's claims."""
    _, bobs, _ = signed(claims_of_ann(sub="01910000-0000-7000-8000-00000000000b")).split(".")
    header, _, signature = signed(claims_of_ann()).split(".")
    return f"{header}.{bobs}.{signature}"


def resigned(content: bytes) -> str:
    """With our header and our signature, whatever it holds."""
    signed_part = signed(claims_of_ann()).split(".")[0].encode() + b"." + content
    signature = base64.urlsafe_b64encode(hmac.digest(SECRET, signed_part, "sha256")).rstrip(b"=")
    return (signed_part + b"." + signature).decode()


def test_a_token_says_who_and_by_which_login_session() -> None:
    now = datetime.now(UTC)

    token = make_token(ANN, SIGN_IN, issued_at=now, expires_at=now + timedelta(hours=1), signing_secret=SECRET)

    assert read_token(token, SECRET) == Claims(ANN, SIGN_IN)


def test_a_token_holds_nothing_but_two_ids_and_two_instants() -> None:
    now = datetime(2026, 3, 2, 18, 0, 0, 999, tzinfo=UTC)

    token = make_token(ANN, SIGN_IN, issued_at=now, expires_at=now + timedelta(days=7), signing_secret=SECRET)

    assert jwt.decode(token, options={"verify_signature": False}) == {
        "sub": str(ANN),
        "sid": str(SIGN_IN),
        "iat": 1772474400,
        "exp": 1773079200,
    }


def test_a_token_that_has_run_out_is_refused_and_says_so() -> None:
    now = datetime.now(UTC)
    token = make_token(ANN, SIGN_IN, issued_at=now, expires_at=now - timedelta(seconds=1), signing_secret=SECRET)

    with pytest.raises(NotSignedIn) as refused:
        read_token(token, SECRET)

    assert str(refused.value) == "This token has run out. Sign in again."


def test_a_token_made_by_a_library_for_tokens_is_the_same() -> None:
    now = datetime.now(UTC)
    ends = now + timedelta(hours=1)

    ours = make_token(ANN, SIGN_IN, issued_at=now, expires_at=ends, signing_secret=SECRET)
    theirs = signed(claims_of_ann(iat=int(now.timestamp()), exp=int(ends.timestamp())))

    assert read_token(theirs, SECRET) == read_token(ours, SECRET) == Claims(ANN, SIGN_IN)
    assert jwt.decode(ours, SECRET, algorithms=["HS256"]) == jwt.decode(theirs, SECRET, algorithms=["HS256"])


def test_a_token_from_a_machine_whose_clock_is_ahead_is_read() -> None:
    now = datetime.now(UTC) + timedelta(seconds=30)

    token = make_token(ANN, SIGN_IN, issued_at=now, expires_at=now + timedelta(hours=1), signing_secret=SECRET)

    assert read_token(token, SECRET) == Claims(ANN, SIGN_IN)


@pytest.mark.parametrize(
    "token",
    [
        pytest.param("", id="nothing"),
        pytest.param("not a token", id="no token"),
        pytest.param("é.é.é", id="not even ASCII"),
        pytest.param("." * 999, id="dots"),
        pytest.param("e30." * 100_000, id="far too long"),
        pytest.param(signed(claims_of_ann(), secret=SECRET[::-1]), id="another secret"),
        pytest.param(signed(claims_of_ann(), secret=None, algorithm="none"), id="no algorithm"),
        pytest.param(signed(claims_of_ann(), algorithm="HS512"), id="another algorithm"),
        pytest.param(tampered(), id="claims changed"),
        pytest.param(signed(claims_of_ann())[:-4], id="signature cut"),
        pytest.param(signed(claims_of_ann()).rpartition(".")[0] + ".", id="no signature"),
        pytest.param(signed(claims_of_ann()) + ".", id="a part more"),
        pytest.param(signed(claims_of_ann()).replace(".", ".e30.", 1), id="a part between"),
        pytest.param("é" + signed(claims_of_ann())[1:], id="a letter that is not ASCII"),
        pytest.param(signed(claims_of_ann()) + "=", id="padded"),
        pytest.param(resigned(b"?"), id="signed, and no base64"),
        pytest.param(resigned(b"!!!!"), id="signed, and nothing in it"),
        pytest.param(resigned(b"W10"), id="signed, and a list"),
        pytest.param(signed(without("sub")), id="for nobody"),
        pytest.param(signed(without("sid")), id="by no login session"),
        pytest.param(signed(without("exp")), id="for ever"),
        pytest.param(signed(without("iat")), id="from no time"),
        pytest.param(signed(claims_of_ann(sub="ann")), id="no id"),
        pytest.param(signed(claims_of_ann(sid=7)), id="a number for an id"),
        pytest.param(signed(claims_of_ann(sid=None)), id="null for an id"),
        pytest.param(signed(claims_of_ann(exp="never")), id="no instant"),
    ],
)
def test_what_is_not_ours_is_refused_in_the_same_words(token: str) -> None:
    with pytest.raises(NotSignedIn) as refused:
        read_token(token, SECRET)

    assert str(refused.value) == NOT_OURS
