"""The benchmark that `Scripts/bench` runs: a site full of people, load from outside, figures beside their limits."""
