"""Options to be put in order."""

from typing import Any, Literal

from sessions.enums import ItemKind, Kind
from sessions.kinds.base import ItemDraft, QuestionKind, Settings, items_of
from sessions.kinds.options import ChoiceScript, option_items, options_of
from sessions.kinds.pace import longer_reading, texts_of
from sessions.models import QuestionVersion

# To read a short question and put a few options in order; each more finds its place among them.
MINUTES = 1.5
A_FEW = 5
MINUTES_A_FURTHER_OPTION = 0.25


class RankingSettings(Settings):
    shuffle: bool = False


class RankingScript(ChoiceScript):
    kind: Literal["ranking"]


class Ranking(QuestionKind[RankingScript, RankingSettings]):
    kind = Kind.RANKING
    script_model = RankingScript
    settings_model = RankingSettings

    def settings(self, script: RankingScript) -> RankingSettings:
        return RankingSettings(shuffle=script.shuffle)

    def items(self, script: RankingScript) -> list[ItemDraft]:
        return option_items(script)

    def own_fields(self, version: QuestionVersion) -> dict[str, Any]:
        return {"options": options_of(version)} | self.settings_of(version).to_json()

    def minutes(self, version: QuestionVersion) -> float:
        further = max(0, len(items_of(version, ItemKind.OPTION)) - A_FEW)
        return MINUTES + further * MINUTES_A_FURTHER_OPTION + longer_reading(texts_of(version))
