"""From records without a fault to the nouns of `coalition.model`."""
