"""The JSON Schema of campaign.yaml, with which editors complete and check it."""

import json
from pathlib import Path

from leaflets.read.campaign_keys import CampaignKeys

SCHEMA = Path(__file__).with_name("campaign.schema.json")


def schema() -> str:
    """Return the schema as it is shipped: made from the contract, two spaces to a level."""
    made = CampaignKeys.model_json_schema()
    document = {"$schema": "https://json-schema.org/draft/2020-12/schema", **made}
    return json.dumps(document, ensure_ascii=False, indent=2) + "\n"


if __name__ == "__main__":
    SCHEMA.write_text(schema(), encoding="utf-8")
