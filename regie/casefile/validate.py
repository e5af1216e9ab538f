"""
Checks case files: all problems of all files at once, with file, line, case and field, before anything is imported.

What is checked is the file: its form, its references, its dates, its path. What is not checked are the guards of the
stappenplan: the replay asks the actions, and a course that breaks a guard is refused there by transition and guard.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Any

from django.utils.translation import gettext as _

from regie.casefile.course import check_courses
from regie.casefile.days import check_days
from regie.casefile.model import CaseFile
from regie.casefile.problems import Problem, Refuses, Report
from regie.casefile.reading import read_case_file
from regie.casefile.references import check_ids, check_references
from regie.casefile.schema import check_form, fields
from regie.casefile.yaml_lines import MAX_BYTES, Document, Fault, Plain, read_yaml
from regie.casefile.yaml_lines import Path as Place


@dataclass(frozen=True)
class Checked:
    """What came of checking. files is empty as long as a problem refuses everything."""

    files: tuple[CaseFile, ...]
    problems: tuple[Problem, ...]
    documents: Mapping[str, Document] = field(default_factory=dict)

    @property
    def refuses_all(self) -> bool:
        """Whether the files cannot be used at all, not even the cases that are in order."""
        return any(problem.refuses is Refuses.ALL for problem in self.problems)

    def of(self, file: str, case: str) -> tuple[Problem, ...]:
        """The problems of one case."""
        return tuple(problem for problem in self.problems if (problem.file, problem.case) == (file, case))

    def line(self, file: str, place: Place) -> int:
        """Where something stands in a file, also when what is wrong with it turned up after checking."""
        return self.documents[file].line(place)


def check(paths: Iterable[Path]) -> Checked:
    """Reads and checks files. Never raises for what is in them, or for a file that is not there."""
    return check_contents([(str(path), _content(path)) for path in paths])


def check_contents(contents: Iterable[tuple[str, bytes | Fault]]) -> Checked:
    """Checks files that were read: the name of each, with what is in it or why it could not be read."""
    reports = [_report(name, content) for name, content in contents]
    for report in reports:
        if report.document.root is not None:
            _check(report)
    check_ids(reports)
    problems = tuple(sorted(problem for report in reports for problem in report.problems))
    documents = {report.file: report.document for report in reports}
    checked = Checked((), problems, documents)
    if checked.refuses_all:
        return checked
    return replace(checked, files=tuple(read_case_file(report.file, report.data) for report in reports))


def _content(path: Path) -> bytes | Fault:
    try:
        with path.open("rb") as file:
            return file.read(MAX_BYTES + 1)  # enough to know that it is too large
    except IsADirectoryError:
        return Fault(1, _("Dit is een map. Noem de bestanden die erin staan."))
    except OSError:
        return Fault(1, _("Dit bestand is er niet, of u mag het niet lezen."))


def _report(name: str, content: bytes | Fault) -> Report:
    document = Document(None, (content,)) if isinstance(content, Fault) else read_yaml(content)
    data = filled_in(document.plain())
    report = Report(name, document, data if isinstance(data, dict) else {})
    for fault in document.faults:
        report.problems[Problem(name, fault.line, "", "", fault.text)] = None
    if document.root is not None and not isinstance(data, dict):
        text = _("Dit is geen casusbestand. Een casusbestand begint met meta en cases.")
        report.problems[Problem(name, document.root.line, "", "", text)] = None
    return report


def filled_in(data: Plain) -> Any:
    """The data without the fields that were left empty: a field without a value is no field."""
    if isinstance(data, dict):
        return {key: filled_in(value) for key, value in data.items() if value is not None}
    if isinstance(data, list):
        return [filled_in(item) for item in data]
    return data


def _check(report: Report) -> None:
    if not report.data and report.problems:
        return  # what cannot be read has said so already; what is empty says below what is missing
    found = list(fields(report.data))
    check_form(report)
    check_references(report, found)
    check_days(report, found)
    check_courses(report)
