"""The staff site with the door of the demonstration, as bin/demo shows it."""

from django.urls import include, path

from regie.urls import urlpatterns as staff

urlpatterns = [*staff, path("", include("accounts.urls_demo"))]
