"""For all tests: laws are tried on examples, and no example is judged by how long it took."""

from hypothesis import HealthCheck, settings

# A busy machine is slow, not wrong.
settings.register_profile("calm", deadline=None, suppress_health_check=[HealthCheck.too_slow])
settings.load_profile("calm")
