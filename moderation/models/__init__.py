from .code import Code, Coding
from .transcript import Transcript

__all__ = ["Code", "Coding", "Transcript"]
