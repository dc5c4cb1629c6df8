"""What a server says while it runs, a line each with its time: to standard error, which whoever started it keeps."""

from __future__ import annotations

import logging
import time


def log_to_stderr() -> None:
    """Warnings and errors of everything in this process; times are UTC."""
    handler = logging.StreamHandler()
    formatter = logging.Formatter("%(asctime)s %(levelname)s %(name)s: %(message)s", "%Y-%m-%dT%H:%M:%SZ")
    formatter.converter = time.gmtime
    handler.setFormatter(formatter)
    root = logging.getLogger()
    root.setLevel(logging.WARNING)
    root.addHandler(handler)
