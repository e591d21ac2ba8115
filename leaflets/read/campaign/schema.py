"""The JSON Schema of campaign.yaml, with which editors complete and check it."""

import json
from pathlib import Path

from pydantic.json_schema import GenerateJsonSchema
from pydantic_core.core_schema import CoreSchema

from leaflets.read.campaign.keys import CampaignKeys

SCHEMA = Path(__file__).with_name("campaign.schema.json")


class _Untitled(GenerateJsonSchema):
    """Keys are called what they are: editors show their descriptions, not a second name."""

    def field_title_should_be_set(self, schema: CoreSchema) -> bool:  # noqa: ARG002
        return False


def schema() -> str:
    """Return the schema as it is shipped: made from the contract, two spaces to a level."""
    made = CampaignKeys.model_json_schema(schema_generator=_Untitled)
    document = {"$schema": "https://json-schema.org/draft/2020-12/schema", **made}
    return json.dumps(document, ensure_ascii=False, indent=2) + "\n"


if __name__ == "__main__":
    SCHEMA.write_text(schema(), encoding="utf-8")
