"""How many cases a property is tried on: a share of those that the run asks for."""

from hypothesis import HealthCheck, settings

# Cases read whole files and open whole workshops.
PATIENCE = [
    HealthCheck.too_slow,
    HealthCheck.function_scoped_fixture,
    HealthCheck.data_too_large,
    HealthCheck.large_base_example,
]


def cases(percent):
    """Settings with a share of the examples of the profile in force, as tests/conftest.py has them."""
    most = settings.default.max_examples
    return settings(max_examples=max(1, most * percent // 100), suppress_health_check=PATIENCE)
