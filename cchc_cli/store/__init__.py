"""The plan on disk: reading it with every fault at its place, and appending facts to it."""
