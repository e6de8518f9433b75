"""A bucket on this machine: what a shelf of evidence asks of S3, over HTTP, for whoever knows its key."""

import asyncio
import base64
import hashlib
import re
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from xml.sax.saxutils import escape

from aiohttp import web

KEY, SECRET, NAME = "its-key", "s3cr3t-of-the-bucket", "bureau"


@dataclass
class Bucket:
    """What is in the bucket, by key; `fault`: the status of every answer, where something is wrong with it."""

    port: int = 0
    things: dict[str, bytes] = field(default_factory=dict)
    puts: list[str] = field(default_factory=list)
    fault: int | None = None

    @property
    def env(self) -> dict[str, str]:
        """What the operator sets."""
        return {
            "LEITAI_EVIDENCE_URL": f"s3://{NAME}/house/one",
            "AWS_ENDPOINT_URL": f"http://127.0.0.1:{self.port}",
            "AWS_ACCESS_KEY_ID": KEY,
            "AWS_SECRET_ACCESS_KEY": SECRET,
        }

    async def answer(self, request: web.Request) -> web.Response:
        """Answer as S3 does."""
        body, found = await request.read(), request.path.removeprefix(f"/{NAME}").lstrip("/")
        if self.fault:
            return web.Response(status=self.fault)
        if f"Credential={KEY}/" not in request.headers.get("Authorization", ""):
            return web.Response(status=403)
        if hashlib.sha256(body).hexdigest() != request.headers["x-amz-content-sha256"]:
            return web.Response(status=400)
        if not request.path.startswith(f"/{NAME}"):
            return web.Response(status=404)
        match request.method, "delete" in request.query, "list-type" in request.query:
            case "PUT", _, _:
                self.puts.append(found)
                self.things[found] = body
                return web.Response(headers={"ETag": '"x"'})
            case "POST", True, _:
                return self._delete(request, body)
            case "GET", _, True:
                return self._list(request.query["prefix"], request.query.get("continuation-token", ""))
        if found not in self.things:
            return web.Response(status=404)
        about = {"ETag": '"x"', "Last-Modified": "Thu, 19 Nov 2026 01:00:00 GMT"}
        return web.Response(body=self.things[found], headers=about)

    def _delete(self, request: web.Request, body: bytes) -> web.Response:
        assert (
            base64.b64encode(hashlib.md5(body, usedforsecurity=False).digest()).decode()
            == request.headers["Content-MD5"]
        )
        keys = re.findall("<Key>([^<]+)</Key>", body.decode())
        for key in keys:
            self.things.pop(key, None)
        gone = "".join(f"<Deleted><Key>{escape(key)}</Key></Deleted>" for key in keys)
        return _xml(f"<DeleteResult>{gone}</DeleteResult>")

    def _list(self, prefix: str, after: str) -> web.Response:
        """List two things at a time, as long lists come in pages."""
        keys = [key for key in sorted(self.things) if key.startswith(prefix) and key > after]
        told = "".join(
            f"<Contents><Key>{escape(key)}</Key><LastModified>2026-11-19T01:00:00.000Z</LastModified>"
            f'<ETag>"x"</ETag><Size>{len(self.things[key])}</Size></Contents>'
            for key in keys[:2]
        )
        more = f"<NextContinuationToken>{escape(keys[1])}</NextContinuationToken>" if keys[2:] else ""
        ends = f"<IsTruncated>{'true' if more else 'false'}</IsTruncated>{more}"
        return _xml(f"<ListBucketResult><Name>{NAME}</Name>{ends}{told}</ListBucketResult>")


def _xml(text: str) -> web.Response:
    return web.Response(text=f'<?xml version="1.0" encoding="UTF-8"?>{text}', content_type="application/xml")


@contextmanager
def serving() -> Iterator[Bucket]:
    """Serve an empty bucket in a thread of its own."""
    bucket, loop = Bucket(), asyncio.new_event_loop()
    app = web.Application(client_max_size=64 * 1024 * 1024)
    app.router.add_route("*", "/{key:.*}", bucket.answer)
    runner = web.AppRunner(app, access_log=None)

    async def begin() -> None:
        await runner.setup()
        await web.TCPSite(runner, "127.0.0.1", 0).start()
        bucket.port = runner.addresses[0][1]

    thread = threading.Thread(target=loop.run_forever, daemon=True)
    thread.start()
    try:
        asyncio.run_coroutine_threadsafe(begin(), loop).result()
        yield bucket
        asyncio.run_coroutine_threadsafe(runner.cleanup(), loop).result()
    finally:
        loop.call_soon_threadsafe(loop.stop)
        thread.join()
        loop.close()
