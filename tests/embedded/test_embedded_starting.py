from __future__ import annotations

import dataclasses
import os
import re
import subprocess
from collections.abc import Callable
from pathlib import Path

import psutil  # type: ignore[import-untyped]  # it has no types
import pytest

from mygymtracker.database import embedded
from mygymtracker.database.embedded import EmbeddedServer
from mygymtracker.errors import Unavailable

from .processes import ask, server_lives, server_pid

NewServer = Callable[..., EmbeddedServer]


def test_the_first_start_makes_a_cluster_that_listens_on_its_socket_only(home: Path, new_server: NewServer) -> None:
    server = new_server()

    server.start()

    shown = "SELECT current_setting(name) FROM unnest(ARRAY[{}]) WITH ORDINALITY AS _ (name, place)"
    names = "'listen_addresses', 'data_checksums', 'server_encoding', 'TimeZone', 'password_encryption'"
    answer = ask(server, server.as_superuser(), f"{shown.format(names)} ORDER BY place")
    assert answer.replace("Etc/UTC", "UTC").split("\n") == ["on", "UTF8", "UTC", "scram-sha-256"]
    assert [path.name for path in (home / "run").glob(".s.*")] != []


def test_it_takes_of_the_machine_what_fits_it_and_what_somebody_says_goes_first(
    new_server: NewServer, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(embedded, "memory_bytes", lambda: 1 << 30)
    server = new_server(settings={"work_mem": "3MB"})

    server.start()

    names = ("shared_buffers", "effective_cache_size", "work_mem", "maintenance_work_mem")
    answer = [ask(server, server.as_superuser(), f"SHOW {name}") for name in names]
    assert answer == ["64MB", "512MB", "3MB", "32MB"]


def test_nobody_comes_in_without_the_password(new_server: NewServer) -> None:
    server = new_server()
    server.start()
    right = server.as_app()
    wrong = dataclasses.replace(right, password="guessed")

    with pytest.raises(subprocess.CalledProcessError) as refusal:
        ask(server, wrong, "SELECT 1")

    assert "password authentication failed" in refusal.value.stderr
    rules = (Path(right.host).parent / "data" / "pg_hba.conf").read_text()
    assert set(re.findall(r"^(?:local|host)\b.*?(\S+)$", rules, re.MULTILINE)) == {"scram-sha-256"}


def test_letters_of_every_script_count(new_server: NewServer) -> None:
    server = new_server()
    server.start()
    ask(server, server.as_owner(), "CREATE EXTENSION pg_trgm")

    answer = ask(
        server,
        server.as_owner(),
        "SELECT similarity('Жим лёжа', 'Жим лёжа'), show_trgm('Şınav')::text LIKE '%nav%',"
        " cardinality(show_trgm('Ş')), lower('ŞÜЖ'), 'Z' < 'a', 'z' < 'ä'",
    )

    assert answer == "1|t|2|şüж|t|t"


def test_what_was_stored_is_there_after_the_next_start(new_server: NewServer) -> None:
    with new_server() as server:
        ask(server, server.as_owner(), "CREATE TABLE sets AS SELECT 5 AS repetitions")

    with new_server() as server:
        assert ask(server, server.as_owner(), "SELECT repetitions FROM sets") == "5"


def test_starting_twice_counts_once(home: Path, new_server: NewServer) -> None:
    server = new_server()
    server.start()

    server.start()

    assert server.stop() is True
    assert server.stop() is False
    assert not server_lives(home)


def test_spaces_quotes_and_umlauts_in_the_path_are_fine(place: Path, new_server: NewServer) -> None:
    server = new_server(place / "ann's gym – größer")

    server.start()

    assert ask(server, server.as_app(), "SELECT 1") == "1"
    assert server.stop() is True


def test_what_the_environment_says_about_other_servers_does_not_matter(
    monkeypatch: pytest.MonkeyPatch, new_server: NewServer
) -> None:
    elsewhere = {"PGHOST": "elsewhere.invalid", "PGDATA": "/nowhere", "PGUSER": "bob", "PGPORT": "1"}
    for name, value in (elsewhere | {"LC_ALL": "xx_XX.UTF-8", "TZ": "Asia/Tokyo"}).items():
        monkeypatch.setenv(name, value)
    server = new_server()

    server.start()

    assert ask(server, server.as_superuser(), "SHOW TimeZone").replace("Etc/", "") == "UTC"


def test_no_secret_of_ours_is_in_the_servers_environment(
    monkeypatch: pytest.MonkeyPatch, new_server: NewServer
) -> None:
    monkeypatch.setenv("JWT_SECRET", "signs everybody's tokens")
    server = new_server()

    server.start()

    postmaster = int((server.home / "data/postmaster.pid").read_text().split()[0])
    assert not {"JWT_SECRET", "DB_PASSWORD", "DATABASE_URL"} & psutil.Process(postmaster).environ().keys()


def test_settings_reach_the_server(new_server: NewServer) -> None:
    server = new_server(settings={"application_name": r"it's \ 5", "work_mem": "5MB"})

    server.start()

    answer = ask(server, server.as_app(), "SELECT reset_val FROM pg_settings WHERE name IN ('work_mem') ORDER BY name")
    assert answer == "5120"


def test_a_start_that_fails_shows_the_end_of_the_log_and_leaves_nobody_behind(
    home: Path, new_server: NewServer
) -> None:
    with pytest.raises(Unavailable, match=r"(?s)server\.log.*shared_buffers"):
        new_server(settings={"shared_buffers": "many"}).start()

    server = new_server()
    server.start()
    assert server.stop() is True


def test_a_log_of_more_than_ten_megabytes_is_set_aside_at_the_next_start(home: Path, new_server: NewServer) -> None:
    with new_server():
        pass
    os.truncate(home / "server.log", 10_000_001)

    with new_server():
        pass

    assert (home / "server.log.1").stat().st_size == 10_000_001
    assert 0 < (home / "server.log").stat().st_size < 10_000


def test_the_log_holds_no_passwords(home: Path, new_server: NewServer) -> None:
    with new_server(settings={"log_statement": "all"}) as server:
        passwords = [server.as_superuser().password, server.as_owner().password, server.as_app().password]

    log = (home / "server.log").read_text()
    assert [password for password in passwords if password in log] == []
    assert len(set(passwords)) == 3


def test_the_log_holds_no_statements_that_failed(home: Path, new_server: NewServer) -> None:
    server = new_server()
    server.start()

    with pytest.raises(subprocess.CalledProcessError):
        ask(server, server.as_app(), "SELECT 1 / 0 AS a_digest_of_a_sign_in")

    log = (home / "server.log").read_text()
    assert "division by zero" in log
    assert "a_digest_of_a_sign_in" not in log


def test_the_server_is_in_a_session_of_its_own(home: Path, new_server: NewServer) -> None:
    server = new_server()

    server.start()

    assert os.getsid(server_pid(home)) != os.getsid(0)
    assert os.getpgid(server_pid(home)) != os.getpgid(0)


def test_tools_of_the_same_version_are_at_hand(new_server: NewServer) -> None:
    server = new_server()
    server.start()

    of_tool = subprocess.run([server.bin / "pg_dump", "--version"], capture_output=True, text=True, check=True)

    version = ask(server, server.as_superuser(), "SHOW server_version")
    assert version.split()[0] in of_tool.stdout
