"""The register of units: who is who, and how a signed cell that names them is read."""

from cchc_cli.domain.units.register import Register
from cchc_cli.domain.units.values import Mention, Unit

__all__ = ["Mention", "Register", "Unit"]
