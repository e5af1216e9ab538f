"""The gallery of components at /_bouwstenen/: every component in every state, on harmless sample data.

To look at, and to check with axe. It exists only in a demonstration or while developing: regie.urls includes it there.
Not here: the samples (gallery_samples) and the components themselves (templates/components).
"""

from __future__ import annotations

from django.contrib.auth.decorators import login_not_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import path
from django.views.decorators.http import require_GET, require_http_methods

from accounts.dutch import fields
from accounts.dutch.forms import PlainForm
from regie import gallery_samples as samples

SHELLS = {
    "interruptie": "interruption.html",
    "vraag": "confirm.html",
    "binnenkomst": "gallery/outside.html",
    "partner": "gallery/portal.html",
    "keukentafel": "gallery/talk.html",
    "overleg": "gallery/meeting.html",
    "zaal": "gallery/room.html",
    "plan": "gallery/plan.html",
    "delen": "gallery/sharing.html",
    "cijfers": "gallery/figures.html",
}
A_YEAR = 365 * 24 * 3600  # of seconds: nobody is signed in here, so nobody is to be signed out


class SampleForm(PlainForm):
    """One field of each kind."""

    whom = fields.ShortText(
        label="Wie houdt het overzicht over dit plan?",
        help_text="Die persoon moet zelf ja zeggen. Tot dan houdt u de pet op.",
        error_messages={"required": "Kies aan wie u de pet overdraagt"},
    )
    start = fields.DutchDateField(label="Vanaf wanneer?")
    meeting = fields.DutchDateTimeField(label="Wanneer is het overleg?", required=False)
    kind = fields.Choice(
        label="Weten Priscilla en Danny dit?",
        choices=[("yes", "Ja, ik vertelde het"), ("no", "Nog niet")],
        hints={"yes": "Dit komt ook in hun eigen overzicht te staan", "no": "U legt uit waarom dat nu niet kan"},
    )
    told = fields.Choices(
        label="Wie heeft u dit verteld?",
        help_text="Kies iedereen met wie u zelf sprak.",
        choices=[("family", "Priscilla en Danny"), ("ramon", "Ramon Veldkamp")],
        hints={"ramon": "procesregie"},
    )
    table = fields.Pick(label="Aan welke tafel?", choices=[("team", "Kernteam"), ("city", "Stedelijke tafel")])
    agreed = fields.YesNo(label="Zei die persoon zelf ja?", required=False)
    text = fields.LongText(label="Wat moet de ander weten?", required=False)
    cost = fields.Euros(label="Wat kost het?", required=False)
    read_out = fields.Tick(label="Ik las het doel voor aan tafel", help_text="Dit komt in het verslag te staan.")


def _page(request: HttpRequest, template: str, *, status: int = 200, **more: object) -> HttpResponse:
    context = {name.lower(): value for name, value in vars(samples).items() if name.isupper()}
    context |= {"today": samples.TODAY, "shells": tuple(SHELLS)}
    context["session_seconds"] = A_YEAR
    return render(request, template, context | more, status=status)


@login_not_required
@require_GET
def components(request: HttpRequest) -> HttpResponse:
    """Everything that is not a form, on the page of a case."""
    return _page(request, "gallery/components.html", inbox_count=3, my_hat=samples.HAT["process_direction"])


@login_not_required
@require_http_methods(["GET", "POST"])
def sample_form(request: HttpRequest) -> HttpResponse:
    """One field of each kind; what is sent comes back with its errors, and goes nowhere."""
    form = SampleForm(request.POST if request.method == "POST" else None)
    return _page(request, "gallery/form.html", form=form, status=422 if form.errors else 200)


@login_not_required
@require_GET
def shell(request: HttpRequest, name: str) -> HttpResponse:
    """One of the pages with a shape of its own."""
    return _page(request, SHELLS.get(name, "404.html"), confirm=samples.CONFIRM, check=samples.CHECK)


urlpatterns = [
    path("_bouwstenen/", components, name="gallery"),
    path("_bouwstenen/formulier/", sample_form, name="gallery_form"),
    path("_bouwstenen/<slug:name>/", shell, name="gallery_shell"),
]
