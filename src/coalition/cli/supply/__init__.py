"""The commands of supply: stores kept, records reconciled, standards, readiness."""
