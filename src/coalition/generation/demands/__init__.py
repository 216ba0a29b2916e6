"""What must move over the stage: units, cargo, stocks and requirements."""
