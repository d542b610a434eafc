"""The formats that are read, in the order in which they are tried: the most particular first."""

from rse_maturity.sources.formats.base import Format
from rse_maturity.sources.formats.canonical import Canonical
from rse_maturity.sources.formats.generic import Generic
from rse_maturity.sources.formats.generic_people import GenericPeople

FORMATS: tuple[Format, ...] = (Canonical(), Generic(), GenericPeople())
