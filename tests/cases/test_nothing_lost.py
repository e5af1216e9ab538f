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


def test_the_points_of_attention_are_one_tap_away_on_every_page_of_a_case(client, cast):
    client.force_login(cast["pia_directs_process"])
    attention = reverse("cases:attention", args=["C-1"])
    for name in ("case", "people", "parties", "hats", "picture", "perspective", "plan", "monitoring", "sharing"):
        page = client.get(reverse(f"cases:{name}", args=["C-1"])).content.decode()
        assert f'href="{attention}"' in page, name
    meetings = client.get(reverse("meetings:meetings", args=["C-1"])).content.decode()
    assert f'href="{attention}"' in meetings
