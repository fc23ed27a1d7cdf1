from .episode import Episode

__all__ = ["Episode"]
