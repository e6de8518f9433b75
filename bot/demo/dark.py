"""Pictures for a page in dark colours: what the bot has drawn, drawn once more."""

from bot.outgoing.drawing import Pictures
from handlers.pictures.shown.charts import Shown


class Dark:
    """Remembers what each picture shows, and draws it in dark when the page asks."""

    def __init__(self) -> None:
        self._shown: dict[bytes, tuple[Shown, int, str]] = {}
        self._drawn: dict[bytes, bytes] = {}
        self._pictures: Pictures | None = None

    def follow(self, pictures: Pictures) -> None:
        """Listen to who draws."""
        self._pictures = pictures
        pictures.heard = self._heard

    def _heard(self, picture: bytes, shown: Shown, page: int, theme: str, language: str) -> None:
        if theme == "light":
            self._shown[picture] = (shown, page, language)

    def knows(self, picture: bytes) -> bool:
        """Say whether it is known what a picture shows."""
        return picture in self._shown

    async def draw(self, picture: bytes) -> bytes | None:
        """Return a picture in dark; None where drawing does not work now."""
        if picture not in self._drawn and self._pictures is not None:
            shown, page, language = self._shown[picture]
            drawn = await self._pictures.draw(shown, page, "dark", language)
            if drawn is None:
                return None
            self._drawn[picture] = drawn
        return self._drawn.get(picture)
