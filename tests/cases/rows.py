"""One row of any table of cases and meetings, with every link filled in: to prove what holds for all tables.

What a check constraint asks beyond the type of a column stands in SOUND; a new table finds its way by itself.
"""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta
from typing import Any
from uuid import uuid4

from django.apps import apps
from django.db import IntegrityError, models, transaction

from accounts.models import Organisation, User
from cases.hats import Hat
from cases.models import Case, Person
from cases.record_terms import ConsentWay
from privacy.law import DataCategory
from privacy.representation import ConsentKind
from tests.factories import PersonFactory, UserFactory

WITHDRAWN = {
    "given_on": date(2026, 1, 5),
    "withdrawn_at": datetime(2026, 1, 6, tzinfo=UTC),
    "withdrawn_how": ConsentWay.DIGITAL,
}
SOUND: dict[str, dict[str, Any]] = {
    "cases.announcement": {"to_party": None},
    "cases.breakglass": {
        "reason": "Iemand roept om hulp achter een dichte deur.",
        "until": datetime(2099, 1, 1, tzinfo=UTC),
        "ended_by": None,
        "reviewed_by": None,
    },
    "cases.consent": {
        "kind": ConsentKind.PROCESSING_BASIS,
        "extra": "x",
        "recipients": [uuid4()],
        "reader": None,
        "categories": ["living"],
        **WITHDRAWN,
    },
    "cases.consultation": {"consult": True, "on_content": True, "question": "Hoe gaat het?", "bases": ["WMO-5.1.1"]},
    "cases.evaluationanswer": {"no_answer_reason": "x"},
    "cases.hatperiod": {"hat": Hat.CASE_DIRECTION},
    "cases.monitoringagreement": {"needed": False, "reason_not": "x"},
    "cases.plancopy": {"to_party": None},
    "cases.sharingdecision": {
        "bases": ["WMO-5.2.1"],
        "categories": ["living"],
        "not_informed_reason": "x",
        "revoked_by": None,
        "valid_until": datetime(2099, 1, 1, tzinfo=UTC),
    },
    "cases.sharingrequest": {"categories": ["living"], "answered_by": None},
    "cases.steptransition": {"move": "T01", "from_step": "intake", "to_step": "triage"},
    "meetings.material": {"text": "x", "file": None, "content_type": ""},
    "meetings.minutesentry": {"of": uuid4()},
    "meetings.topic": {"categories": ["plan_goals"]},
}
APPS = ("cases", "meetings")
TRACES = {"cases.erasure"}  # stay when what they are about is gone


def tables() -> list[type[models.Model]]:
    """Every table of cases and meetings that holds something of one case."""
    found = [model for app in APPS for model in apps.get_app_config(app).get_models()]
    return [model for model in found if model is not Case and _is_of_a_case(model)]


def _is_of_a_case(model: type[models.Model]) -> bool:
    """It points to a case, or to something that does."""
    if model is Case:
        return True
    if model._meta.app_label not in APPS or model._meta.label_lower in TRACES:
        return False
    links = (field.related_model for field in model._meta.concrete_fields if isinstance(field, models.ForeignKey))
    return any(_is_of_a_case(target) for target in links if target is not model)


def _needs(model: type[models.Model], other: type[models.Model]) -> bool:
    """A row of the one cannot be there before a row of the other."""
    fields = model._meta.concrete_fields
    return any(isinstance(one, models.ForeignKey) and not one.null and one.related_model is other for one in fields)


class Rows:
    """Makes rows around one case and one person, each table once. Needs an open gate."""

    def __init__(
        self, case: Case, person: Person, author: User, now: datetime, about: list, otherwise: Rows | None = None
    ) -> None:
        self.case, self.now, self.about, self.otherwise = case, now, about, otherwise
        self.made: dict[type[models.Model], models.Model] = {
            Case: case,
            Person: person,
            User: author,
            Organisation: author.organisation,
        }

    def of(self, model: type[models.Model]) -> models.Model:
        """The row of this table, made now when it was not there."""
        if model not in self.made:
            known = SOUND.get(model._meta.label_lower, {})
            values = {f.name: self._value(f) for f in model._meta.concrete_fields if self._is_asked(f, model)}
            self.made[model] = self._create(model, values | self._people(model) | known)
        return self.made[model]

    def _create(self, model: type[models.Model], values: dict[str, Any]) -> models.Model:
        """A row of its own; where the table takes only one, the one that is there."""
        try:
            with transaction.atomic():
                return model.objects.create(**values)
        except IntegrityError:
            if self.otherwise is None:
                raise
            return self.otherwise.of(model)

    def _is_asked(self, field: models.Field, model: type[models.Model]) -> bool:
        if isinstance(field, models.ForeignKey):
            return field.related_model is not model and not (field.null and _needs(field.related_model, model))
        if field.name in ("about", "category"):
            return True
        optional = field.has_default() or field.null or field.blank or isinstance(field, models.AutoField)
        return not optional or (
            field.primary_key and not field.has_default() and not isinstance(field, models.AutoField)
        )

    def _value(self, field: models.Field) -> Any:
        if isinstance(field, models.ForeignKey):
            return self.of(field.related_model)
        if field.name == "about":
            return list(self.about)
        if field.name == "category":
            return DataCategory.OPINIONS_PROFESSIONAL
        if terms := getattr(field, "terms", None):
            return next(iter(terms))
        if field.name in ("valid_until",):
            return self.now + timedelta(days=30)
        plain = {
            models.DateTimeField: self.now,
            models.DateField: self.now.date(),
            models.UUIDField: uuid4(),
            models.BooleanField: False,
            models.IntegerField: 1,
            models.JSONField: {},
        }
        return next((value for kind, value in plain.items() if isinstance(field, kind)), "x")

    def _people(self, model: type[models.Model]) -> dict[str, Any]:
        """Two people who are kept apart are two people, in one order."""
        if model._meta.label_lower != "cases.keptapart":
            return {}
        other = PersonFactory(municipality=self.case.municipality, made_at=self.now)
        first, second = sorted([self.made[Person], other], key=lambda person: person.pk)
        return {"first": first, "second": second}


def fill(case: Case, now: datetime, count: int, otherwise: Rows | None = None) -> Rows:
    """Of every table this many rows, each with people and organisations of its own; one where only one fits.

    otherwise: what an earlier call gave back, for a case that already has some. Needs an open gate.
    """
    for _number in range(count):
        author = UserFactory(organisation__municipality=case.municipality)
        person = PersonFactory(municipality=case.municipality, made_at=now)
        rows = Rows(case, person, author, now, [str(person.pk)], otherwise)
        for model in tables():
            rows.of(model)
        otherwise = otherwise or rows
    return otherwise
