"""The networks, one module each, behind the protocol of `goodnews.announce.network`."""
