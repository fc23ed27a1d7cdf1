"""What gunicorn itself has to say, in lines like all others."""

from logging.config import dictConfig

from gunicorn.config import Config
from gunicorn.glogging import Logger as GunicornLogger


class Logger(GunicornLogger):  # type: ignore[misc]  # gunicorn has no types
    """Named on gunicorn's command line: also the process that keeps the workers uses it."""

    def setup(self, cfg: Config) -> None:
        from bulletin.settings import LOGGING

        dictConfig(LOGGING)
        self.cfg = cfg
        self._access_log_enabled = False
        self.error_log.propagate = True
        self.error_log.setLevel(self.LOG_LEVELS[cfg.loglevel])
