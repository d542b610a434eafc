r"""The texts of one language, and the filling of their blanks.

Texts are TOML, one file a topic: `i18n/<lang>/<topic>.toml`; a key is `topic.table.name`. A text that depends on a
number is a table of plural forms (`one`, `other`), chosen by `n` with Unicode's plural rules. Blanks name their format:

>>> catalogue("fr").fill("{share:percent} des {n:number} salariés", share=0.125, n=1974)
'13\u202f% des 1\u202f974 salariés'
>>> catalogue("en").fill("{share:percent} of {n:number} people", share=0.125, n=1974)
'13% of 1,974 people'
"""

from __future__ import annotations

import tomllib
from functools import cache
from importlib import resources
from string import Formatter
from typing import Any, get_args

from babel import Locale

from rse_maturity.config import Lang
from rse_maturity.errors import UnknownName
from rse_maturity.i18n.formats import format_value
from rse_maturity.nearest import nearest

LANGUAGES: tuple[Lang, ...] = get_args(Lang)


class Catalogue(Formatter):
    r"""The texts of one language. Made once per language by `catalogue`."""

    def __init__(self, lang: Lang) -> None:
        self.lang = lang
        self.locale = Locale.parse(lang)
        self._topics: dict[str, dict[str, Any]] = {}

    def text(self, key: str, /, **values: Any) -> str:
        """Return the text of `key` with its blanks filled.

        Parameters
        ----------
        key
            `topic.name` or deeper.
        **values
            What fills the blanks; `n` also chooses the plural form.

        Raises
        ------
        KeyError
            No such text: a mistake of the program, caught by the tests, not of a user.
        """
        found = self.raw(key)
        if isinstance(found, dict):
            found = found[self.locale.plural_form(abs(values["n"]))] if "n" in values else found["other"]
        return self.fill(str(found), **values)

    def raw(self, key: str) -> Any:
        """Return what stands at `key`: a string, a list or a table, blanks unfilled."""
        topic, *path = key.split(".")
        found: Any = self._topic(topic)
        for part in path:
            if not isinstance(found, dict) or part not in found:
                raise KeyError(f"{self.lang}: no text '{key}'")
            found = found[part]
        return found

    def has(self, key: str) -> bool:
        """Tell whether a text exists."""
        try:
            self.raw(key)
        except (KeyError, FileNotFoundError):
            return False
        return True

    def fill(self, template: str, /, **values: Any) -> str:
        """Fill the blanks of a template that is at hand."""
        return self.vformat(template, (), values)

    def format_field(self, value: Any, format_spec: str) -> str:
        """Format one blank; see `formats` for the names."""
        return format_value(value, format_spec, self.locale)

    def value(self, value: float | None, unit: str) -> str:
        """Write a figure in its unit (share, ratio, hours, count, people); a dash where there is none."""
        return "–" if value is None else format_value(value, unit, self.locale)

    def signed(self, value: float | None, unit: str) -> str:
        r"""Write a change in its unit, with its sign; what is written as zero has none.

        >>> [catalogue("en").signed(change, "percent") for change in (0.12, -0.12, -0.001)]
        ['+12%', '\u221212%', '0%']
        """
        written = self.value(value, unit)
        above = value is not None and value > 0 and any(one in "123456789" for one in written)
        return f"+{written}" if above else written

    def _topic(self, topic: str) -> dict[str, Any]:
        if topic not in self._topics:
            file = resources.files("rse_maturity.i18n").joinpath(self.lang, f"{topic}.toml")
            self._topics[topic] = tomllib.loads(file.read_text(encoding="utf-8"))
        return self._topics[topic]


@cache
def catalogue(lang: str) -> Catalogue:
    """Return the catalogue of a language.

    Raises
    ------
    UnknownName
        A language that is not translated.
    """
    for known in LANGUAGES:
        if known == lang:
            return Catalogue(known)
    raise UnknownName(what="language", name=lang, nearest=nearest(lang, LANGUAGES))
