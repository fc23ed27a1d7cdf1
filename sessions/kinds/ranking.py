"""Options to be put in order."""

from typing import Any, Literal

from sessions.enums import Kind
from sessions.kinds.base import ItemDraft, QuestionKind, Settings
from sessions.kinds.options import ChoiceScript, option_items, options_of
from sessions.models import QuestionVersion

MINUTES = 1.5


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
        return MINUTES
