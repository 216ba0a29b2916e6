"""Events: what was said by whom, when, about which object; frozen, with their JSON."""
