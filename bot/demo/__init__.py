"""The demo: a fictional bureau, a scripted month, and the embedded chat to see both in."""
