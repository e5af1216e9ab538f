"""The staff site with the gallery, as in a demonstration."""

from regie.gallery import urlpatterns as gallery
from regie.urls import urlpatterns as staff

urlpatterns = [*gallery, *staff]
