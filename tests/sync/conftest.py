"""The application and its clients, as for the tests of the API."""

from tests.api.conftest import (
    ann_client,
    app,
    app_with,
    bob_client,
    connect,
    nobody_client,
    password_hash,
)

__all__ = ["ann_client", "app", "app_with", "bob_client", "connect", "nobody_client", "password_hash"]
