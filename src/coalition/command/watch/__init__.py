"""Clocks that run by themselves: alert states, acknowledgement of orders, tasks. Pure functions of now."""
