"""JUnit XML: one test case a gate, as Jenkins, GitLab and most other CI read it.

Elements and attributes are those of the schema of Jenkins' xunit plugin (`junit-10.xsd`), which is close to what
Maven's Surefire writes.
"""

from __future__ import annotations

from datetime import UTC
from typing import TYPE_CHECKING
from xml.etree.ElementTree import Element, SubElement

from rse_maturity.views.ci.run import headline, subject
from rse_maturity.views.ci.xml import document, permitted
from rse_maturity.views.gates import gate_name

if TYPE_CHECKING:
    from rse_maturity.i18n import Catalogue
    from rse_maturity.model.check import Gate
    from rse_maturity.views.ci.run import Run


def text(run: Run, *, texts: Catalogue) -> str:
    """Write one suite: a gate that failed is a failure, one that is not known is skipped, each with its sentence."""
    check = run.check
    verdicts = [gate.verdict for gate in check.gates]
    counts = {"tests": len(verdicts), "failures": verdicts.count("failed"), "skipped": verdicts.count("unknown")}
    numbers = {name: str(count) for name, count in counts.items()}
    root = Element("testsuites", {"name": "rse-maturity", **numbers, "errors": "0", "time": "0"})
    suite = SubElement(
        root,
        "testsuite",
        {
            "name": permitted(subject(run, texts=texts)),
            **numbers,
            "errors": "0",
            "time": "0",
            "timestamp": check.checked_at.astimezone(UTC).replace(tzinfo=None).isoformat(timespec="seconds"),
        },
    )
    properties = SubElement(suite, "properties")
    for name, value in _properties(run).items():
        SubElement(properties, "property", {"name": name, "value": permitted(value)})
    for gate in check.gates:
        _case(suite, gate, network=permitted(run.network), name=permitted(gate_name(gate, texts=texts)))
    SubElement(suite, "system-out").text = permitted(headline(run, texts=texts))
    return document(root)


def _properties(run: Run) -> dict[str, str]:
    """Return what a machine may want of the run, as it is named in the check."""
    check = run.check
    known = {
        "end": check.end,
        "phase": check.phase,
        "momentum": check.momentum,
        "participation": check.participation,
        "tool_version": check.tool_version,
        "link": run.link,
    }
    return {name: str(value) for name, value in known.items() if value is not None}


def _case(suite: Element, gate: Gate, *, network: str, name: str) -> None:
    case = SubElement(suite, "testcase", {"classname": f"rse-maturity.{network}", "name": name, "time": "0"})
    said = permitted(gate.sentence or "")
    if gate.verdict == "failed":
        SubElement(case, "failure", {"type": gate.kind, "message": said}).text = said
    elif gate.verdict == "unknown":
        SubElement(case, "skipped", {"message": said})
    else:
        SubElement(case, "system-out").text = said
