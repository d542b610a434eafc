"""The analysis as JSON (schema rse-maturity/analysis/1), its sentences written in the language asked for."""

from __future__ import annotations

import json
from pathlib import Path
from typing import TYPE_CHECKING, Any

from pydantic import ValidationError

from rse_maturity.errors import SourceNotFound, SourceUnreadable
from rse_maturity.model import analysis as model
from rse_maturity.views.sentences import with_sentences

if TYPE_CHECKING:
    from rse_maturity.i18n import Catalogue
    from rse_maturity.model.analysis import Analysis

SCHEMA: str = model.Analysis.model_fields["schema_"].default
SCHEMA_FILE = Path(model.__file__).with_name("analysis.schema.json")


def analysis_json(analysis: Analysis, *, texts: Catalogue) -> str:
    """Return the analysis as JSON text: null where there is no value, never NaN; same analysis, same text."""
    said = with_sentences(analysis, texts=texts).model_copy(update={"lang": texts.lang})
    return said.model_dump_json(indent=2) + "\n"


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


def json_schema() -> dict[str, Any]:
    """Return the JSON Schema of the analysis, made from the model; the package ships it as `analysis.schema.json`."""
    made = model.Analysis.model_json_schema(by_alias=True, mode="serialization")
    return {"$schema": "https://json-schema.org/draft/2020-12/schema", "$id": SCHEMA, **made}


if __name__ == "__main__":  # writes the schema that ships, after a change of the model
    SCHEMA_FILE.write_text(json.dumps(json_schema(), indent=2) + "\n", encoding="utf-8")
