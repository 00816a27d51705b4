"""A made-up world for the real cycle and ledger: one clock, one remote, one network, every trouble.

Nothing here waits, and nothing is left to the machine: a schedule is a seed, or a list of faults, and gives
the same run every time.
"""
