/** @see ../scripts.ts */
export const note = /* lua */ `--[[
  Leaves a note.

  Guarantee: a note that lasts longer is not changed.
  Input:
    KEYS[1]  note
    ARGV[1]  value
    ARGV[2]  life in ms
  Output:
    1  written
    0  a note that lasts longer is there
]]
local noteKey = KEYS[1]
local value, ttlMs = ARGV[1], ARGV[2]

if redis.call('PTTL', noteKey) >= tonumber(ttlMs) then return 0 end
redis.call('SET', noteKey, value, 'PX', ttlMs)
return 1
`;
