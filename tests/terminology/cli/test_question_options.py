from seed import registry
from terminology.cli.question_options import DEFAULT_SYSTEM


def test_commands_mean_the_code_system_that_the_registry_names() -> None:
    assert DEFAULT_SYSTEM == registry.DEFAULT_SYSTEM
