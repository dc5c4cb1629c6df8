from __future__ import annotations

import os
import stat
import subprocess
from collections.abc import Callable
from pathlib import Path

import pytest

from mygymtracker.database.embedded import EmbeddedServer

from .processes import ask, wait_until

NewServer = Callable[..., EmbeddedServer]


def test_the_roles_may_do_what_they_are_for_and_no_more(new_server: NewServer) -> None:
    server = new_server()
    server.start()

    roles = ask(
        server,
        server.as_superuser(),
        """
        SELECT rolname, rolcanlogin, rolinherit,
               rolsuper OR rolbypassrls OR rolcreatedb OR rolcreaterole OR rolreplication
          FROM pg_roles
         WHERE rolname LIKE 'mygymtracker%'
         ORDER BY rolname
        """,
    )

    assert roles.split("\n") == [
        "mygymtracker_app|t|f|f",
        "mygymtracker_lookup|f|t|f",
        "mygymtracker_owner|t|t|f",
    ]


def test_the_owner_may_become_the_app_and_the_lookup_role(new_server: NewServer) -> None:
    server = new_server()
    server.start()

    for role in ("mygymtracker_app", "mygymtracker_lookup"):
        became = ask(server, server.as_owner(), f"SET ROLE {role}; SELECT current_user")
        assert became == role
    members = ask(server, server.as_superuser(), "SELECT count(*) FROM pg_auth_members WHERE roleid > 16383")
    assert members == "2"
    major = int(ask(server, server.as_superuser(), "SHOW server_version_num")) // 10000
    inherits = ask(server, server.as_owner(), "SELECT pg_has_role('mygymtracker_lookup', 'USAGE')")
    assert inherits == ("f" if major >= 16 else "t")


def test_the_database_is_the_owners_and_closed_to_everybody_but_the_app(new_server: NewServer) -> None:
    server = new_server()
    server.start()

    acl = ask(
        server,
        server.as_superuser("mygymtracker"),
        """
        SELECT pg_get_userbyid(datdba), datacl::text FROM pg_database WHERE datname = 'mygymtracker'
         UNION ALL
        SELECT pg_get_userbyid(nspowner), nspacl::text FROM pg_namespace WHERE nspname = 'public'
        """,
    )

    assert acl.split("\n") == [
        "mygymtracker_owner|{mygymtracker_owner=CTc/mygymtracker_owner,mygymtracker_app=Tc/mygymtracker_owner}",
        "mygymtracker_owner|{mygymtracker_owner=UC/mygymtracker_owner}",
    ]


def test_the_owner_can_create_in_it_and_the_app_cannot(new_server: NewServer) -> None:
    server = new_server()
    server.start()

    ask(server, server.as_owner(), "CREATE TABLE public.sets (); CREATE SCHEMA elsewhere")

    for forbidden in ("CREATE TABLE public.mine ()", "CREATE SCHEMA mine", "CREATE DATABASE mine"):
        with pytest.raises(subprocess.CalledProcessError) as refusal:
            ask(server, server.as_app(), forbidden)
        assert "permission denied" in refusal.value.stderr


def test_another_database_is_made_the_same_way_as_often_as_one_likes(new_server: NewServer) -> None:
    server = new_server()
    server.start()
    name = """ann's "gym" = größer"""

    server.create_database(name)
    server.create_database(name)

    assert ask(server, server.as_app(name), "SELECT current_database()") == name
    ask(server, server.as_owner(name), "CREATE TABLE public.sets ()")


def test_a_database_is_dropped_though_somebody_is_connected(new_server: NewServer) -> None:
    server = new_server()
    server.start()
    server.create_database("spare")
    to = server.as_app("spare")
    environment = {"PGHOST": to.host, "PGUSER": to.user, "PGPASSWORD": to.password, "PGDATABASE": to.database}
    connected = "SELECT count(*) FROM pg_stat_activity WHERE datname = 'spare'"
    with subprocess.Popen(
        [server.bin / "psql", "-Xqc", "SELECT pg_sleep(300)"], env=environment, stderr=subprocess.DEVNULL
    ) as bob:
        wait_until(lambda: ask(server, server.as_superuser(), connected) == "1")

        server.drop_database("spare")
        server.drop_database("spare")

        assert bob.wait(timeout=30) != 0
    left = ask(server, server.as_superuser(), "SELECT count(*) FROM pg_database WHERE datname = 'spare'")
    assert left == "0"


def test_the_secrets_are_the_callers_alone(home: Path, new_server: NewServer) -> None:
    new_server().start()

    secrets = sorted(home.glob("*.secret"))

    assert [path.name for path in secrets] == ["app.secret", "owner.secret", "superuser.secret"]
    assert {stat.S_IMODE(path.stat().st_mode) for path in secrets} == {0o600}
    assert {path.stat().st_uid for path in secrets} == {os.geteuid()}
