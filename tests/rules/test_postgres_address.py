"""What a PostgreSQL URL means, and what is never repeated of one."""

from __future__ import annotations

import dataclasses
import ssl
from pathlib import Path

import certifi
import pytest
from hypothesis import given
from hypothesis import strategies as st

from mygymtracker.errors import Invalid
from mygymtracker.postgres_address import PostgresAddress, TlsMode, url_parameters

ADDRESS = PostgresAddress(
    host="db.example.org", port=5433, user="ann", password="p w", database="gym", tls=TlsMode.REQUIRE
)

words = st.text(st.characters(exclude_characters="\0", exclude_categories=["Cs"]), min_size=1, max_size=20)
hosts = st.one_of(
    st.from_regex(r"[a-z0-9]([a-z0-9.-]{0,20}[a-z0-9])?", fullmatch=True),
    st.ip_addresses(v=6).map(str),
    st.just("fe80::1%eth0"),
    words.filter(lambda word: "," not in word).map(lambda word: "/" + word),
)
certificates = st.one_of(st.none(), words.map(lambda word: Path("/" + word)))
addresses = st.builds(
    PostgresAddress,
    host=hosts,
    port=st.integers(1, 65535),
    user=words,
    password=st.one_of(st.just(""), words),
    database=words,
    tls=st.sampled_from(TlsMode),
    root_certificate=certificates,
)


@given(addresses)
def test_an_address_comes_back_from_its_url_but_for_tls_on_a_socket(address: PostgresAddress) -> None:
    expected = address
    if address.is_socket:
        expected = dataclasses.replace(address, tls=TlsMode.DISABLE, root_certificate=None)

    assert PostgresAddress.parse(address.libpq_url()) == expected


@pytest.mark.parametrize("scheme", ["postgres", "postgresql", "postgresql+asyncpg"])
def test_every_scheme_in_use_is_read(scheme: str) -> None:
    url = f"{scheme}://ann:p%20w@db.example.org:5433/gym?sslmode=require"

    assert PostgresAddress.parse(url) == ADDRESS


def test_everything_may_stand_in_the_query() -> None:
    url = (
        "postgresql://?host=db.example.org&port=5433&user=ann&password=p%20w&dbname=gym"
        "&sslmode=verify-full&sslrootcert=/etc/ca.pem"
    )

    assert PostgresAddress.parse(url) == dataclasses.replace(
        ADDRESS, tls=TlsMode.VERIFY_FULL, root_certificate=Path("/etc/ca.pem")
    )


def test_a_socket_directory_is_read_from_the_query_and_from_the_escaped_host() -> None:
    expected = PostgresAddress(host="/var/run/postgresql", port=5432, user="ann", password="", database="gym")

    assert PostgresAddress.parse("postgresql://ann@/gym?host=/var/run/postgresql") == expected
    assert PostgresAddress.parse("postgresql://ann@%2Fvar%2Frun%2Fpostgresql/gym") == expected
    assert expected.is_socket
    assert not ADDRESS.is_socket


def test_port_database_and_tls_mode_have_the_defaults_of_libpq() -> None:
    assert PostgresAddress.parse("postgresql://ann@localhost") == PostgresAddress(
        host="localhost", port=5432, user="ann", password="", database="ann", tls=TlsMode.PREFER
    )


def test_a_url_without_sslmode_takes_the_mode_it_is_given() -> None:
    url = "postgresql://ann@localhost/gym"

    assert PostgresAddress.parse(url, default_tls=TlsMode.VERIFY_FULL).tls is TlsMode.VERIFY_FULL
    assert PostgresAddress.parse(f"{url}?sslmode=disable", default_tls=TlsMode.VERIFY_FULL).tls is TlsMode.DISABLE


def test_a_plus_is_a_plus_as_in_libpq() -> None:
    assert url_parameters("postgresql://ann@h/gym?password=a+b")["password"] == "a+b"


def test_an_ipv6_address_stands_in_brackets() -> None:
    address = PostgresAddress.parse("postgresql://ann@[::1]:5433/gym")

    assert (address.host, address.port) == ("::1", 5433)
    assert str(address) == "ann@[::1]:5433/gym"


def test_the_systems_certificates_mean_full_verification() -> None:
    address = PostgresAddress.parse("postgresql://ann@h/gym?sslrootcert=system")

    assert (address.tls, address.root_certificate) == (TlsMode.VERIFY_FULL, None)


@pytest.mark.parametrize(
    ("url", "named"),
    [
        ("mysql://ann@h/gym", "postgresql://"),
        ("postgresql:///gym", "host"),
        ("postgresql://h/gym", "user"),
        ("postgresql://ann@h:0/gym", "port"),
        ("postgresql://ann@h:65536/gym", "port"),
        ("postgresql://ann@h,i/gym", "several"),
        ("postgresql://ann@h/gym?sslmode=on", "verify-full"),
        ("postgresql://ann@h/gym?sslmode=require&sslrootcert=system", "verify-full"),
        ("postgresql://ann@h/gym?ssl=require", "sslmode"),
        ("postgresql://ann@h/gym?connect_timeout=3", "connect_timeout"),
        ("postgresql://ann@h/gym?application_name=x", "application_name"),
        ("postgresql://ann@h/gym?options=-c%20role%3Dbob", "options"),
        ("postgresql://ann@h/gym?channel_binding=require", "channel_binding"),
        ("postgresql://ann@h/gym?sslmode", "sslmode"),
        ("postgresql://ann@h/gym?user=bob", "user twice"),
        ("postgresql://ann@h/gym%zz", "%25"),
        ("postgresql://ann@h/gym%00", "%25"),
        ("postgresql://ann@h/gym%ff", "%25"),
    ],
)
def test_what_would_not_be_honoured_is_refused_by_name(url: str, named: str) -> None:
    with pytest.raises(Invalid) as caught:
        PostgresAddress.parse(url, field="WHERE")

    assert str(caught.value).startswith("WHERE ")
    assert named in str(caught.value)
    assert (caught.value.field, caught.value.value) == ("WHERE", None)


@pytest.mark.parametrize(
    "url",
    [
        "postgresql://ann:hunter2@x@h/gym",
        "postgresql://ann:hunter2/x@h/gym",
        "postgresql://ann:hunter2",
        "postgresql://ann:hunter2%@h/gym",
        "postgresql://ann:x?hunter=2@h/gym",
        "postgresql://ann:1/x?hunter=2@h/gym",
        "postgresql://ann@h/gym?password=a&hunter=2",
        "postgresql://ann:hunter2@h:x/gym",
        "ann:hunter2@h/gym",
    ],
)
def test_a_password_is_never_repeated(url: str) -> None:
    with pytest.raises(Invalid) as caught:
        PostgresAddress.parse(url)

    assert "hunter" not in str(caught.value)
    assert "hunter" not in repr(caught.value)
    assert "p w" not in repr(ADDRESS) + str(ADDRESS)


def test_psql_gets_everything_from_its_environment() -> None:
    assert ADDRESS.libpq_environment() == {
        "PGHOST": "db.example.org",
        "PGPORT": "5433",
        "PGUSER": "ann",
        "PGPASSWORD": "p w",
        "PGDATABASE": "gym",
        "PGSSLMODE": "require",
        "PGSSLROOTCERT": "",
    }


def test_full_verification_without_a_certificate_asks_libpq_for_the_systems() -> None:
    address = dataclasses.replace(ADDRESS, tls=TlsMode.VERIFY_FULL)

    assert address.libpq_environment()["PGSSLROOTCERT"] == "system"
    assert address.libpq_url() == (
        "postgresql://ann:p%20w@db.example.org:5433/gym?sslmode=verify-full&sslrootcert=system"
    )


@pytest.mark.parametrize(
    ("tls", "argument"),
    [
        (TlsMode.DISABLE, False),
        (TlsMode.ALLOW, "allow"),
        (TlsMode.PREFER, "prefer"),
        (TlsMode.REQUIRE, "require"),
    ],
)
def test_asyncpg_gets_the_modes_that_verify_nothing_by_name(tls: TlsMode, argument: object) -> None:
    assert dataclasses.replace(ADDRESS, tls=tls).ssl_context() == argument


@pytest.mark.parametrize(("tls", "checks_name"), [(TlsMode.VERIFY_CA, False), (TlsMode.VERIFY_FULL, True)])
def test_asyncpg_gets_a_context_where_something_is_verified(tls: TlsMode, checks_name: bool) -> None:
    context = dataclasses.replace(ADDRESS, tls=tls).ssl_context()

    assert isinstance(context, ssl.SSLContext)
    assert (context.verify_mode, context.check_hostname) == (ssl.CERT_REQUIRED, checks_name)


def test_a_socket_carries_no_tls_whatever_the_mode() -> None:
    address = dataclasses.replace(ADDRESS, host="/run", tls=TlsMode.VERIFY_FULL)

    assert address.ssl_context() is False
    assert address.libpq_environment() | {"PGSSLMODE": "disable", "PGSSLROOTCERT": ""} == (address.libpq_environment())
    assert address.libpq_url() == "postgresql://ann:p%20w@%2Frun:5433/gym?sslmode=disable"
    assert address.tls_problem(production=True) is None


@pytest.mark.parametrize(
    ("tls", "root", "problem"),
    [
        (TlsMode.PREFER, None, None),
        (TlsMode.VERIFY_FULL, None, None),
        (TlsMode.REQUIRE, Path(certifi.where()), None),
        (TlsMode.VERIFY_CA, None, "verify-ca needs a root certificate"),
        (TlsMode.PREFER, Path(certifi.where()), "under prefer the root certificate is never looked at"),
        (
            TlsMode.VERIFY_FULL,
            Path("/missing.pem"),
            "the root certificate /missing.pem must be a readable PEM file (No such file or directory)",
        ),
    ],
)
def test_tls_that_would_not_do_what_was_asked_is_a_problem(
    tls: TlsMode, root: Path | None, problem: str | None
) -> None:
    address = dataclasses.replace(ADDRESS, tls=tls, root_certificate=root)

    assert address.tls_problem(production=False) == problem


def test_a_root_certificate_that_is_none_is_a_problem(tmp_path: Path) -> None:
    (tmp_path / "ca.pem").write_text("no certificate")
    address = dataclasses.replace(ADDRESS, tls=TlsMode.VERIFY_FULL, root_certificate=tmp_path / "ca.pem")

    assert "must be a readable PEM file" in str(address.tls_problem(production=False))


def test_the_database_can_be_exchanged() -> None:
    assert ADDRESS.with_database("other") == dataclasses.replace(ADDRESS, database="other")
