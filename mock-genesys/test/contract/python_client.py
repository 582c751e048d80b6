"""The official Python SDK against a mock: prints one line of JSON with what it met."""

import json
import os
import sys

import PureCloudPlatformClientV2 as sdk
from PureCloudPlatformClientV2.rest import ApiException


def call_until_refused(users):
    """The SDK retries a 429 by itself when Retry-After is there; the answer it ends with is told."""
    for _ in range(5):
        try:
            users.get_users(page_size=1)
        except ApiException as error:
            return {"status": error.status, "code": json.loads(error.body)["code"]}
    return None


def main():
    client_id, url = sys.argv[1], sys.argv[2]
    # Login and API share the host: the SDK replaces "//api." only.
    client = sdk.api_client.ApiClient(host=url)
    client.get_client_credentials_token(client_id, os.environ["CLIENT_SECRET"])
    users = sdk.UsersApi(client)
    queues = sdk.RoutingApi(client).get_routing_queues()
    query = {
        "filter": {
            "type": "or",
            "predicates": [{"dimension": "queueId", "value": queues.entities[0].id}],
        },
        "metrics": ["oWaiting"],
    }
    observed = sdk.AnalyticsApi(client).post_analytics_queues_observations_query(query)
    met = {
        "users": len(users.get_users(page_size=5).entities),
        "queues": queues.total,
        "observed": observed.results[0].data[0].metric,
    }
    print(json.dumps(met), flush=True)
    # The test revokes the token, or lowers the limit, before it answers with a line.
    sys.stdin.readline()
    print(json.dumps(call_until_refused(users)), flush=True)


main()
