"""Rehearse a plan: read it, run its parts on one machine or many, count, compare, write."""
