"""The addresses about the handling of data."""

from django.urls import path

from privacy.views import statement

app_name = "privacy"
urlpatterns = [path("", statement.statement, name="statement")]
