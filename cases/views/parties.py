"""The parties: who takes part, whom to call, what each is asked, and the expertise that the question needs."""

from functools import partial

from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_POST

from cases import actions, reads
from cases.forms import parties as shapes
from cases.forms.nothing import NothingForm
from cases.views import answers
from cases.views.conflicts import with_current_version


@require_GET
def parties(request, reference, purpose):
    return _parties(request, reference, purpose)


@require_GET
def party(request, reference, purpose, party_id):
    return _party(request, reference, purpose, party_id)


@require_POST
def add_party(request, reference, purpose):
    form = shapes.PartyForm(request.POST)
    deed = _deed(request, reference, actions.add_party)
    status, refusal = answers.perform(form, lambda data: deed(party=form.party()))
    if status != 200:
        return _parties(request, reference, purpose, status=status, refusal=refusal, party_form=form)
    return answers.done(request, _("De partij staat erbij."), "cases:parties", reference)


@require_POST
def change_party(request, reference, purpose, party_id):
    page = _open(request, reference, purpose, party_id)
    form = shapes.PartyTextForm(request.POST, contacts=page.contacts)
    deed = _deed(request, reference, actions.change_party, party_id=party_id)
    status, refusal = answers.perform(form, lambda data: deed(party=form.party(), version=data["version"]))
    if status != 200:
        return _party(request, reference, purpose, party_id, status=status, refusal=refusal, text_form=form)
    return answers.done(request, _("De partij is gewijzigd."), "cases:party", reference, party_id)


@require_POST
def change_involvement(request, reference, purpose, party_id):
    form = shapes.InvolvementForm(request.POST, auto_id="involve_%s")
    deed = _deed(request, reference, actions.change_involvement, party_id=party_id)
    status, refusal = answers.perform(
        form, lambda data: deed(reason=data["involvement_reason"], **_only(data, "involvement professionals version"))
    )
    if status != 200:
        return _party(request, reference, purpose, party_id, status=status, refusal=refusal, involvement_form=form)
    return answers.done(request, _("Bewaard of deze partij meedoet."), "cases:parties", reference)


@require_POST
def decide_consultation(request, reference, purpose, party_id):
    page = _open(request, reference, purpose, party_id)
    form = _consult_form(page, request.POST)
    return _decide(request, reference, purpose, party_id, consult_form=form)


@require_POST
def leave_out(request, reference, purpose, party_id):
    form = shapes.LeaveForm(request.POST, auto_id="leave_%s")
    return _decide(request, reference, purpose, party_id, leave_form=form)


@require_POST
def record_answer(request, reference, purpose, party_id):
    page = _open(request, reference, purpose, party_id)
    form = shapes.AnswerForm(request.POST, categories=page.categories, auto_id="answer_%s")
    deed = _deed(request, reference, actions.record_answer, party_id=party_id)
    status, refusal = answers.perform(form, lambda data: deed(**data))
    if status != 200:
        return _party(request, reference, purpose, party_id, status=status, refusal=refusal, answer_form=form)
    return answers.done(request, _("Het antwoord is bewaard."), "cases:party", reference, party_id)


@require_POST
def name_expertise(request, reference, purpose):
    page = reads.open_parties(viewer=request.viewer, purpose=purpose, reference=reference, now=timezone.now())
    form = shapes.ExpertiseForm(request.POST, parties=page.choices, auto_id="expertise_%s")
    deed = _deed(request, reference, actions.name_expertise)
    status, refusal = answers.perform(form, lambda data: deed(party_id=data["party"], **_only(data, "what why")))
    if status != 200:
        return _parties(request, reference, purpose, status=status, refusal=refusal, expertise_form=form)
    return answers.done(request, _("De kennis staat erbij."), "cases:parties", reference, anchor="kennis")


@require_POST
def fill_expertise(request, reference, purpose, expertise_id):
    page = reads.open_parties(viewer=request.viewer, purpose=purpose, reference=reference, now=timezone.now())
    form = shapes.FillForm(request.POST, parties=page.choices, auto_id=f"fill-{expertise_id}_%s")
    deed = _deed(request, reference, actions.fill_expertise, expertise_id=expertise_id)
    status, refusal = answers.perform(form, lambda data: deed(party_id=data["party"]))
    if status != 200:
        return _parties(request, reference, purpose, status=status, refusal=refusal, fill_form=form)
    return answers.done(request, _("Bewaard wie die kennis meebrengt."), "cases:parties", reference, anchor="kennis")


@require_POST
def remove_expertise(request, reference, purpose, expertise_id):
    deed = _deed(request, reference, actions.remove_expertise, expertise_id=expertise_id)
    status, refusal = answers.perform(NothingForm({}), lambda data: deed())
    if status != 200:
        return _parties(request, reference, purpose, status=status, refusal=refusal)
    return answers.done(request, _("De kennis is weggehaald."), "cases:parties", reference, anchor="kennis")


def _decide(request, reference, purpose, party_id, **bound):
    """To ask or not to ask: two forms of one decision."""
    form = next(iter(bound.values()))
    deed = _deed(request, reference, actions.decide_consultation, party_id=party_id)
    status, refusal = answers.perform(form, lambda data: deed(choice=form.choice(), version=data["version"]))
    if status != 200:
        return _party(request, reference, purpose, party_id, status=status, refusal=refusal, **bound)
    return answers.done(request, _("Uw keuze is bewaard."), "cases:parties", reference)


def _deed(request, reference, action, **ids):
    return partial(action, viewer=request.viewer, reference=reference, now=timezone.now(), **ids)


def _only(data, names):
    return {name: data[name] for name in names.split()}


def _open(request, reference, purpose, party_id):
    return reads.open_party(
        viewer=request.viewer, purpose=purpose, reference=reference, party_id=party_id, now=timezone.now()
    )


def _parties(request, reference, purpose, *, status=200, refusal=None, **bound):
    page = reads.open_parties(viewer=request.viewer, purpose=purpose, reference=reference, now=timezone.now())
    forms = {
        "party_form": shapes.PartyForm(),
        "expertise_form": shapes.ExpertiseForm(parties=page.choices, auto_id="expertise_%s"),
        "expertise": [(line, _fill_form(page, line)) for line in page.expertise],
    }
    return answers.page(request, "cases/parties.html", page, forms | bound, status=status, refusal=refusal)


def _fill_form(page, line):
    return shapes.FillForm(initial={"party": line.party_id}, parties=page.choices, auto_id=f"fill-{line.id}_%s")


def _party(request, reference, purpose, party_id, *, status=200, refusal=None, **bound):
    page = _open(request, reference, purpose, party_id)
    for name, form in bound.items():
        with_current_version(form, refusal, _version(page.party, name))
    forms = {
        "text_form": shapes.PartyTextForm(initial=_texts(page.party), contacts=page.contacts),
        "involvement_form": shapes.InvolvementForm(initial=_involvement(page.party), auto_id="involve_%s"),
        "consult_form": _consult_form(page),
        "leave_form": shapes.LeaveForm(initial=_asked(page.party.consult), auto_id="leave_%s"),
        "answer_form": shapes.AnswerForm(initial=_answered(page), categories=page.categories, auto_id="answer_%s"),
    }
    return answers.page(request, "cases/party.html", page, forms | bound, status=status, refusal=refusal)


def _consult_form(page, data=None):
    consult = page.party.consult
    earlier = tuple(ground.code for ground in consult.grounds) if consult else ()
    return shapes.ConsultForm(data, initial=_asked(consult), earlier=earlier, auto_id="ask_%s")


def _version(party, name):
    """The version that stands in this form: of the party, or of what was decided about asking it."""
    if name in ("text_form", "involvement_form"):
        return party.version
    return party.consult.version if party.consult else 0


def _texts(party):
    return {
        "contact": party.contact_id,
        "seat_kind": party.seat_kind,
        "primary_task": party.task,
        "interest": party.interest,
        "leeway": party.leeway,
        "law": party.law,
        "version": party.version,
    }


def _involvement(party):
    values = {"involvement": party.involvement, "professionals": party.professionals, "version": party.version}
    return values | {"involvement_reason": party.reason}


def _asked(consult):
    if consult is None:
        return {"version": 0}
    values = {name: getattr(consult, name) for name in ("question", "necessity", "reason_not", "version")}
    return values | {"about": list(consult.on), "bases": [ground.code for ground in consult.grounds]}


def _answered(page):
    consult = page.party.consult
    if consult is None:
        return {"category": page.category}
    values = {"answer": consult.answer, "declined_reason": consult.declined_reason, "version": consult.version}
    return values | {"category": page.category}
