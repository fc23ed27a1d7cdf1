"""The participation statement: its figures, their particulars, its sentences and its picture."""

from moderation.participation.counting import Figures, StageFigures, figures, how_many_invited

__all__ = ["Figures", "StageFigures", "figures", "how_many_invited"]
