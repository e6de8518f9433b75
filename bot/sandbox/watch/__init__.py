"""What tests order and judge by: faults, pace, the record of calls."""
