"""What the browser is given: the page, its style, its scripts and its words, as they lie in `browser/`."""

from pathlib import Path

from aiohttp import web

from bot.sandbox.web.guard import Declined

HERE = Path(__file__).parent
KINDS = {".html": "text/html", ".css": "text/css", ".js": "text/javascript", ".json": "application/json"}
HEADERS = {
    "Content-Security-Policy": (
        "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' blob: data:; connect-src 'self'; "
        "base-uri 'none'; form-action 'none'; frame-ancestors 'none'"
    ),
    "Cache-Control": "no-store",
    "Referrer-Policy": "no-referrer",
    "X-Content-Type-Options": "nosniff",
}


class Files:
    """Everything that the browser loads, read once."""

    def __init__(self) -> None:
        found = [*(HERE / "browser").iterdir(), HERE / "words.json"]
        self._texts = {path.name: path.read_text(encoding="utf-8") for path in found}

    async def page(self, _request: web.Request) -> web.StreamResponse:
        """Serve the page itself."""
        return self._served("page.html")

    async def part(self, request: web.Request) -> web.StreamResponse:
        """Serve what the page loads."""
        return self._served(request.match_info["name"])

    def _served(self, name: str) -> web.Response:
        if name not in self._texts:
            raise Declined(404, "file_gone")
        return web.Response(text=self._texts[name], content_type=KINDS[Path(name).suffix], headers=HEADERS)
