"""Strict stand-ins for each network on loopback: what the real one refuses, they refuse."""
