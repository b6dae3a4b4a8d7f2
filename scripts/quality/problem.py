"""What goes wrong in a way that the person at the keyboard can mend, and with which exit status."""


class Problem(Exception):
    """A message for people. Both parts are arguments, so that it travels between processes."""

    def __init__(self, message, status=1):
        super().__init__(message, status)
        self.message = message
        self.status = status
