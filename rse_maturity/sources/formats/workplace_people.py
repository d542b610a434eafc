"""People of Workplace from Meta: the import file, the list of employees, or the export of employee data."""

from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar

from rse_maturity.sources.format import Evidence
from rse_maturity.sources.heads import heads_of
from rse_maturity.sources.people_table import stated_directory
from rse_maturity.sources.tables_of import tables_of

if TYPE_CHECKING:
    from rse_maturity.model.dataset import Presence
    from rse_maturity.sources.format import Context, Reading
    from rse_maturity.sources.places import Listing

_IMPORTED = {"email", "job title", "manager email", "external id"}
_LISTED = {"full name", "email", "job title", "manager employee id"}
_COLUMNS = {
    "full name": "display_name", "first name": "first_name", "last name": "last_name", "job title": "title",
    "department": "department", "division": "division", "organization": "organization", "organisation": "organization",
    "location": "site", "start date": "hired_at", "claimed date": "joined_at", "claim date": "joined_at",
    "status": "status",
}  # fmt: skip
_IDS = ("user id", "employee id", "external id", "email")
_MANAGERS = ("manager email", "manager employee id", "manager full name")


class WorkplacePeople:
    """People of a Workplace: with managers, and with the day on which they claimed their account."""

    name = "workplace_people"
    tells: ClassVar[dict[str, Presence]] = dict.fromkeys(("directory", "unit", "title", "manager", "joined_at"), "yes")

    def recognise(self, listing: Listing) -> Evidence | None:
        """Recognise one of the three tables by its headers."""
        for columns in heads_of(listing).values():
            named = {name.lower() for name in columns}
            for signs in (_IMPORTED, _LISTED):
                if signs <= named:
                    return Evidence(", ".join(sorted(signs)))
        return None

    def read(self, listing: Listing, context: Context) -> list[Reading]:
        """Read each table of people: known by address, by the id of Workplace and by that of the HR department."""
        readings: list[Reading] = []
        for table in tables_of(listing):
            by_name = {name.lower(): name for name in table.columns}
            if "email" not in by_name or not by_name.keys() & set(_MANAGERS):
                continue
            columns = {field: by_name[name] for name, field in reversed(_COLUMNS.items()) if name in by_name}
            ids = [by_name[name] for name in _IDS if name in by_name]
            manager = next(by_name[name] for name in _MANAGERS if name in by_name)
            columns |= {"person_id": ids[0], "email": by_name["email"], "manager_id": manager}
            readings.append(stated_directory(table, context, format_name=self.name, columns=columns, known_as=ids[1:]))
        return readings
