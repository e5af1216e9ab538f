"""The partner portal with the door of the demonstration, as bin/demo shows it."""

from django.urls import include, path

from regie.urls_portal import urlpatterns as portal

urlpatterns = [*portal, path("", include("accounts.urls_demo"))]
