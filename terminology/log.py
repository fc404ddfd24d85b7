"""The log: JSON lines on stderr. The only module that imports structlog; its developer console is left out."""

import logging
import sys

from terminology.lean_imports import without

with without("rich", "greenlet"):
    import structlog

get_logger = structlog.get_logger


def configure_log(level: str) -> None:
    """Logs this level and above, as JSON lines on stderr."""
    structlog.configure(
        processors=[
            structlog.contextvars.merge_contextvars,
            structlog.processors.add_log_level,
            structlog.processors.TimeStamper(fmt="iso", utc=True, key="ts"),
            structlog.processors.format_exc_info,
            structlog.processors.JSONRenderer(),
        ],
        wrapper_class=structlog.make_filtering_bound_logger(logging.getLevelNamesMapping()[level.upper()]),
        logger_factory=structlog.PrintLoggerFactory(sys.stderr),
        cache_logger_on_first_use=False,
    )
