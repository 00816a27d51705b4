"""Measurements: each against what somebody would use instead, as ratios within one run."""
