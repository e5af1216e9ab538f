"""What can be refused. The texts are Dutch, for the person who tried, and hold no name."""


class NotPossible(Exception):
    """It cannot be done as asked; the text says what to do instead. The field is where on the form, if anywhere."""

    def __init__(self, message: str, field: str | None = None) -> None:
        super().__init__(message)
        self.field = field


class InvitationNotOpen(Exception):
    """This link was used, is too old, was replaced by a newer one, or was not made here."""
