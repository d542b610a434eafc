"""Users of Google Workspace: the CSV that the admin console offers under Directory, Users."""

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

_SIGNS = {"Email Address [Required]", "Org Unit Path [Required]"}
_COLUMNS = {
    "person_id": "Email Address [Required]", "email": "Email Address [Required]",
    "first_name": "First Name [Required]", "last_name": "Last Name [Required]", "department": "Department",
    "division": "Org Unit Path [Required]", "title": "Employee Title", "manager_id": "Manager Email",
    "site": "Building ID", "status": "Status [READ ONLY]",
}  # fmt: skip


class GoogleUsers:
    """Users of a Google Workspace domain."""

    name = "google_users"
    tells: ClassVar[dict[str, Presence]] = dict.fromkeys(("directory", "unit", "title", "manager"), "yes")

    def recognise(self, listing: Listing) -> Evidence | None:
        """Recognise the table by headers that no other has."""
        found = any(_SIGNS.issubset(columns) for columns in heads_of(listing).values())
        return Evidence(", ".join(sorted(_SIGNS))) if found else None

    def read(self, listing: Listing, context: Context) -> list[Reading]:
        """Read each table of users; suspended and archived ones are not active."""
        return [
            stated_directory(table, context, format_name=self.name, columns=_COLUMNS, known_as=("Employee ID",))
            for table in tables_of(listing)
            if _SIGNS.issubset(table.columns)
        ]
