"""The stage: real places, what they can handle, lift, ways, closures and the invented law."""
