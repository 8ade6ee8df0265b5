"""Two versions of the provider's document between which nearly everything happens."""

from __future__ import annotations

import copy
from typing import TYPE_CHECKING

from tests.codegen.documents import obj, operation
from tests.spec.reading import SPECIFICATION

if TYPE_CHECKING:
    from tests.codegen.documents import Node

RELEASED = "# Changelog\n\n## 0.3.1\n\n- All of it.\n"
"""A changelog in which nothing is pending."""


def changed() -> Node:
    """The document with an operation less, one more, one at another path, and three that changed."""
    made = copy.deepcopy(SPECIFICATION)
    paths, schemas = made["paths"], made["components"]["schemas"]
    del paths["/abdm/v1/profile/kyc/resend"]
    paths["/abdm/v1/consents/list"] = {"post": operation(body=obj({"page": {"type": "integer"}}), summary="List")}
    paths["/abdm/v2/profile/asset/card"] = paths.pop("/abdm/v1/profile/asset/card")
    schemas["InitRequestType2"] = obj(
        {**schemas["InitRequestType2"]["properties"], "consent": {"type": "boolean"}},
        required=["mobile_number", "consent"],
    )
    schemas["GenericError"]["properties"]["trace_id"] = {"type": "string"}
    pincode = paths["/abdm/v1/registration/pincode/{pincode}"]["get"]["responses"]["200"]["content"]
    pincode["application/json"]["schema"] = {
        "allOf": [pincode["application/json"]["schema"], obj({"taluk": {"type": "string"}})]
    }
    paths["/abdm/na/v1/registration/suggest"]["get"]["summary"] = "Other words"
    return made
