from .destruction import Destruction
from .erasure import Erasure

__all__ = ["Destruction", "Erasure"]
