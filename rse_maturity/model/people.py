"""The people of an analysis, held as columns: a network has tens of thousands of them, and few are looked at singly."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, Any, Literal, overload

import polars as pl
from pydantic_core import core_schema

from rse_maturity.model.metric import Frozen

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator
    from typing import Self

    from pydantic import GetCoreSchemaHandler, GetJsonSchemaHandler
    from pydantic.json_schema import JsonSchemaValue

RoleName = Literal["community_team", "manager"]


class Influence(Frozen):
    """The published parts, each 0 to 100, and their geometric mean. Never for the appraisal of one employee."""

    score: float
    reach: float
    resonance: float
    breadth: float | None
    constancy: float


class Person(Frozen):
    """One person who participated in the last 12 months, under a pseudonym unless names were asked for."""

    person: str
    display_name: str | None
    unit: str | None
    posts: int
    comments: int
    reactions: int
    received: int
    influence: Influence | None
    roles: tuple[RoleName, ...]


PARTS = tuple(Influence.model_fields)
COLUMNS = pl.Schema(
    {
        "person": pl.String(),
        "display_name": pl.String(),
        "unit": pl.String(),
        "posts": pl.Int64(),
        "comments": pl.Int64(),
        "reactions": pl.Int64(),
        "received": pl.Int64(),
        **dict.fromkeys(PARTS, pl.Float64()),
        "roles": pl.List(pl.String()),
    }
)
"""The fields of a person, and in the place of `influence` its parts: all of them null where it is unknown."""


class People(Sequence[Person]):
    """Persons in their order; each is made when it is asked for, and two are equal where all their columns are.

    Attributes
    ----------
    frame
        The columns COLUMNS, one row a person.
    """

    __slots__ = ("frame",)

    def __init__(self, frame: pl.DataFrame) -> None:
        """Hold the columns COLUMNS of a frame."""
        self.frame = frame.select(*COLUMNS).cast(COLUMNS)

    @classmethod
    def of(cls, persons: Iterable[Person]) -> Self:
        """Lay persons out as columns."""
        rows = [dict(one) | (dict(one.influence) if one.influence else {}) for one in persons]
        return cls(pl.DataFrame([{name: row.get(name) for name in COLUMNS} for row in rows], schema=COLUMNS))

    def rows(self) -> list[dict[str, Any]]:
        """Return what each person is in JSON."""
        return self._nested().to_dicts()

    def json_lines(self) -> bytes:
        """Return the JSON of each person, one on a line."""
        return self._nested().write_ndjson().encode()

    def _nested(self) -> pl.DataFrame:
        influence = pl.when(pl.col("score").is_not_null()).then(pl.struct(PARTS))
        return self.frame.with_columns(influence=influence).select(*Person.model_fields)

    def __len__(self) -> int:
        """Count the persons."""
        return self.frame.height

    @overload
    def __getitem__(self, place: int) -> Person: ...
    @overload
    def __getitem__(self, place: slice) -> Self: ...
    def __getitem__(self, place: int | slice) -> Person | Self:
        """Return one person, or those of a slice."""
        if isinstance(place, slice):
            return type(self)(self.frame[place])
        one = range(len(self))[place]
        return next(iter(self[one : one + 1]))

    def __iter__(self) -> Iterator[Person]:
        """Make one person after the other."""
        return map(Person.model_validate, self.rows())

    def __eq__(self, other: object) -> bool:
        """Compare by content."""
        return self.frame.equals(other.frame) if isinstance(other, People) else NotImplemented

    __hash__ = None  # type: ignore[assignment]

    def __repr__(self) -> str:
        """Say how many there are: nobody's name belongs in a log."""
        return f"People({len(self)})"

    @classmethod
    def __get_pydantic_core_schema__(cls, _: Any, handler: GetCoreSchemaHandler) -> core_schema.CoreSchema:
        """Take persons as they stand in JSON, and write them so."""
        persons = handler.generate_schema(tuple[Person, ...])
        written = core_schema.plain_serializer_function_ser_schema(cls.rows, return_schema=core_schema.any_schema())
        return core_schema.union_schema(
            [core_schema.is_instance_schema(cls), core_schema.no_info_after_validator_function(cls.of, persons)],
            mode="left_to_right",
            serialization=written,
            metadata={"persons": persons},
        )

    @classmethod
    def __get_pydantic_json_schema__(
        cls, schema: core_schema.CoreSchema, handler: GetJsonSchemaHandler
    ) -> JsonSchemaValue:
        """Describe them as a list of persons."""
        return handler(schema["metadata"]["persons"])
