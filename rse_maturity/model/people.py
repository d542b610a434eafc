"""The people of an analysis, held as columns: a network has tens of thousands of them, and few are looked at singly."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, Any, Literal, overload

from pydantic_core import core_schema

from rse_maturity.model.metric import Frozen

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping
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


PLAIN = tuple(name for name in Person.model_fields if name != "influence")
PARTS = tuple(Influence.model_fields)
COLUMNS = (*PLAIN, *PARTS)
"""The fields of a person, and in the place of `influence` its parts: all of them None where it is unknown."""


class People(Sequence[Person]):
    """Persons in their order; each is made when it is asked for, and two are equal where all their columns are."""

    __slots__ = ("_columns",)

    def __init__(self, columns: Mapping[str, Sequence[Any]]) -> None:
        """Hold the columns COLUMNS, all of one length, their values as `Person` has them."""
        self._columns = {name: columns[name] for name in COLUMNS}

    @classmethod
    def of(cls, persons: Iterable[Person]) -> Self:
        """Lay persons out as columns."""
        nobody = dict.fromkeys(PARTS)
        rows = [dict(one) | (nobody if one.influence is None else dict(one.influence)) for one in persons]
        return cls({name: [row[name] for row in rows] for name in COLUMNS})

    def column(self, name: str) -> Sequence[Any]:
        """Return one of COLUMNS."""
        return self._columns[name]

    def rows(self) -> list[dict[str, Any]]:
        """Return what each person is in JSON."""
        influence = [
            None
            if score is None
            else {"score": score, "reach": reach, "resonance": resonance, "breadth": breadth, "constancy": constancy}
            for score, reach, resonance, breadth, constancy in self._together(PARTS)
        ]
        return [
            {
                "person": person,
                "display_name": display_name,
                "unit": unit,
                "posts": posts,
                "comments": comments,
                "reactions": reactions,
                "received": received,
                "influence": scored,
                "roles": roles,
            }
            for (person, display_name, unit, posts, comments, reactions, received, roles), scored in zip(
                self._together(PLAIN), influence, strict=True
            )
        ]

    def _together(self, names: Sequence[str]) -> Iterator[tuple[Any, ...]]:
        return zip(*(self._columns[name] for name in names), strict=True)

    def __len__(self) -> int:
        """Count the persons."""
        return len(self._columns["person"])

    @overload
    def __getitem__(self, place: int) -> Person: ...
    @overload
    def __getitem__(self, place: slice) -> Self: ...
    def __getitem__(self, place: int | slice) -> Person | Self:
        """Return one person, or those of a slice."""
        chosen = place if isinstance(place, slice) else slice(range(len(self))[place], range(len(self))[place] + 1)
        some = type(self)({name: column[chosen] for name, column in self._columns.items()})
        return some if isinstance(place, slice) else next(iter(some))

    def __iter__(self) -> Iterator[Person]:
        """Make one person after the other."""
        return map(Person.model_validate, self.rows())

    def __eq__(self, other: object) -> bool:
        """Compare by content."""
        return self._columns == other._columns if isinstance(other, People) else NotImplemented

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
