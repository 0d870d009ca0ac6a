"""Speech: what is said, through which channel, and the prompts that were rendered before."""
