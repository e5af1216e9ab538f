"""An administrator who wants to come in as somebody else: what the owner hears, who watches, and what has to wait."""

from datetime import timedelta

import pytest
from allauth.mfa.models import Authenticator
from django.conf import settings
from django.core import mail as outgoing
from django.urls import reverse

from accounts import actions, mail, reads
from accounts.kinds import Kind
from accounts.models import Organisation, User
from accounts.resting import REST
from outbox import actions as outbox
from privacy.law import Role
from regie.celery import app
from tests.accounts.test_standing import details

OLD, NEW = "cas@dorp.example", "ada.thuis@elders.example"


def tell(topic, key, payload):
    """What outbox.tasks.deliver does, without a broker between."""
    app.loader.import_default_modules()
    for name in settings.OUTBOX_LISTENERS[topic]:
        app.tasks[name](key, payload)


@pytest.fixture
def ger(office, now):
    """Oversees how data is handled here."""
    user = User(name="Ger Prins", role=Role.DATA_PROTECTION_OFFICER, organisation=office.municipality, function="FG")
    user.email, user.invited_at, user.accepted_at = "ger@dorp.example", now, now
    user.save()
    return user


@pytest.fixture
def change_address(client, office):
    client.force_login(office.ada_administers)

    def change(to):
        cas = office.cas_is_consultant
        typed = {"name": cas.name, "email": to, "organisation": str(cas.organisation_id), "role": cas.role}
        answer = client.post(reverse("administration:account", args=[cas.pk]), typed | {"function": cas.function})
        assert answer.status_code == 302, answer.context["form"].errors

    return change


def test_another_address_is_told_to_the_old_one_and_to_who_oversees(office, ger, change_address, now):
    change_address(NEW)
    change_address("weer.anders@elders.example")  # the first address stays the one that hears of it
    outbox.relay(deliver=tell, now=now)
    heard = [letter.to[0] for letter in outgoing.outbox]
    assert heard.count(OLD) == 2
    assert heard.count("ger@dorp.example") == 2
    assert all("Cas" not in letter.body for letter in outgoing.outbox if letter.to == ["ger@dorp.example"])
    assert User.objects.get(pk=office.cas_is_consultant.pk).former_email == OLD
    actions.wipe_expired(now=now + timedelta(days=8))
    assert User.objects.get(pk=office.cas_is_consultant.pk).former_email == ""


def test_a_new_address_opens_nothing_for_a_day(client, office, change_address, now):
    """No new password by mail and no wiped second factor: who got the mail at the old address has time to call."""
    cas = office.cas_is_consultant
    Authenticator.objects.create(user=cas, type=Authenticator.Type.TOTP, data={})
    change_address(NEW)
    changed_at = User.objects.get(pk=cas.pk).address_changed_at
    reset = {"user_id": cas.pk, "site": "https://regie.example"}
    soon, later = changed_at + REST - timedelta(minutes=1), changed_at + REST
    assert not mail.send_password_reset(key="a", now=soon, **reset)
    with pytest.raises(actions.NotPossible, match="net gewijzigd"):
        actions.reset_second_factor(by=office.ada_administers.pk, user_id=cas.pk, now=soon)
    assert mail.send_password_reset(key="a", now=later, **reset)
    actions.reset_second_factor(by=office.ada_administers.pk, user_id=cas.pk, now=later)


def test_a_wiped_second_factor_is_told_to_its_owner_and_to_who_oversees(client, office, ger, now):
    Authenticator.objects.create(user=office.cas_is_consultant, type=Authenticator.Type.TOTP, data={})
    client.force_login(office.ada_administers)
    client.post(reverse("administration:reset_second_factor", args=[office.cas_is_consultant.pk]))
    outbox.relay(deliver=tell, now=now)
    assert sorted(letter.to[0] for letter in outgoing.outbox) == [OLD, "ger@dorp.example"]
    (to_cas,) = (letter for letter in outgoing.outbox if letter.to == [OLD])
    assert "functionaris gegevensbescherming" in to_cas.body, "not only the administrator, who may have done it"


def test_who_oversees_reads_what_happened_to_accounts_here_and_changes_none(client, office, ger, now):
    elsewhere = Organisation.objects.create(name="Gemeente Verderop", kind=Kind.MUNICIPALITY)
    other = User(name="Zus van Ver", role=Role.CONSULTANT, organisation=elsewhere, function="", invited_at=now)
    other.save()
    actions.disable(by=office.ada_administers.pk, user_id=office.petra_is_partner.pk, now=now)
    User.objects.filter(pk=office.bea_administers_too.pk).update(organisation=elsewhere)
    actions.disable(by=office.bea_administers_too.pk, user_id=other.pk, now=now)
    client.force_login(ger)
    page = client.get(reverse("administration:events")).content.decode()
    assert ("Petra Zwart" in page, "Zus van Ver" in page, "/beheer/accounts/" in page) == (True, False, False)
    for address in ("overview", "accounts", "invite"):
        assert client.get(reverse(f"administration:{address}")).status_code == 404


def test_an_account_does_not_move_to_another_organisation_with_all_it_may_see(office, now):
    """What is shared with somebody of De Kade, is shared with De Kade: at the next employer it is another's."""
    petra, cas, ada = office.petra_is_partner, office.cas_is_consultant, office.ada_administers.pk
    brug = Organisation.objects.create(name="De Brug", kind=Kind.YOUTH_PROVIDER)
    verderop = Organisation.objects.create(name="Gemeente Verderop", kind=Kind.MUNICIPALITY)
    team = Organisation.objects.create(name="Lokaal team", kind=Kind.LOCAL_TEAM, municipality=office.municipality)
    for who, where in ((petra, brug), (petra, office.municipality), (cas, verderop), (cas, brug)):
        with pytest.raises(actions.NotPossible) as refused:
            actions.change_account(by=ada, user_id=who.pk, to=details(who, organisation_id=where.pk), now=now)
        assert refused.value.field == "organisation"
    actions.change_account(by=ada, user_id=cas.pk, to=details(cas, organisation_id=team.pk), now=now)
    assert reads.user_card(cas.pk).organisation == "Lokaal team"
