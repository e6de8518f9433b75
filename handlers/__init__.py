"""Edges that turn an update or a tick into one action, the actions, and the views."""
