"""A campaign folder → a Campaign: campaign.yaml by its contract, its statements, its table."""
