"""The door of the demonstration. regie.urls includes this only where REGIE_DEMO is on."""

from django.urls import path

from accounts.views import demo

urlpatterns = [
    path("demo/", demo.demo, name="demo"),
    path("demo/binnen/<str:token>/", demo.demo_arrive, name="demo_arrive"),
    path("demo/kies/", demo.demo_sign_in, name="demo_sign_in"),
]
