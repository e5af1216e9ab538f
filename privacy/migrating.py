"""Operations for migrations: a new table behind the second gate, and much that changes at once, drawn up once."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Any

from django.db import models
from django.db.migrations.operations import RunSQL, SeparateDatabaseAndState
from django.db.migrations.operations.base import Operation
from django.db.models import Q

ALL_VERBS = "SELECT, INSERT, UPDATE, DELETE"


def guarded(*tables: str, verbs: str = ALL_VERBS) -> RunSQL:
    """Puts tables with personal data behind row level security: every new one ends its migration with this.

    The application may do with the rows what the verbs say; the portal nothing, until a policy of its own lets it.
    """
    close, undo = [], []
    for table in tables:
        close += [
            f"ALTER TABLE {table} ENABLE ROW LEVEL SECURITY",
            f"CREATE POLICY application ON {table} TO regie_app USING (true) WITH CHECK (true)",
            *open_to_the_application(table, verbs=verbs),
        ]
        undo += [
            f"REVOKE ALL ON {table} FROM regie_app",
            f"DROP POLICY application ON {table}",
            # What the portal has a policy on, keeps it.
            f"DO $$ BEGIN IF NOT EXISTS (SELECT FROM pg_policy WHERE polrelid = '{table}'::regclass)"
            f" THEN ALTER TABLE {table} DISABLE ROW LEVEL SECURITY; END IF; END $$",
        ]
    return RunSQL(";\n".join(close), ";\n".join(undo))


def open_to_the_application(*tables: str, verbs: str = ALL_VERBS) -> list[str]:
    """What the application may do with tables; with those that hold no personal data, this is all it takes."""
    return [f"GRANT {verbs} ON {table} TO regie_app" for table in tables]


class Together(SeparateDatabaseAndState):
    """One statement in the database for many operations on the models, which are drawn up anew only after the last."""

    def state_forwards(self, app_label: str, state: Any) -> None:
        state.__dict__.pop("apps", None)
        super().state_forwards(app_label, state)


PAIR = Q(released_at=None, released_by=None) | Q(released_at__isnull=False, released_by__isnull=False)


class ReleaseColumns(Operation):
    """Adds released_at and released_by, which come together, to every one of these models of the app.

    As so many operations of their own each would draw up all models anew: half a minute for fifty tables.
    """

    reduces_to_sql = True
    reversible = True

    def __init__(self, names: Sequence[str]) -> None:
        self.names = names

    def deconstruct(self) -> tuple[str, list[Any], dict[str, Any]]:
        return self.__class__.__name__, [self.names], {}

    def state_forwards(self, app_label: str, state: Any) -> None:
        state.__dict__.pop("apps", None)  # drawn up again, once, by whoever asks for it next
        for name in self.names:
            state.add_field(app_label, name, "released_at", models.DateTimeField(null=True), True)
            state.add_field(app_label, name, "released_by", models.UUIDField(null=True), True)
            pair = models.CheckConstraint(condition=PAIR, name=_pair(app_label, name))
            state.add_constraint(app_label, name, pair)

    def database_forwards(self, app_label: str, schema_editor: Any, from_state: Any, to_state: Any) -> None:
        for model, fields, pair in self._parts(app_label, to_state):
            for field in fields:
                schema_editor.add_field(model, field)
            schema_editor.add_constraint(model, pair)

    def database_backwards(self, app_label: str, schema_editor: Any, from_state: Any, to_state: Any) -> None:
        for model, fields, pair in self._parts(app_label, from_state):
            schema_editor.remove_constraint(model, pair)
            for field in fields:
                schema_editor.remove_field(model, field)

    def _parts(self, app_label: str, state: Any) -> Iterator[tuple[Any, list[Any], Any]]:
        """Every table with its two columns and what holds them together."""
        for name in self.names:
            model = state.apps.get_model(app_label, name)
            fields = [model._meta.get_field(column) for column in ("released_at", "released_by")]
            yield model, fields, models.CheckConstraint(condition=PAIR, name=_pair(app_label, name))

    def describe(self) -> str:
        return f"Adds the columns of a release to {len(self.names)} tables"


def _pair(app_label: str, name: str) -> str:
    return f"{app_label}_{name}_released_by"
