"""Users of Microsoft Entra ID: the CSV of the portal, or what Graph returns for `/users`."""

from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar

import polars as pl

from rse_maturity.sources.format import Evidence
from rse_maturity.sources.heads import heads_of
from rse_maturity.sources.people_table import stated_directory
from rse_maturity.sources.tables_of import tables_of

if TYPE_CHECKING:
    from rse_maturity.model.dataset import Presence
    from rse_maturity.sources.format import Context, Reading
    from rse_maturity.sources.places import Listing

_NEEDED = {"userPrincipalName", "displayName"}
_OWN = ({"objectId", "userType"}, {"userType", "accountEnabled"}, {"id", "accountEnabled"})
_COLUMNS = {
    "person_id": "userPrincipalName", "display_name": "displayName", "email": "mail", "department": "department",
    "title": "jobTitle", "site": "physicalDeliveryOfficeName", "organization": "companyName",
    "status": "accountEnabled", "manager_id": "manager", "hired_at": "employeeHireDate",
}  # fmt: skip
_IDS = ("objectId", "id", "onPremisesSamAccountName", "employeeId", "mailNickname")
_GUEST = "#EXT#"


class EntraUsers:
    """Users of an Entra tenant: guests are told, managers only where Graph was asked to expand them."""

    name = "entra_users"
    tells: ClassVar[dict[str, Presence]] = dict.fromkeys(("directory", "unit", "title", "manager"), "yes")

    def recognise(self, listing: Listing) -> Evidence | None:
        """Recognise a table of users by principal names and account states."""
        for columns in heads_of(listing).values():
            named = set(columns)
            if named >= _NEEDED and any(named >= own for own in _OWN):
                return Evidence(", ".join(name for name in columns if name in (*_COLUMNS.values(), "objectId"))[:80])
        return None

    def read(self, listing: Listing, context: Context) -> list[Reading]:
        """Read each table of users; who may not sign in is not active, who comes from another tenant is a guest."""
        readings: list[Reading] = []
        for table in tables_of(listing):
            if "userPrincipalName" not in table.columns:
                continue
            guest = pl.col("userPrincipalName").str.contains(_GUEST, literal=True)
            if "userType" in table.columns:
                guest |= pl.col("userType").str.to_lowercase() == "guest"
            stated = pl.when(guest.fill_null(value=False)).then(pl.lit("true")).otherwise(pl.lit("false"))
            readings.append(
                stated_directory(
                    table, context, format_name=self.name, columns=_COLUMNS, known_as=_IDS, more={"is_guest": stated}
                )
            )
        return readings
