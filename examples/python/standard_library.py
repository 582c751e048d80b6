"""Python without any package: the agent adds the token, so this program holds no secret.

    onetoken-agent &
    AGENT_URL=http://127.0.0.1:8787 python3 standard_library.py
"""

import json
import os
import urllib.request

AGENT = os.environ.get("AGENT_URL", "http://127.0.0.1:8787")


def get(path: str) -> dict:
    with urllib.request.urlopen(AGENT + path, timeout=30) as answer:
        return json.load(answer)


for page in (1, 2):
    queues = get(f"/api/v2/routing/queues?pageSize=5&pageNumber={page}")
    print(f"{queues['total']} queues, page {page}")
