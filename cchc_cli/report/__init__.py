"""Documents: composed from a plan, its standings and facts, and written as Markdown, HTML, Word and PDF."""
