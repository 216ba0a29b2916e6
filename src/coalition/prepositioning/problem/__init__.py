"""What is asked of pre-positioning: the instance, what is minimised, and instances made from it."""
