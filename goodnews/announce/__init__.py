"""Announcing: each story once on each network, after its page is live, and taken back when asked.

Reading order: `network` (what a network is), `record` and `ledger`, `policy` (what to do next),
`run`, `baseline` and `post` (doing it), `networks/` (one module each), `practice/` (rehearsing).
"""
