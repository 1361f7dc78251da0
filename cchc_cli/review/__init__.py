"""Review with git: the plan at a revision, what changed, its history, merging."""
