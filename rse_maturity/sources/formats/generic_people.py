"""Any table of people: a directory from human resources, or the list of users of an export."""

from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar

from rse_maturity.errors import ColumnMissing
from rse_maturity.sources.columns import shown_columns
from rse_maturity.sources.format import Evidence
from rse_maturity.sources.headers import map_columns
from rse_maturity.sources.heads import heads_of
from rse_maturity.sources.people_table import people_reading, shows_people
from rse_maturity.sources.tables_of import tables_of

if TYPE_CHECKING:
    from rse_maturity.model.dataset import Presence
    from rse_maturity.sources.format import Context, Reading
    from rse_maturity.sources.places import Listing


class GenericPeople:
    """People under any headers that are known, or mapped."""

    name = "generic_people"
    tells: ClassVar[dict[str, Presence]] = dict.fromkeys(
        ("directory", "unit", "title", "manager", "joined_at", "bots"), "yes"
    )

    def recognise(self, listing: Listing) -> Evidence | None:
        """Recognise a table with an identity and another field of people."""
        for columns in heads_of(listing).values():
            if shows_people(columns):
                found = map_columns(columns, people=True, chosen={})
                return Evidence(", ".join(column for column, _ in list(found.values())[:3]))
        return None

    def read(self, listing: Listing, context: Context) -> list[Reading]:
        """Read each table of people."""
        tables = tables_of(listing)
        readings = [people_reading(table, context, format_name=self.name) for table in tables]
        found = [reading for reading in readings if reading is not None]
        if not found:
            columns = shown_columns([column for table in tables for column in table.columns])
            raise ColumnMissing(path=listing.name, field="person_id", columns=columns)
        return found
