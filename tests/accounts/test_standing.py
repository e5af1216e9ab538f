"""Disabling, enabling, changing: at once, by somebody, never by oneself, and always on the record."""

from dataclasses import replace
from datetime import timedelta
from uuid import uuid4

import pytest
from allauth.mfa.models import Authenticator
from django.db import DatabaseError, IntegrityError, connection, transaction

from accounts import actions, reads
from accounts.models import AccountEvent, Organisation, Session, User
from privacy import gate
from tests.owner import as_owner


def details(user, **changes):
    now = actions.AccountDetails(
        name=user.name,
        email=user.email or "",
        phone=user.phone,
        function=user.function,
        role=user.role,
        organisation_id=user.organisation_id,
        team_id=user.team_id,
    )
    return replace(now, **changes)


def test_disabling_ends_every_session_at_once(client, office, now):
    client.force_login(office.cas_is_consultant)
    assert client.get("/account/").status_code == 200
    actions.disable(by=office.ada_administers.pk, user_id=office.cas_is_consultant.pk, now=now)
    assert not Session.objects.filter(user=office.cas_is_consultant).exists()
    answer = client.get("/account/")
    assert answer.status_code == 302
    assert answer["Location"].startswith("/inloggen/")


def test_a_session_that_comes_back_to_life_still_finds_nobody(client, office, now):
    """As when a request that was under way writes its session after the account was disabled."""
    client.force_login(office.cas_is_consultant)
    kept = Session.objects.get(user=office.cas_is_consultant)
    actions.disable(by=office.ada_administers.pk, user_id=office.cas_is_consultant.pk, now=now)
    kept.save(force_insert=True)
    assert client.get("/account/").status_code == 302


def test_the_sessions_of_others_stay(client, office, now):
    client.force_login(office.bea_administers_too)
    actions.disable(by=office.ada_administers.pk, user_id=office.cas_is_consultant.pk, now=now)
    assert client.get("/account/").status_code == 200


def test_who_is_disabled_can_be_enabled_again(office, now):
    user_id = office.cas_is_consultant.pk
    actions.disable(by=office.ada_administers.pk, user_id=user_id, now=now)
    assert not reads.user_card(user_id).is_active
    actions.enable(by=office.bea_administers_too.pk, user_id=user_id, now=now + timedelta(days=1))
    assert reads.user_card(user_id).is_active
    kinds = [(event.kind.value, event.by) for event in reads.events_of(user_id=user_id)]
    assert kinds == [("enabled", "Bea Kramer"), ("disabled", "Ada de Boer")]


def test_nobody_disables_themselves_not_even_by_raw_sql(office, now):
    ada = office.ada_administers.pk
    with pytest.raises(actions.NotPossible):
        actions.disable(by=ada, user_id=ada, now=now)
    with pytest.raises(IntegrityError), transaction.atomic():
        User.objects.filter(pk=ada).update(disabled_at=now, disabled_by=ada)


def test_who_was_disabled_a_moment_ago_can_do_nothing_any_more(office, now):
    ada, bea = office.ada_administers.pk, office.bea_administers_too.pk
    actions.disable(by=ada, user_id=bea, now=now)
    with pytest.raises(actions.NotPossible):
        actions.disable(by=bea, user_id=ada, now=now)


def test_disabling_twice_enabling_who_is_enabled_and_an_unknown_account_are_refused(office, now):
    ada, cas = office.ada_administers.pk, office.cas_is_consultant.pk
    with pytest.raises(actions.NotPossible):
        actions.enable(by=ada, user_id=cas, now=now)
    actions.disable(by=ada, user_id=cas, now=now)
    with pytest.raises(actions.NotPossible):
        actions.disable(by=ada, user_id=cas, now=now)
    with pytest.raises(actions.NotPossible):
        actions.disable(by=ada, user_id=uuid4(), now=now)


def test_who_and_when_of_disabling_come_together(office, now):
    with pytest.raises(IntegrityError), transaction.atomic():
        User.objects.filter(pk=office.cas_is_consultant.pk).update(disabled_at=now)
    with pytest.raises(IntegrityError), transaction.atomic():
        User.objects.filter(pk=office.cas_is_consultant.pk).update(disabled_by=office.ada_administers.pk)


@pytest.mark.parametrize("change", [{"is_superuser": True}, {"is_staff": True}, {"email": "Cas@dorp.example"}])
def test_the_database_refuses_what_can_never_be_true_of_a_user(office, change):
    with pytest.raises(IntegrityError), transaction.atomic():
        User.objects.filter(pk=office.cas_is_consultant.pk).update(**change)


def test_the_database_refuses_what_can_never_be_true_of_an_organisation(office):
    other = Organisation.objects.create(name="Gemeente Verderop", kind="municipality")
    for change in ({"kind": "onbekend"}, {"name": "DE KADE"}, {"municipality": office.municipality}):
        with pytest.raises(IntegrityError), transaction.atomic():
            Organisation.objects.filter(pk=other.pk).update(**change)


def test_changing_a_role_says_from_what_to_what(office, now):
    cas = office.cas_is_consultant
    to = details(cas, role="triagist", function="Triagist", team_id=office.team.pk)
    actions.change_account(by=office.ada_administers.pk, user_id=cas.pk, to=to, now=now)
    lines = {event.kind.value: (event.before, event.after) for event in reads.events_of(user_id=cas.pk)}
    assert lines == {
        "role_changed": ("consultant", "triagist"),
        "function_changed": ("consulent", "Triagist"),
        "team_changed": ("", "Opschaling"),
    }
    assert reads.user_card(cas.pk).team == "Opschaling"


def test_changing_nothing_records_nothing(office, now):
    cas = office.cas_is_consultant
    actions.change_account(by=office.ada_administers.pk, user_id=cas.pk, to=details(cas), now=now)
    assert reads.events_of(user_id=cas.pk) == ()


def test_the_record_holds_no_name_and_no_address(office, now):
    cas = office.cas_is_consultant
    to = details(cas, name="Casper Vink-Önal", email="casper@dorp.example", phone="06 1")
    actions.change_account(by=office.ada_administers.pk, user_id=cas.pk, to=to, now=now)
    written = " ".join(event.before + event.after for event in AccountEvent.objects.all())
    assert written.strip() == ""
    assert {event.kind.value for event in reads.events_of(user_id=cas.pk)} == {"details_changed", "address_changed"}


def test_nobody_gives_themselves_another_role(office, now):
    ada = office.ada_administers
    with pytest.raises(actions.NotPossible) as refusal:
        actions.change_account(by=ada.pk, user_id=ada.pk, to=details(ada, role="process_director"), now=now)
    assert refusal.value.field == "role"
    actions.change_account(by=ada.pk, user_id=ada.pk, to=details(ada, phone="06 2"), now=now)
    assert reads.user_card(ada.pk).phone == "06 2"


@pytest.mark.parametrize("email", ["", "bea@dorp.example", "BEA@dorp.example"])
def test_an_account_in_use_keeps_an_address_of_its_own(office, now, email):
    cas = office.cas_is_consultant
    with pytest.raises(actions.NotPossible) as refusal:
        actions.change_account(by=office.ada_administers.pk, user_id=cas.pk, to=details(cas, email=email), now=now)
    assert refusal.value.field == "email"


def test_a_lost_second_factor_is_wiped_by_another_and_ends_the_sessions(client, office, now):
    cas, ada = office.cas_is_consultant, office.ada_administers
    Authenticator.objects.create(user=cas, type=Authenticator.Type.TOTP, data={})
    client.force_login(cas)
    client.get("/account/")
    with pytest.raises(actions.NotPossible):
        actions.reset_second_factor(by=cas.pk, user_id=cas.pk, now=now)
    actions.reset_second_factor(by=ada.pk, user_id=cas.pk, now=now)
    assert not reads.has_second_factor(cas.pk)
    assert client.get("/account/").status_code == 302
    with pytest.raises(actions.NotPossible):
        actions.reset_second_factor(by=ada.pk, user_id=cas.pk, now=now)


@pytest.mark.parametrize(
    "change",
    [
        "UPDATE accounts_accountevent SET by_id = NULL",
        "DELETE FROM accounts_accountevent",
        "TRUNCATE accounts_accountevent",
    ],
)
def test_the_record_only_grows_even_for_raw_sql(office, now, change):
    actions.disable(by=office.ada_administers.pk, user_id=office.cas_is_consultant.pk, now=now)
    with pytest.raises(DatabaseError, match="rows are only ever added"), as_owner():
        connection.cursor().execute(change)


def test_a_person_can_be_erased_in_spite_of_the_record(office, now):
    cas = office.cas_is_consultant
    actions.disable(by=office.ada_administers.pk, user_id=cas.pk, now=now)
    user_id = cas.pk
    with gate.opened():
        cas.delete()
    (line,) = reads.events_of(user_id=user_id)
    assert (line.subject, line.user_id, line.by) == ("", None, "Ada de Boer")
