"""What gunicorn itself has to say, in lines like all others."""

from typing import Any

from gunicorn.config import Config
from gunicorn.glogging import Logger as GunicornLogger

from bulletin.logs.masking import GAP
from bulletin.logs.uncaught import configure


class Logger(GunicornLogger):  # type: ignore[misc]  # gunicorn has no types
    """Named on gunicorn's command line: also the process that keeps the workers uses it."""

    def setup(self, cfg: Config) -> None:
        from bulletin.settings import LOGGING

        configure(LOGGING)
        self.cfg = cfg
        self._access_log_enabled = False
        self.error_log.propagate = True
        self.error_log.setLevel(self.LOG_LEVELS[cfg.loglevel])

    def exception(self, msg: object, *args: object, **kwargs: Any) -> None:
        """What is told of is the request's address, which may hold anything."""
        super().exception(msg, *(GAP for _ in args), **kwargs)

    def warning(self, msg: str, *args: object, **kwargs: Any) -> None:
        """Of a request that is none, gunicorn would quote what it is instead."""
        told = "Invalid request" if msg.startswith("Invalid request") else msg
        super().warning(told, *args, **kwargs)
