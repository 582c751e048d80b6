"""The official Python SDK, unchanged except for its host: the agent answers its login with a placeholder.

    pip install PureCloudPlatformClientV2
    onetoken-agent &
    AGENT_URL=http://127.0.0.1:8787 python3 official_sdk.py
"""

import os

import PureCloudPlatformClientV2 as genesys

genesys.configuration.host = os.environ.get("AGENT_URL", "http://127.0.0.1:8787")

# What stands here is not used: the agent knows the client. With a caller secret, that is the second value.
client = genesys.api_client.ApiClient().get_client_credentials_token("any", "any")

queues = genesys.RoutingApi(client).get_routing_queues(page_size=5)
print(f"{queues.total} queues")
