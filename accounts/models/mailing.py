"""Which mails were sent: a key for each, so that no mail is sent twice."""

from django.db import models


class Mailing(models.Model):
    """One mail of this app. The key names an account by id; no address, no text."""

    key = models.CharField(max_length=120, primary_key=True)
    at = models.DateTimeField()
