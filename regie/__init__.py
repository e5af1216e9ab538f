"""The project: glue between the apps. It may import everything and holds no rules."""

from regie.celery import app as celery_app

__all__ = ["celery_app"]
