"""Reporting: a line becomes a submission, a refusal or a question; what its unit does with it later."""
