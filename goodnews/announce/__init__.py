"""Announcing: each story once on each network, after its page is live, and taken back when asked.

Reading order: `network` (what a network is), `entry` and `ledger` (the record), `decide` (what to do next),
`cycle` (doing it), `networks/` (one module each), `practice/` (rehearsing).
"""
