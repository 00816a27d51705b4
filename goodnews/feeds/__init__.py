"""Feeds: RSS 2.0 through feedgen, and JSON Feed 1.1.

`validate` reads feeds back and `websub` notifies a hub; most builds need neither, nor their libraries.
"""
