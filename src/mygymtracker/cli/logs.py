"""What a server says while it runs, a line each with its time: to standard error, which whoever started it keeps."""

from __future__ import annotations

import logging
import time

from mygymtracker.characters import in_one_line, pictured


class _OneLine(logging.Formatter):
    """What was sent to us can end no line of ours, and does nothing to a terminal that shows the log."""

    def formatMessage(self, record: logging.LogRecord) -> str:
        return in_one_line(super().formatMessage(record))

    def format(self, record: logging.LogRecord) -> str:
        return pictured(super().format(record))  # the traceback, too


def log_to_stderr() -> None:
    """Warnings and errors of everything in this process, and what our own says of signing in; times are UTC."""
    handler = logging.StreamHandler()
    formatter = _OneLine("%(asctime)s %(levelname)s %(name)s: %(message)s", "%Y-%m-%dT%H:%M:%SZ")
    formatter.converter = time.gmtime
    handler.setFormatter(formatter)
    root = logging.getLogger()
    root.setLevel(logging.WARNING)
    root.addHandler(handler)
    logging.getLogger("mygymtracker.api.security_log").setLevel(logging.INFO)
