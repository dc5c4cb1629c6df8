"""One form of each e-mail address."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from mygymtracker.accounts.emails import normalise_email
from mygymtracker.errors import Invalid


@pytest.mark.parametrize(
    ("typed", "kept"),
    [
        ("ann@example.org", "ann@example.org"),
        ("  Ann@Example.ORG\n", "ann@example.org"),
        ("ann+gym@example.org", "ann+gym@example.org"),
        ("ann@BÜCHER.de", "ann@bücher.de"),
        ("ann@xn--bcher-kva.de", "ann@bücher.de"),
        ("ann@bu\u0308cher.de", "ann@bücher.de"),
        ("rene\u0301@example.org", "rené@example.org"),
        ("STRASSE@example.org", "strasse@example.org"),
        ("straße@example.org", "straße@example.org"),
        ("ann@gym.lan", "ann@gym.lan"),
        ("ann@nas", "ann@nas"),
        ("Ann@Gym.local", "ann@gym.local"),
        ("ann@gym.home.arpa", "ann@gym.home.arpa"),
        ("ann@gym.test", "ann@gym.test"),
        ("ann@localhost", "ann@localhost"),
        ("ann@gym.localhost", "ann@gym.localhost"),
        ("ann@gym.invalid", "ann@gym.invalid"),
        ("ann@gym.onion", "ann@gym.onion"),
        ("ann@gym.internal", "ann@gym.internal"),
        ("ann@192.168.1.5", "ann@192.168.1.5"),
    ],
)
def test_an_address_is_kept_in_one_form_however_it_was_typed(typed: str, kept: str) -> None:
    assert normalise_email(typed) == kept


@pytest.mark.parametrize(
    "typed",
    [
        "",
        "ann",
        "@example.org",
        "ann@",
        "ann@bob@example.org",
        "Ann <ann@example.org>",
        '"a n n"@example.org',
        "ann@[127.0.0.1]",
        "ann@example..org",
        "an\0n@example.org",
        "ann\ud800@example.org",
        "a" * 300 + "@example.org",
        "ann@" + "a" * 300 + ".org",
    ],
)
def test_what_is_no_address_is_refused_with_the_value_named(typed: str) -> None:
    with pytest.raises(Invalid) as refused:
        normalise_email(typed)

    assert (refused.value.field, refused.value.value) == ("email", typed[:255])


@given(st.emails())
def test_the_kept_form_of_a_kept_form_is_itself(typed: str) -> None:
    try:
        kept = normalise_email(typed)
    except Invalid:
        return

    assert normalise_email(kept) == kept == normalise_email(typed.swapcase().lower())


@given(st.text(max_size=400))
def test_any_text_is_either_an_address_of_at_most_255_characters_or_refused(typed: str) -> None:
    try:
        kept = normalise_email(typed)
    except Invalid:
        return

    assert len(kept) <= 255
