"""The addresses about the handling of data."""

from django.urls import path

from privacy.views import law, statement

app_name = "privacy"
urlpatterns = [
    path("", statement.statement, name="statement"),
    path("wet/", law.the_law, name="law"),
]
