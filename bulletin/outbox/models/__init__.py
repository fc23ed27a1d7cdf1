from .mail import Mail
from .notice import Notice
from .sweep import Sweep

__all__ = ["Mail", "Notice", "Sweep"]
