/** @see ../scripts.ts */
export const read = /* lua */ `--[[
  Reads entries, each with the time that it has left by the clock of Redis.

  Guarantee: all entries are of one moment.
  Input:
    KEYS[1..n]  the entries
  Output: a flat list of value (or nil) and PTTL in ms, two for each key, in their order
]]
local answer = {}
for index, key in ipairs(KEYS) do
  answer[2 * index - 1] = redis.call('GET', key)
  answer[2 * index] = redis.call('PTTL', key)
end
return answer
`;
