"""The law as this system applies it, to read: made from the files that it really runs on. For everybody."""

from __future__ import annotations

from django.contrib.auth.decorators import login_not_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_GET

from privacy import law, law_in_words
from privacy.birthdays import Band
from privacy.representation import ConsentException


@login_not_required
@require_GET
def the_law(request: HttpRequest) -> HttpResponse:
    shown = {
        "functions": law_in_words.rules_by_function(),
        "laws": tuple(one.label for one in law.Compartment if one is not law.JOINT),
        "of_no_law": law_in_words.categories(law.OF_NO_LAW),
        "ending": law_in_words.ends_with_case(),
        "ages": tuple(band.label for band in Band),
        "yes": law_in_words.who_says_yes(),
        "exceptions": tuple(one.label for one in ConsentException),
        "grounds": law_in_words.grounds(),
    }
    return render(request, "privacy/law.html", shown)
