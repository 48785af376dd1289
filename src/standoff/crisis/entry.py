"""What all parts of a crisis file have in common."""

from typing import Annotated, Any, Literal

from pydantic import BaseModel, BeforeValidator, ConfigDict, Field
from pydantic_core import PydanticKnownError


def _not_a_truth(written: Any) -> Any:
    """Refuse true and false where a number is wanted, which Python takes for 1 and 0."""
    if isinstance(written, bool):
        raise PydanticKnownError("float_type")
    return written


Number = Annotated[float, BeforeValidator(_not_a_truth)]
Whole = Annotated[int, BeforeValidator(_not_a_truth)]
Format = Annotated[Literal[1], BeforeValidator(_not_a_truth)]
Text = Annotated[str, Field(min_length=1, max_length=4000)]
YardstickName = Literal["icd203", "phia", "nato", "kent", "readers"]
Concept = Literal["R", "GMR", "SMR", "SEQ", "SSEQ", "SIM", "FH"]
Labels = tuple[str, ...]


class Entry(BaseModel):
    """Base of all parts of a crisis file."""

    model_config = ConfigDict(frozen=True, extra="forbid", populate_by_name=True, defer_build=True)
