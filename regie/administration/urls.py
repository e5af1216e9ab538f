"""The addresses of the administration."""

from django.urls import path

from regie.administration.views import accounts, organisations, overview

app_name = "administration"
urlpatterns = [
    path("", overview.overview, name="overview"),
    path("gebeurtenissen/", overview.events, name="events"),
    path("accounts/", accounts.accounts, name="accounts"),
    path("accounts/uitnodigen/", accounts.invite, name="invite"),
    path("accounts/uitnodigen/meer/", accounts.invite_several, name="invite_several"),
    path("accounts/<uuid:user_id>/", accounts.account, name="account"),
    path("accounts/<uuid:user_id>/opnieuw/", accounts.invite_again, name="invite_again"),
    path("accounts/<uuid:user_id>/uitschakelen/", accounts.disable, name="disable"),
    path("accounts/<uuid:user_id>/inschakelen/", accounts.enable, name="enable"),
    path("accounts/<uuid:user_id>/tweede-stap/", accounts.reset_second_factor, name="reset_second_factor"),
    path("organisaties/", organisations.organisations, name="organisations"),
    path("organisaties/nieuw/", organisations.new_organisation, name="new_organisation"),
    path("organisaties/<uuid:organisation_id>/", organisations.organisation, name="organisation"),
    path("organisaties/<uuid:organisation_id>/sluiten/", organisations.close_organisation, name="close_organisation"),
    path("organisaties/<uuid:organisation_id>/openen/", organisations.reopen_organisation, name="reopen_organisation"),
    path("organisaties/<uuid:organisation_id>/teams/nieuw/", organisations.new_team, name="new_team"),
    path("teams/<uuid:team_id>/", organisations.team, name="team"),
    path("teams/<uuid:team_id>/sluiten/", organisations.close_team, name="close_team"),
    path("teams/<uuid:team_id>/openen/", organisations.reopen_team, name="reopen_team"),
]
