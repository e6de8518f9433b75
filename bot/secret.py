"""The token, which nobody may read: the one way by which errors and words from outside become text.

Whatever this process was given as a token is hidden in every text from then on, and so is all that looks like one.
"""

import re
from urllib.parse import quote

SHOWN = "…"
SHORTEST = 10
"""Characters from which on the half after the colon is hidden by itself, too; a real one has 35."""
LEAST = 8
"""Characters from which on the whole is hidden: what is shorter stands by chance in words and in buttons."""
_PERHAPS = re.compile(r"[0-9](?::|%3A)[A-Z0-9_-]{30}", re.IGNORECASE)
"""Quick to look for: without it a text holds nothing like a token."""
_ONE = r"(?:(?<=bot)|(?<![A-Z0-9]))[0-9]{1,20}(?::|%3A)[A-Z0-9_-]{30,}"
_forms: set[str] = set()


def hide(token: str) -> None:
    """Let no text say this token any more, whole or in part, as it is or in an address, in whatever case."""
    half = token.partition(":")[2]
    for secret, least in ((token, LEAST), (half, SHORTEST)):
        if len(secret) >= least:
            _forms.update((secret.lower(), quote(secret, safe="").lower()))


def told(what: object) -> str:
    """Return an error, or somebody's words, as text without the token."""
    text = str(what)
    lower = text.lower()
    if not any(form in lower for form in _forms) and not _PERHAPS.search(text):
        return text
    longest_first = (re.escape(form) for form in sorted(_forms, key=len, reverse=True))
    return re.sub("|".join((*longest_first, _ONE)), SHOWN, text, flags=re.IGNORECASE)
