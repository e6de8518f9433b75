"""The Bot API: parameters, methods, HTTP."""
