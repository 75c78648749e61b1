"""What the app tells its screens."""

from textual.message import Message

from pipeboard.domain.news import News


class Committed(Message, bubble=False):
    """Steps were committed, by anybody: the only reason to read data again."""

    def __init__(self, news: News) -> None:
        super().__init__()
        self.news = news


class TimePassed(Message, bubble=False):
    """A minute has passed, or midnight: what is due now may be overdue.

    ``new_day`` says that the date is another one.
    """

    def __init__(self, *, new_day: bool) -> None:
        super().__init__()
        self.new_day = new_day
