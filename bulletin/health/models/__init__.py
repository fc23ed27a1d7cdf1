from .episode import Episode
from .look import Look

__all__ = ["Episode", "Look"]
