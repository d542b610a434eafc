"""Who is who: the names under which people act, and the directory's lines, brought together as persons."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import polars as pl

if TYPE_CHECKING:
    from collections.abc import Sequence

TEXT_FIELDS = ("display_name", "email", "department", "division", "title", "site", "organization", "manager_id")


@dataclass(frozen=True)
class Identities:
    """Persons, not numbered yet.

    Attributes
    ----------
    keys
        `code` (of the dictionary of persons), `key`, `mail` (address, null where none is known), `person` (their id).
    directory
        `person`, `known_as` (every id that a list gives to them) and the fields of the directories and lists, joined:
        one row per person.
    """

    keys: pl.DataFrame
    directory: pl.DataFrame


def cleaned(column: str) -> pl.Expr:
    """Return names without control signs, blanks joined; addresses in lower case; null where nothing is left."""
    return _cleaned(pl.col(column))


def _cleaned(text: pl.Expr) -> pl.Expr:
    text = text.str.replace_all(r"[\p{Z}\s]+", " ").str.replace_all(r"\p{C}", "").str.strip_chars()
    text = pl.when(is_address(text)).then(text.str.to_lowercase()).otherwise(text)
    return text.replace("", None)


def is_address(text: pl.Expr) -> pl.Expr:
    """Tell e-mail addresses from other names."""
    return text.str.contains(r"^[^@\s]+@[^@\s]+$")


def _spoken(column: str) -> pl.Expr:
    """Return a name as it is compared: no case, no accents, its words in order."""
    plain = pl.col(column).str.normalize("NFKD").str.replace_all(r"\p{M}", "").str.to_lowercase()
    return plain.str.replace_all(r"[^\p{L}\p{N}]+", " ").str.strip_chars().str.split(" ").list.sort().list.join(" ")


def identified(keys: pl.DataFrame, lists: Sequence[pl.DataFrame], aliases: pl.DataFrame | None) -> Identities:
    """Bring names and lines together: by id, by e-mail address, by display name as a last resort where it is unique.

    Parameters
    ----------
    keys
        `code`, `word`, `email`, `display_name`: each name under which somebody acts or is answered.
    lists
        Directories and lists of users: `person_id`, `email`, `display_name`, ..., in_directory, listed.
    aliases
        `alias`, `person`, or None.

    Returns
    -------
    Identities; without lists its directory is empty.
    """
    keys = keys.select("code", key=cleaned("word"), email=cleaned("email"), display_name=cleaned("display_name"))
    keys = keys.with_columns(email=pl.when(is_address(pl.col("email"))).then("email"))
    if aliases is not None:
        known = (
            aliases.select(alias=cleaned("alias"), real=cleaned("person")).drop_nulls().unique("alias", keep="first")
        )
        keys = keys.join(known, left_on="key", right_on="alias", how="left")
        keys = keys.with_columns(key=pl.coalesce("real", "key")).drop("real")
    directory = _joined(lists)
    others = directory.select(key="known_as", found="person").explode("key").drop_nulls("key")
    by_id = pl.concat([directory.select(key="person", found="person"), _unique(others.unique(), "key")])
    by_id = by_id.unique("key", keep="first", maintain_order=True)
    by_mail = _unique(directory.select(mail="email", found="person"), "mail")
    keys = (
        keys.with_columns(mail=pl.when(is_address(pl.col("key"))).then("key").otherwise("email"))
        .join(by_id, on="key", how="left")
        .join(by_mail.rename({"found": "found_mail"}), on="mail", how="left")
        .with_columns(found=pl.coalesce("found", "found_mail"))
    )
    return Identities(_without_directory(_found_by_name(keys, directory)), directory)


def _found_by_name(keys: pl.DataFrame, directory: pl.DataFrame) -> pl.DataFrame:
    """Find those whom neither id nor address tells by their name, where one key alone has it."""
    owners = keys.filter(pl.col("found").is_null()).select("code", "key", name=pl.coalesce("display_name", "key"))
    called = _called(owners, directory.select("person", name="display_name"))
    alone = called.filter(pl.col("key").n_unique().over("spoken") == 1).select("code", found_name="person")
    return keys.join(alone, on="code", how="left").with_columns(found=pl.coalesce("found", "found_name"))


def _without_directory(keys: pl.DataFrame) -> pl.DataFrame:
    """Give a person to the names that no list knows: names with one address are one; a display name of one is he."""
    own = keys.filter(pl.col("mail").is_not_null()).group_by("mail").agg(same_mail=pl.coalesce("found", "key").min())
    keys = keys.join(own, on="mail", how="left").with_columns(person=pl.coalesce("found", "same_mail", "key"))
    alone = keys.filter(pl.all_horizontal(pl.col("found", "mail", "display_name").is_null())).select("code", name="key")
    shown = _called(alone, keys.select("person", name="display_name")).select("code", shown="person")
    keys = keys.join(shown, on="code", how="left")
    return keys.select("code", "key", "mail", person=pl.coalesce("shown", "person")).sort("code")


def _called(keys: pl.DataFrame, persons: pl.DataFrame) -> pl.DataFrame:
    """Return the rows of `keys` whose `name` is, as it is spoken, that of one person alone: with `spoken`, `person`."""
    persons = persons.drop_nulls("name")
    if keys.is_empty() or persons.is_empty():  # nothing to be compared
        keys, persons = keys.clear(), persons.clear()
    names = _unique(persons.select("person", spoken=_spoken("name")).unique(), "spoken")
    return keys.with_columns(spoken=_spoken("name")).join(names, on="spoken")


def _unique(frame: pl.DataFrame, column: str) -> pl.DataFrame:
    """Keep the rows whose value in `column` is theirs alone."""
    return frame.filter(pl.col(column).is_not_null() & (pl.col(column) != "") & pl.col(column).is_unique())


def _joined(lists: Sequence[pl.DataFrame]) -> pl.DataFrame:
    """Join lists of people: one row per person, the first value that a list states holds."""
    if not lists:
        schema: dict[str, pl.DataType] = dict.fromkeys(("person", *TEXT_FIELDS), pl.String())
        schema |= {"in_directory": pl.Boolean(), "listed": pl.Boolean(), "known_as": pl.List(pl.String())}
        return pl.DataFrame(schema=schema)
    lines = pl.concat(lists, how="diagonal_relaxed")
    texts = ("person_id", *TEXT_FIELDS)
    absent = [name for name in texts if name not in lines.columns]
    lines = (
        lines.lazy()  # so that no step of the cleaning is done twice
        .with_columns(cleaned(name).alias(name) for name in texts if name not in absent)
        .with_columns(pl.lit(None, pl.String()).alias(name) for name in absent)
        .collect()
    )
    lines = lines.with_columns(email=pl.when(is_address(pl.col("email"))).then("email"))
    ids = [pl.concat_list("person_id")]
    if "known_as" in lines.columns:
        ids.append(pl.col("known_as").fill_null("").str.split(";").list.eval(_cleaned(pl.element())))
    lines = lines.with_columns(
        person=pl.coalesce("person_id", "email", "display_name"), known_as=pl.concat_list(ids)
    ).drop_nulls("person")
    lines = _same_in_other_lists(lines)
    fields = [
        name
        for name in lines.columns
        if name not in ("person", "list", "person_id", "known_as", "in_directory", "listed")
    ]
    people = (
        lines.sort("person", "list", *fields, nulls_last=True)
        .group_by("person", maintain_order=True)
        .agg(
            *[pl.col(name).drop_nulls().first() for name in fields],
            pl.col("in_directory").any(),
            pl.col("listed").any(),
            known_as=pl.col("known_as").explode(empty_as_null=True).drop_nulls().unique().sort(),
        )
    )
    return _managers_found(people)


def _same_in_other_lists(lines: pl.DataFrame) -> pl.DataFrame:
    """Give lines of one person the `person` of the first list: the same address or id there is the same person.

    Within one list, two lines are two persons.
    """
    if lines["list"].n_unique() == 1:
        return lines
    lines = lines.with_row_index("line")
    ids = lines.select("line", "list", "person", key="known_as").explode("key", empty_as_null=True)
    mails = lines.select("line", "list", "person", key=pl.concat_str(pl.lit("mailto:"), "email"))
    keys = pl.concat([ids, mails]).drop_nulls("key")
    firsts = keys.sort("key", "list", "person").unique("key", keep="first", maintain_order=True)
    firsts = firsts.select("key", first="person", first_list="list")
    found = keys.join(firsts, on="key").filter(pl.col("first_list") < pl.col("list"))
    found = found.sort("line", "first_list", "first").unique("line", keep="first", maintain_order=True)
    lines = lines.join(found.select("line", "first"), on="line", how="left", maintain_order="left")
    return lines.with_columns(person=pl.coalesce("first", "person")).drop("first", "line")


def _managers_found(people: pl.DataFrame) -> pl.DataFrame:
    """Name managers by the id of their own line, whatever id, address or name a list calls them by."""
    ids = people.select(key="known_as", manager="person").explode("key", empty_as_null=True).drop_nulls("key")
    names = [
        people.select(key="person", manager="person"),
        _unique(ids.unique(), "key"),
        _unique(people.select(key="email", manager="person"), "key"),
        _unique(people.select(key="display_name", manager="person"), "key"),
    ]
    known = pl.concat(names).unique("key", keep="first", maintain_order=True)
    people = people.join(known, left_on="manager_id", right_on="key", how="left", maintain_order="left")
    return people.with_columns(manager_id=pl.coalesce("manager", "manager_id")).drop("manager")
