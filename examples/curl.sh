#!/bin/sh
# curl: the call through the agent, and the token itself for a program that sets the header.
#   onetoken-agent & AGENT_URL=http://127.0.0.1:8787 sh curl.sh
set -eu
agent=${AGENT_URL:-http://127.0.0.1:8787}

curl -fsS "$agent/api/v2/routing/queues?pageSize=1" | tr ',' '\n' | grep '"total"'

token=$(curl -fsS -H 'Accept: text/plain' "$agent/token")
[ -n "$token" ] && echo 'a token of the fleet'
