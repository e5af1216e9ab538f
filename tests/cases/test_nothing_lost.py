"""What is typed on a page of a case survives the end of a session, also where no form takes it back."""

from html import unescape

from django.urls import reverse

from accounts.actions import keep_draft
from accounts.models import Draft

TYPED = "Elke week samen eten, zó 🧡 fijn"


def test_a_text_for_a_form_of_the_plan_is_shown_again_after_signing_in(client, cast, now):
    pia = cast["pia_directs_process"]
    page, action = reverse("cases:perspective", args=["C-1"]), reverse("cases:set_goal", args=["C-1"])
    keep_draft(user_id=pia.pk, page=page, action=action, fields={"intention": [TYPED]}, now=now)
    client.force_login(pia)
    assert TYPED not in unescape(client.get(page).content.decode())
    shown = unescape(client.get(page, {"concept": "1"}).content.decode())
    assert TYPED in shown
    assert "Zet het zelf weer in het formulier" in shown
    client.post(reverse("discard_draft", args=[Draft.objects.get().pk]), {"terug": page})
    assert TYPED not in unescape(client.get(page, {"concept": "1"}).content.decode())


def test_the_address_of_a_form_opened_by_itself_shows_what_was_typed_and_leads_back(client, cast, now):
    pia, address = cast["pia_directs_process"], reverse("cases:answer_closing_questions", args=["C-1"])
    keep_draft(user_id=pia.pk, page=address, action=address, fields={"learned": [TYPED]}, now=now)
    client.force_login(pia)
    response = client.get(address, {"concept": "1"})
    shown = unescape(response.content.decode())
    assert (response.status_code, response["Allow"]) == (405, "POST")
    assert TYPED in shown
    assert f'href="{reverse("cases:evaluation", args=["C-1"])}"' in shown
    client.force_login(cast["bert_stands_nowhere"])
    elsewhere = reverse("cases:answer_closing_questions", args=["C-99"])
    pages = [
        [line for line in client.get(one).content.decode().splitlines() if "nonce" not in line]
        for one in (address, elsewhere)
    ]
    assert "\n".join(pages[0]).replace("C-1/", "C-99/") == "\n".join(pages[1])


def test_the_points_of_attention_are_one_tap_away_on_every_page_of_a_case(client, cast):
    client.force_login(cast["pia_directs_process"])
    attention = reverse("cases:attention", args=["C-1"])
    for name in ("case", "people", "parties", "hats", "picture", "perspective", "plan", "monitoring", "sharing"):
        page = client.get(reverse(f"cases:{name}", args=["C-1"])).content.decode()
        assert f'href="{attention}"' in page, name
    meetings = client.get(reverse("meetings:meetings", args=["C-1"])).content.decode()
    assert f'href="{attention}"' in meetings
