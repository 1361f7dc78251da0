"""cchc keeps a yearly administrative-reform plan as YAML and turns it into what the office needs."""

__version__ = "0.1.0"
