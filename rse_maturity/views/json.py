"""The analysis as JSON (schema rse-maturity/analysis/1), its sentences written in the language asked for."""

from __future__ import annotations

import json
from pathlib import Path
from typing import TYPE_CHECKING, Any

from pydantic import TypeAdapter, ValidationError

from rse_maturity.errors import SourceNotFound, SourceUnreadable
from rse_maturity.model import analysis as model
from rse_maturity.views.sentences import with_sentences

if TYPE_CHECKING:
    from rse_maturity.i18n import Catalogue
    from rse_maturity.model.analysis import Analysis
    from rse_maturity.model.metric import Frozen

SCHEMA: str = model.Analysis.model_fields["schema_"].default


def analysis_json(analysis: Analysis, *, texts: Catalogue) -> str:
    """Return the analysis as JSON text: null where there is no value, never NaN; same analysis, same text."""
    return analysis_utf8(analysis, texts=texts).decode()


def analysis_utf8(analysis: Analysis, *, texts: Catalogue) -> bytes:
    """Return the same text as a file holds it: that of a large network need not be decoded to be written.

    Each person stands on a line.
    """
    nobody = analysis.people[:0]
    said = with_sentences(analysis, texts=texts).model_copy(update={"lang": texts.lang, "people": nobody})
    written = TypeAdapter(model.Analysis).dump_json(said, indent=2) + b"\n"
    if not analysis.people:
        return written
    before, after = written.split(b'\n  "people": []')
    persons = b"    " + analysis.people.json_lines().rstrip(b"\n").replace(b"\n", b",\n    ")
    return b"".join((before, b'\n  "people": [\n', persons, b"\n  ]", after))


def is_analysis(path: Path) -> bool:
    """Tell whether a file is an analysis that was written before: its beginning says so."""
    try:
        with path.open(encoding="utf-8") as file:
            return SCHEMA in file.read(200)
    except (OSError, UnicodeDecodeError):
        return False


def read_analysis(path: Path) -> Analysis:
    """Read an analysis that was written before.

    Raises
    ------
    SourceNotFound
        `path` does not exist.
    SourceUnreadable
        It is no analysis of this schema.
    """
    try:
        return model.Analysis.model_validate_json(path.read_bytes())
    except FileNotFoundError as error:
        raise SourceNotFound(path=path) from error
    except ValidationError as error:
        first = error.errors(include_input=False)[0]
        place = ".".join(str(part) for part in first["loc"]) or "JSON"
        raise SourceUnreadable(path=path, format=SCHEMA, why=f"{place}: {first['msg']}") from error
    except OSError as error:
        raise SourceUnreadable(path=path, format=SCHEMA, why=error.strerror or error) from error


def shapes() -> tuple[type[Frozen], ...]:
    """Return the values that are written as JSON and have a schema: analysis, snapshot, trend, check, comparison."""
    from rse_maturity.model.check import Check  # noqa: PLC0415 - an analysis is written without the others
    from rse_maturity.model.comparison import Comparison  # noqa: PLC0415 - same
    from rse_maturity.model.snapshot import Snapshot, Trend  # noqa: PLC0415 - same

    return (model.Analysis, Snapshot, Trend, Check, Comparison)


def schema_file(shape: type[Frozen]) -> Path:
    """Return where the package ships the schema of a value: `check.schema.json` for `rse-maturity/check/1`."""
    return Path(model.__file__).with_name(f"{_id(shape).split('/')[1]}.schema.json")


def json_schema(shape: type[Frozen]) -> dict[str, Any]:
    """Return the JSON Schema of a value, made from its model."""
    made = shape.model_json_schema(by_alias=True, mode="serialization")
    return {"$schema": "https://json-schema.org/draft/2020-12/schema", "$id": _id(shape), **made}


def _id(shape: type[Frozen]) -> str:
    return str(shape.model_fields["schema_"].default)


if __name__ == "__main__":  # writes the schemas that ship, after a change of a model
    for one in shapes():
        schema_file(one).write_text(json.dumps(json_schema(one), indent=2) + "\n", encoding="utf-8")
