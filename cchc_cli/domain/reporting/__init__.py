"""What a periodic report says, as values: computed from plan, standings and facts for one window."""
