"""What all models of a script share."""

from pydantic import BaseModel, ConfigDict


class ScriptModel(BaseModel):
    """Knows its keys and refuses others; two of equal content are equal."""

    model_config = ConfigDict(extra="forbid", frozen=True, validate_by_name=True)
