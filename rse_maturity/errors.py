"""What can go wrong, as one tree.

RseMaturityError
├── InputError             the sources cannot be used                       exit 2
│   ├── SourceNotFound     a path, or a glob that matches nothing
│   ├── SourceEmpty        no byte, no row, no file
│   ├── SourceUnreadable   not what its name says, cut, damaged
│   ├── UnknownFormat      nothing that is read here looks like this
│   ├── AmbiguousFormat    two formats fit as well as each other
│   ├── ArchiveRefused     more members or bytes than an archive may have
│   ├── NoActs             lists of people, and nothing that they did
│   ├── ColumnMissing      a field that is required has no column
│   ├── DateOrderUnknown   03/04/2024 may be March or April
│   ├── NothingLeft        every row was refused or left out
│   ├── NoWholePeriod      less than a month (a week) to take a snapshot of
│   └── UnitUnknown        a department that the data does not have
├── SettingsError          options or configuration                         exit 2
│   ├── UnknownSetting     a key nobody reads; names the nearest
│   ├── BadSetting         a value that does not fit
│   ├── UnknownName        no such metric, rule, phase, format, zone, language
│   └── OutputRefused      the output folder or file cannot be written
├── HistoryError           the history cannot be used                       exit 2
│   ├── HistoryNotFound    none at that address
│   ├── HistoryUnusable    not a history, damaged, out of reach
│   ├── HistoryTooNew      written by a newer version of the program
│   └── LineRefused        a line of an exported history that does not fit
└── StrictRefusal          --strict and at least one row refused            exit 1

A message says what, where, what was expected and the next step; never a row, a name or a text of the data.
The English sentence stands here; the other languages have theirs in `i18n/<lang>/errors.toml` under `code`, with the
same fields.
"""

from __future__ import annotations

import re
from typing import ClassVar


class RseMaturityError(Exception):
    """Anything a user can cause, told in one sentence.

    Parameters
    ----------
    **fields
        What the sentence names: a path, a column, a number.
    """

    template: ClassVar[str] = "{what}"
    exit_code: ClassVar[int] = 2

    def __init__(self, **fields: object) -> None:
        self.fields = fields
        super().__init__(self.template.format(**fields))

    @property
    def code(self) -> str:
        """Return the key of this error in the catalogues: the class name in snake case."""
        return re.sub(r"(?<!^)(?=[A-Z])", "_", type(self).__name__).lower()


class InputError(RseMaturityError):
    """The sources cannot be used."""


class SourceNotFound(InputError):
    """A path that does not exist, or a glob that matches nothing."""

    template = "{path}: no such file or folder. Check the path, or put quotes around a glob."


class SourceEmpty(InputError):
    """No byte, no row, no file."""

    template = "{path}: nothing in it to read. Expected an export with a header and at least one row."


class SourceUnreadable(InputError):
    """Not what its name says, cut, damaged."""

    template = "{path}: cannot be read as {format}: {why}. Export it again, or name its format with --format-in."


class UnknownFormat(InputError):
    """Nothing that is read here looks like this."""

    template = "{path}: not recognised as an export. Known formats: {known}. Name one with --format-in."


class AmbiguousFormat(InputError):
    """Two formats fit as well as each other."""

    template = "{path}: may be {first} or {second}. Say which with --format-in {first} or --format-in {second}."


class ArchiveRefused(InputError):
    """More members or bytes than an archive may have."""

    template = (
        "{path}: {key} is {limit}, and it would take {found}. If you trust this archive, raise {key} under [input] "
        "in rse-maturity.toml."
    )


class NoActs(InputError):
    """Lists of people, and nothing that they did."""

    template = (
        "{path}: a list of people ({format}) without what they do. Name the export of the platform as the source, "
        "and this with --people."
    )


class ColumnMissing(InputError):
    """A field that is required has no column."""

    template = "{path}: no column for '{field}'. Columns found: {columns}. Say which it is with --map {field}=COLUMN."


class DateOrderUnknown(InputError):
    """Day and month cannot be told apart."""

    template = "{path}: dates in '{column}' may be day-first or month-first. Say which with --date-order dmy or mdy."


class NothingLeft(InputError):
    """Every row was refused or left out."""

    template = "{path}: none of its {rows} rows can be used. First reason: {reason} (line {line}). See 'inspect'."


class NoWholePeriod(InputError):
    """Less than a month, or a week, to take a snapshot of."""

    template = "{path}: {what} in it yet, its complete days go from {first} to {last}. Come back when one is over."


class UnitUnknown(InputError):
    """A department that the data does not have."""

    template = "'{unit}' is not in the data. Did you mean '{nearest}'? {count} are known: {known}."


class SettingsError(RseMaturityError):
    """Options or configuration that cannot be followed."""


class UnknownSetting(SettingsError):
    """A key nobody reads."""

    template = "{path}: unknown setting '{key}'. Did you mean '{nearest}'?"


class BadSetting(SettingsError):
    """A value that does not fit."""

    template = "{where}: '{key}' {why}."


class UnknownName(SettingsError):
    """No such metric, rule, phase, format, zone or language."""

    template = "No {what} is called '{name}'. Did you mean '{nearest}'?"


class OutputRefused(SettingsError):
    """The output folder or file cannot be written."""

    template = "{path}: cannot be written: {why}. Choose another place."


class HistoryError(RseMaturityError):
    """The history cannot be used. `where` is a file as it was given, or "the database": never an address."""


class HistoryNotFound(HistoryError):
    """None at that address."""

    template = "{where}: there is no history yet. 'rse-maturity track SOURCE --history ...' makes one."


class HistoryUnusable(HistoryError):
    """Not a history, damaged, out of reach."""

    template = "{where}: cannot be used as a history: {why}."


class HistoryTooNew(HistoryError):
    """Written by a newer version of the program."""

    template = (
        "{where}: this history was written by a newer version of rse-maturity (schema {found}, and this one knows up "
        "to {known}). Install that version, or use another history."
    )


class LineRefused(HistoryError):
    """A line of an exported history that does not fit."""

    template = (
        "{path}, line {line}: {why}. Nothing was imported. Expected one entry a line, as 'track --export' writes them."
    )


class StrictRefusal(RseMaturityError):
    """`--strict`, and at least one row was refused."""

    template = "{rejected} of {rows} rows were refused, and --strict allows none. See '{report}'."
    exit_code = 1
