"""What stands on the screens of a table that runs: the clock, what was said by kind, new facts; and what is kept."""

import re
from datetime import date

from cases.meeting_terms import ContributionKind
from cases.models import PlanAction
from meetings.phases import Phase
from privacy import gate
from tests.looking import text_of
from tests.meetings.around import laid
from tests.meetings.test_live_pages import (  # noqa: F401
    KARIM,
    LIVE,
    PARTNERS_HOST,
    PIA,
    WIM,
    _put,
    at,
    by,
    earlier,
    in_portal,
    judging,
    says,
    there,
)

K = ContributionKind
URGED = "Overweeg sterk om terug te gaan."


def test_the_clock_of_the_phase_runs_on_every_screen(signed_in, judging):  # noqa: F811
    here = judging["meeting"]
    screens = [signed_in().get(at("table")), signed_in().get(at("live", here)), signed_in().get(at("room", here))]
    screens.append(signed_in().get(at("room_live", here)))
    for name in ("seat", "seat_live"):
        screens.append(signed_in(KARIM).get(in_portal(name, here), **PARTNERS_HOST))
    for number, screen in enumerate(screens):
        assert (screen.status_code, len(re.findall(r'data-clock="\d+"', text_of(screen)))) == (200, 1), number


def test_what_was_said_stands_by_kind_under_its_own_heading(signed_in, by, there):  # noqa: F811
    said = {K.FACT: ("De huur is te laat", "De sleutel is kwijt"), K.EXPERIENCE: ("Ik slaap slecht",)}
    for kind, lines in said.items():
        for line in lines:
            says(by, there, kind, line, seat=there["noor"])
    page = text_of(signed_in().get(at("live", there["meeting"])))
    every = [line for lines in said.values() for line in lines]
    for kind, lines in said.items():
        assert page.count(f'<h3 class="utrecht-heading-3 rg-kinds__title" id="kind-{kind.value}">') == 1
        under = page.partition(f'aria-labelledby="kind-{kind.value}"')[2].partition("</section>")[0]
        assert f'<span class="rg-group__count">{len(lines)}</span>' in under
        assert [line for line in every if line in under] == list(lines), kind


def test_a_second_new_fact_urges_who_chairs_more_than_the_first(signed_in, by, judging):  # noqa: F811
    def noticed(who=PIA):
        page = text_of(signed_in(who).get(at("live", judging["meeting"])))
        notices = re.findall(r'<div class="rg-notice" data-state="(\w+)"[^>]*>(.*?)</div>', page, re.DOTALL)
        states = "".join(state for state, words in notices if "nieuw feit bij een argument tegen" in words.lower())
        return states, f"<strong>{URGED}</strong>" in page, "Al 2 keer een nieuw feit" in page

    assert noticed() == ("", False, False)
    says(by, judging, K.COUNTER_ARGUMENT, "Te ver", fact="De bus rijdt niet")
    assert noticed() == ("attention", False, False)
    says(by, judging, K.COUNTER_ARGUMENT, "Te duur", fact="De subsidie stopt")
    assert noticed() == ("late", True, True)
    assert noticed(WIM) == ("", False, False)


def test_who_hears_how_an_action_goes_is_kept_as_it_was_typed_at_the_table(signed_in, cast, by, there):  # noqa: F811
    _put(there["meeting"], "d", Phase.DECISION, by)
    typed = {"code": "A", "what": "Tante bellen", "owner": f"party:{cast.ids['department_id']}", "due_on": "4-1-2199"}
    typed |= {"informs": "Oma\n\n De school ", **laid()}
    refused = signed_in().post(at("land_action", there["meeting"]), typed | {"due_on": ""}, **LIVE)
    assert (refused.status_code, "De school" in text_of(refused)) == (422, True)
    assert signed_in().post(at("land_action", there["meeting"]), typed, **LIVE).status_code == 200
    with gate.opened():
        kept = PlanAction.objects.get(what="Tante bellen")
    assert (kept.informs, kept.due_on) == (["Oma", "De school"], date(2199, 1, 4))
