"""What the portal costs above its floor, in one run on one machine: ratios, never bare times."""
