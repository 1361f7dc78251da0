"""Word files of documents, filled into templates that an agency may make its own."""

from cchc_cli.report.word.render import template_faults, word

__all__ = ["template_faults", "word"]
