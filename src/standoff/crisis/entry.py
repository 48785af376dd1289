"""What all parts of a crisis file have in common."""

from typing import Annotated, Literal

from pydantic import BaseModel, ConfigDict, Field

Text = Annotated[str, Field(min_length=1, max_length=4000)]
YardstickName = Literal["icd203", "phia", "nato", "kent", "readers"]
Concept = Literal["R", "GMR", "SMR", "SEQ", "SSEQ", "SIM", "FH"]
Labels = tuple[str, ...]


class Entry(BaseModel):
    """Base of all parts of a crisis file."""

    model_config = ConfigDict(frozen=True, extra="forbid", populate_by_name=True, defer_build=True)
