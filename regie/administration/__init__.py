"""The administration of accounts, teams and organisations: our own pages, for who the law lets manage accounts.

It stands in regie because accounts lies below the law and below the outbox, and these pages need all three. An
administrator sees accounts and never a case: nothing here imports cases or meetings.
"""
