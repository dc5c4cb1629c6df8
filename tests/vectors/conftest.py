"""The application and a signed-in person, as for the tests of the API."""

from tests.api.conftest import ann_client, app, app_with, connect, password_hash

__all__ = ["ann_client", "app", "app_with", "connect", "password_hash"]
