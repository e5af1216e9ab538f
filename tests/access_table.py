"""
Who gets what on which address: a claim about the law and about who does what, row by row. An address without a row
fails the build.

The people are those of tests/cast.py, by first name, and every page is one of C-1. Pia directs its process, cas the
case, which he monitors as well; ina inquires, dirk decides, wim takes part and advises. Omar directs elsewhere, and
bert stands nowhere. Tara triages, tess manages the municipality and finn another, jo coaches and is asked to take over
one hat, fem is the steward, ger protects data, ada administers. Karim receives in the portal what was shared with him;
lot receives of another case.
"""

from __future__ import annotations

from dataclasses import dataclass

GET, POST = "GET", "POST"
EVERYBODY = "pia omar cas ina dirk wim bert tara tess finn jo fem ger ada karim lot"
IN_THE_CASE = "pia cas ina dirk wim"
REPORTERS = "pia omar cas ina dirk wim bert tara jo"
EDITORS = "fem ada"


@dataclass(frozen=True)
class Row:
    """may: gets the page, or does it. sees: knows that it is there and may not do it. All others: otherwise."""

    why: str
    method: str
    may: str
    names: str
    sees: str = ""
    otherwise: int = 404


ACTIONS_AT_TABLE = "portal:accept_at_table portal:decline_at_table"
STAFF = (
    Row(
        "The texts for everyone, signed in or not",
        GET,
        EVERYBODY,
        "glossary accessibility privacy:statement privacy:law",
    ),
    Row("What everyone who works here reads", GET, EVERYBODY, "home vision attention_points my_drafts"),
    Row(
        "A list is for all; what is in it differs: see LISTED",
        GET,
        EVERYBODY,
        """
        cases:case_list cases:search cases:triage_list cases:steering_list cases:oversight_list cases:overrides
        cases:quick_note""",
    ),
    Row(
        "Looking in a list for words that do not stand in the address",
        POST,
        EVERYBODY,
        """
        cases:case_list cases:search cases:triage_list cases:steering_list cases:oversight_list""",
    ),
    Row("Who does casework reports a case", GET, REPORTERS, "cases:new", otherwise=403),
    Row("Who does casework reports a case", POST, REPORTERS, "cases:new", otherwise=403),
    # --- in an emergency
    Row("Who does casework can open a case in an emergency", GET, REPORTERS, "cases:break_glass"),
    Row("Who does casework can open a case in an emergency", POST, REPORTERS, "cases:break_glass"),
    Row("Being ready: what does not run, does not end", POST, EVERYBODY, "cases:end_emergency"),
    Row("Only who opened it finds it back, and answers for it", GET, "jo", "cases:my_emergency"),
    Row("Only who opened it finds it back, and answers for it", POST, "jo", "cases:my_emergency"),
    Row("Who answers for the case sees who opened it", GET, "pia cas", "cases:emergencies"),
    Row(
        "Who answers for the case stops it, and says to have seen it",
        POST,
        "pia cas",
        "cases:revoke_emergency cases:look_at_emergency",
        sees="ina dirk wim",
    ),
    Row("Who protects data reviews it", GET, "ger", "cases:emergency_reviews cases:emergency_review"),
    Row("Who protects data reviews it", POST, "ger", "cases:emergency_review cases:stop_emergency"),
    # --- the citizen service number
    Row("Who establishes who somebody is", GET, "ina dirk", "cases:bsn cases:find_by_bsn"),
    Row(
        "Who establishes who somebody is",
        POST,
        "ina dirk",
        "cases:bsn cases:show_bsn cases:remove_bsn cases:find_by_bsn",
    ),
    # --- a case
    Row(
        "Whoever stands to the case opens its pages",
        GET,
        IN_THE_CASE,
        """
        cases:case cases:timeline cases:question cases:people cases:person cases:triage cases:hats cases:put_on_hat
        cases:overview cases:hat cases:advice cases:procesplaat cases:parties cases:party cases:picture
        cases:new_writing cases:perspective cases:solutions cases:plan cases:monitoring cases:scaling_down
        cases:evaluation cases:closure cases:attention cases:sharing cases:decision cases:consents
        cases:consent cases:consent_form cases:step meetings:meetings meetings:prepare
        meetings:prepare_meeting meetings:plan_meeting meetings:dates meetings:dates_of
        meetings:table meetings:meeting""",
    ),
    Row("An action of the plan is a page for who sees the plan", GET, "pia cas dirk wim", "cases:action"),
    Row(
        "The end and the minutes of a meeting are for who may see minutes",
        GET,
        "pia cas dirk wim",
        "meetings:close_meeting meetings:minutes meetings:pictures",
    ),
    Row(
        "The process director ends a meeting, and gives each the own minutes",
        POST,
        "pia",
        """
        meetings:close_meeting meetings:ask_overview meetings:save_minutes meetings:share_with_each
        meetings:confirm_minutes meetings:add_statement meetings:let_read_along meetings:stop_reading_along""",
        sees="cas dirk wim",
    ),
    Row("The round on working together is for who chairs, and for who has a seat", GET, "pia", "meetings:together"),
    Row("Who has a seat answers that round", POST, "", "meetings:answer_round", sees="pia"),
    Row("Who chairs writes down what somebody says aloud", POST, "pia", "meetings:record_round"),
    Row(
        "Who directs hands over what a resident or a partner gets",
        GET,
        "pia",
        "meetings:minutes_copy meetings:minutes_pdf",
    ),
    Row("Who takes part in a case may put a hat on", POST, "pia cas ina", "cases:put_on_hat", sees="dirk wim"),
    Row("Triage is for who triages, and only then", POST, "", "cases:triage", sees="pia cas ina dirk wim"),
    Row("A finding is an opinion: of who directs", GET, "pia cas", "cases:writing"),
    Row("A finding is an opinion: of who directs", POST, "pia cas", "cases:writing"),
    Row("Who directs keeps and erases", GET, "pia cas", "cases:keeping cases:erase_person cases:naming"),
    Row(
        "A name is looked for in the texts by who may take it out", POST, "pia cas", "cases:naming cases:take_names_out"
    ),
    Row(
        "Who looked is seen by who directs the process, also as a paper for a resident",
        GET,
        "pia",
        "cases:looked cases:extract",
    ),
    Row("Only who is asked to take over sees the question", GET, "jo", "cases:handover"),
    Row("Who may read minutes follows the table", GET, "pia cas dirk wim", "meetings:live"),
    Row(
        "Who is asked at the table to keep the overview, answers there",
        POST,
        "",
        "meetings:accept_overview meetings:decline_overview",
        sees="pia cas ina dirk wim",
    ),
    Row(
        "The screen of the room is opened by who chairs",
        GET,
        "pia",
        "meetings:room meetings:room_live meetings:pictures_room",
    ),
    Row(
        "Who chairs moves the table, and puts what it agrees on in the case",
        POST,
        "pia",
        """
        meetings:go_back meetings:tell_roles meetings:tell_house_rules meetings:name_minute_taker
        meetings:call_picture_complete meetings:set_aside meetings:start_topic meetings:give_turn meetings:go_out
        meetings:come_in meetings:land_perspective meetings:land_goal meetings:land_direction meetings:land_action
        meetings:land_triangle meetings:land_trigger meetings:put_on_agenda
        meetings:move_action_earlier meetings:move_action_later
        meetings:record_decision""",
        sees="cas ina dirk wim",
    ),
    Row(
        "Who chairs writes down what is said; whoever has no seat here does not",
        POST,
        "pia",
        "meetings:contribute meetings:take_back",
        sees="cas ina dirk wim",
    ),
    Row("A turn is taken by who has a seat", POST, "", "meetings:take_my_turn", sees="pia cas ina dirk wim"),
    Row("Who has a seat says when", POST, "", "meetings:answer_dates", sees="pia cas ina dirk wim"),
    Row(
        "The process director moves the case, and chairs",
        POST,
        "pia",
        """
        cases:step meetings:plan_meeting meetings:change_meeting meetings:cancel_meeting meetings:invite
        meetings:remove_seat meetings:arrange_participation meetings:open_meeting meetings:confirm_question
        meetings:read_purposes meetings:go_on meetings:take_first_turn meetings:mark_present
        meetings:mark_absent meetings:mark_never_there meetings:raise_new_facts meetings:resolve_new_facts
        meetings:break_off meetings:resume_meeting meetings:end_as_it_is meetings:say_why_at_table
        meetings:record_answer meetings:explain_group meetings:take_over_representative
        meetings:refuse_representative meetings:invite_several meetings:record_wanted
        meetings:record_unwanted meetings:add_topic meetings:change_topic meetings:remove_topic
        meetings:keep_material meetings:remove_material meetings:show_material
        meetings:hide_material meetings:propose_dates meetings:withdraw_date meetings:record_dates meetings:pick_date
        meetings:send_calendar_again
        meetings:move_topic_earlier meetings:move_topic_later meetings:check_preconditions meetings:draft_minutes
        meetings:renew_minutes""",
        sees="cas ina dirk wim",
    ),
    Row(
        "The papers of a meeting are for who chairs it",
        GET,
        "pia",
        "meetings:room_paper meetings:opening_paper meetings:invitation_paper",
    ),
    Row("What a resident made is taken in by who chairs", GET, "pia", "meetings:material"),
    Row("Whoever else there is does not find where that is done", POST, "pia", "meetings:add_material"),
    Row("Picture and sound are for both directors", GET, "pia cas", "meetings:material_file"),
    Row("Whose calendar it is takes it along: here who chairs", GET, "pia", "meetings:calendar meetings:own_door"),
    Row(
        "The process director answers for the process",
        POST,
        "pia",
        """
        cases:check_step_zero cases:state_purpose cases:withdraw_purpose cases:set_frame cases:set_ave_phase
        cases:state_perspective cases:confirm_perspectives cases:change_perspective cases:confirm_plan
        cases:hand_out_plan cases:answer_signal cases:pause cases:resume cases:record_scaling
        cases:accept_release cases:decide_evaluating cases:record_evaluation cases:prepare_closure""",
        sees="cas ina dirk wim",
    ),
    Row(
        "Sharing is decided by who directs the process",
        POST,
        "pia",
        "cases:revoke cases:recipient_was_told cases:refuse_request cases:ask_release",
        sees="cas ina dirk wim",
    ),
    Row("The choices of a decision are for who takes it", GET, "pia", "cases:new_share"),
    Row("The choices of a decision are for who takes it", POST, "pia", "cases:new_share cases:share"),
    Row("Who works here asks to share, and releases what is written here", GET, IN_THE_CASE, "cases:releasing"),
    Row(
        "Who works here asks to share, and releases what is written here",
        POST,
        IN_THE_CASE,
        """
        cases:ask_to_share cases:withdraw_request cases:leave_unreleased""",
    ),
    Row(
        "Whoever wrote something releases it: here that is pia",
        POST,
        "pia",
        "cases:releasing cases:take_back_release",
        sees="cas ina dirk wim",
    ),
    Row("A yes is asked by who works with the household", GET, "pia cas ina", "cases:ask_consent"),
    Row("A yes is asked by who works with the household", POST, "pia cas ina", "cases:ask_consent"),
    Row(
        "An answer, and a yes that is taken back, is recorded by who works with the household",
        POST,
        "pia cas ina",
        "cases:answer_consent cases:withdraw_consent cases:tell_withdrawn cases:birthday_handled",
        sees="dirk wim",
    ),
    Row("Both directors agree anew on an action", POST, "pia cas", "cases:action", sees="dirk wim"),
    Row(
        "Both directors work on the plan",
        POST,
        "pia cas",
        """
        cases:set_goal cases:propose_direction cases:weigh_solution cases:draw_budget cases:describe_scenario
        cases:add_trigger cases:add_action cases:move_action_earlier cases:move_action_later
        cases:agree_on_progress cases:waive_plan_b cases:activate_scenario
        cases:overview cases:choose_template cases:confirm_picture cases:resolve_objection cases:record_contact
        cases:plan_call cases:make_call cases:drop_call cases:close_safety_alert
        cases:tell_household cases:answer_closing_questions cases:hold_item cases:lift_hold
        cases:erase_item cases:erase_person""",
        sees="ina dirk wim",
    ),
    Row(
        "Who inquires makes the picture",
        POST,
        "pia cas ina",
        """
        cases:name_expertise cases:fill_expertise cases:remove_expertise cases:decide_consultation cases:leave_out
        cases:record_answer cases:record_picture_note cases:new_writing""",
        sees="dirk wim",
    ),
    Row(
        "Who listens records the question and the people",
        POST,
        "pia cas ina",
        """
        cases:change_report cases:record_words cases:record_note cases:change_note cases:remove_note
        cases:add_person cases:person cases:add_known_person cases:person_left cases:person_returned
        cases:record_authority cases:remove_authority cases:record_representative cases:remove_representative
        cases:keep_apart cases:lift_keep_apart cases:add_party cases:change_party
        cases:change_involvement meetings:change_involvement""",
        sees="dirk wim",
    ),
    Row(
        "A note from anywhere: a case that is not one's own is no choice",
        POST,
        "pia cas ina",
        "cases:quick_note",
        otherwise=422,
    ),
    Row(
        "Whoever stands to the case says that it stalls, is not safe, or what was learned",
        POST,
        IN_THE_CASE,
        """
        cases:raise_objection cases:raise_signal cases:note_evaluation cases:raise_safety_alert cases:record_lesson
        cases:record_bottleneck""",
    ),
    Row("Looking up somebody, among the cases that are one's own", POST, IN_THE_CASE, "cases:find_person"),
    Row(
        "Asking for a secret address shows the page to all, and the address to who directs: see READS",
        POST,
        IN_THE_CASE,
        "cases:secret_address",
    ),
    # --- petten and actions: of whom it is
    Row(
        "The wearer of a hat, and the process director",
        POST,
        "pia dirk",
        """
        cases:announce cases:ask_handover cases:take_off_hat cases:name_deputy cases:choose_new_end
        cases:record_formal_decision cases:change_formal_decision""",
        sees="cas ina wim",
    ),
    Row(
        "Who was given a hat says no, or who gave it takes it back",
        POST,
        "pia wim",
        "cases:decline_hat",
        sees="cas ina dirk",
    ),
    Row(
        "Who was given a hat says yes; a director is told to leave that to the colleague",
        POST,
        "pia cas wim",
        "cases:accept_hat",
        sees="ina dirk",
    ),
    Row(
        "Nobody says yes for a colleague",
        POST,
        "wim",
        "cases:answer_handover cases:refuse_handover",
        sees="pia cas ina dirk",
    ),
    Row("Only who is asked to take over answers", POST, "jo", "cases:accept_handover cases:decline_handover"),
    Row(
        "Nobody says yes or no to an action but its owner",
        POST,
        "wim",
        "cases:accept_action cases:decline_action meetings:accept_action meetings:decline_action",
        sees="pia cas ina dirk",
    ),
    Row(
        "How far an action is, is said by its owner, or by who keeps the overview",
        POST,
        "pia cas wim",
        "cases:report_progress",
        sees="ina dirk",
    ),
    Row(
        "Following is agreed by the process director, and by who wears the hat of monitoring",
        POST,
        "pia cas",
        "cases:agree_monitoring",
        sees="ina dirk wim",
    ),
    Row(
        "Whom a party sends answers for that party, and nobody else does",
        POST,
        "wim",
        "cases:answer_as_party",
        sees="pia cas ina dirk",
    ),
    Row(
        "Advice is asked by who is busy with the case",
        POST,
        "pia cas ina wim",
        "cases:record_advice cases:record_followed",
        sees="dirk",
    ),
    Row("Advice is given by who wears that hat", POST, "wim", "cases:give_advice", sees="pia cas ina dirk"),
    # --- beside a case
    Row(
        "The team manager steers without the content",
        GET,
        "tess",
        """
        cases:steering_case cases:override_conflict cases:change_process_director cases:steering_step
        cases:erase_case""",
    ),
    Row(
        "The team manager decides who directs, stops, and erases when the term is over",
        POST,
        "tess",
        """
        cases:override_conflict cases:change_process_director cases:steering_step cases:erase_case""",
    ),
    Row(
        "Who oversees the handling of data reads who looked, and takes the log along",
        GET,
        "ger",
        "cases:looked_for_oversight cases:patterns cases:log_lines",
    ),
    Row("Who oversees the handling of data reads who looked, and takes the log along", POST, "ger", "cases:export_ldv"),
    Row("The steward takes up what stands in the way", GET, "fem", "cases:bottlenecks cases:bottleneck"),
    Row("The steward takes up what stands in the way", POST, "fem", "cases:bottleneck"),
    Row(
        "Two functions word the texts of the method",
        GET,
        EDITORS,
        "cases:method_texts cases:method_part cases:add_method_text cases:change_method_text",
        otherwise=403,
    ),
    Row(
        "Two functions word the texts of the method",
        POST,
        EDITORS,
        """
        cases:add_method_text cases:change_method_text cases:move_method_text cases:remove_method_text
        cases:restore_method_texts""",
        otherwise=403,
    ),
    Row(
        "The administrator keeps the accounts, and sees no case",
        GET,
        "ada",
        """
        administration:overview administration:accounts administration:invite
        administration:invite_several administration:account administration:disable
        administration:reset_second_factor administration:organisations administration:new_organisation
        administration:organisation administration:new_team administration:team""",
    ),
    Row("What was done to accounts, also for who oversees", GET, "ada ger", "administration:events"),
    Row(
        "The administrator keeps the accounts, and sees no case",
        POST,
        "ada",
        """
        administration:invite administration:invite_several administration:account administration:invite_again
        administration:disable administration:enable administration:reset_second_factor
        administration:new_organisation administration:organisation administration:close_organisation
        administration:reopen_organisation administration:new_team administration:team administration:close_team
        administration:reopen_team""",
    ),
)
PORTAL = (
    Row(
        "The texts for everyone, signed in or not",
        GET,
        EVERYBODY,
        "glossary accessibility privacy:statement privacy:law",
    ),
    Row("The start, empty for who received nothing", GET, EVERYBODY, "portal:start my_drafts"),
    Row(
        "A partner sees what was shared with that partner",
        GET,
        "karim",
        "portal:case portal:minutes portal:minutes_copy portal:minutes_pdf",
    ),
    Row(
        "Whom a party sends sees to which meeting it is invited",
        GET,
        "karim",
        "portal:invitation portal:calendar portal:own_door",
    ),
    Row("Whom a party sends follows the table", GET, "karim", "portal:seat portal:seat_live portal:together"),
    Row(
        "Whom a party sends speaks for itself at the table",
        POST,
        "karim",
        "portal:contribute portal:take_back portal:take_my_turn portal:answer_round",
    ),
    Row("What the table asks of a partner, that partner answers there", POST, "karim", ACTIONS_AT_TABLE),
    Row(
        "Whom a party sends answers its invitation, or says who comes instead",
        POST,
        "karim",
        "portal:accept_invitation portal:decline_invitation portal:propose_representative portal:answer_dates",
    ),
    Row(
        "A partner answers what is asked, and says that it stalls",
        POST,
        "karim",
        "portal:accept_action portal:decline_action portal:report_progress portal:raise_signal portal:answer_as_party",
    ),
    Row(
        "Whom a party sends answers what it is asked, or says why not",
        POST,
        "karim",
        "portal:answer_question portal:decline_question",
    ),
    Row(
        "A partner asks for data with the reason, and takes that back",
        POST,
        "karim",
        "portal:ask_to_share portal:withdraw_request",
    ),
)
HEALTH = "live ready"
# One's own account: the same for everyone, on both sites, and never anything of a case.
DOORS = """
    account_login mfa_authenticate mfa_login_webauthn account_logout my_account end_other_sessions stay_signed_in
    account_inactive accept_invitation account_reauthenticate mfa_reauthenticate mfa_reauthenticate_webauthn
    account_change_password account_reset_password account_reset_password_done account_reset_password_from_key
    account_reset_password_from_key_done mfa_index mfa_activate_totp mfa_deactivate_totp mfa_view_recovery_codes
    mfa_generate_recovery_codes mfa_download_recovery_codes mfa_list_webauthn mfa_add_webauthn mfa_edit_webauthn
    mfa_remove_webauthn autosave_draft discard_drafts discard_draft"""
# What answers somebody who did not sign in. Everything else sends them to the door.
OPEN = """
    live ready glossary accessibility privacy:statement privacy:law account_login mfa_authenticate mfa_login_webauthn
    account_inactive accept_invitation account_reset_password account_reset_password_done
    account_reset_password_from_key account_reset_password_from_key_done stay_signed_in autosave_draft"""
WITHOUT_PURPOSE = ("administration", "method")  # addresses that are about no case

# Whoever may know that a case is there at all, by whatever page.
KNOWS = {
    "C-1": "pia cas ina dirk wim tara tess jo fem ger karim",
    "C-2": "omar tara tess fem ger lot",
}
# Whoever may read what is written in one of them, by whatever page: the law's categories.
READS = {
    "Noor Zeegers": "pia omar cas ina dirk wim tara",
    "Ik wil weer thuis wonen": "pia omar cas ina dirk wim",
    "Een vaste plek om te slapen": "pia omar cas dirk wim karim lot",
    "De huur betalen": "pia omar cas dirk wim karim lot",
    "Slaapt niet van de angst": "pia omar cas",
    "Schuilplaats 12": "pia cas",  # a secret address, asked for
    "Zat een maand vast": "",  # a criminal fact: nobody, until the law has a rule that carries it
}
# Whom a list shows a case: C-1, which is well on its way, and C-3, which waits to be triaged.
LISTED = {
    "cases:case_list": {"C-1": "pia cas ina dirk wim", "C-3": "tara"},
    "cases:triage_list": {"C-1": "", "C-3": "tara"},
    "cases:steering_list": {"C-1": "tess", "C-3": "tess"},
    "cases:oversight_list": {"C-1": "ger", "C-3": "ger"},
    "portal:start": {"C-1": "karim", "C-3": ""},
}
