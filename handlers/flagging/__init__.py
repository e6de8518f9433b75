"""Flags (红旗 黑旗): proposed when their period is closed, decided by leaders in private; what was issued is posted."""
