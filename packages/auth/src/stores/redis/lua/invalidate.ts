/** @see ../scripts.ts */
export const invalidate = /* lua */ `--[[
  Deletes a token by its fingerprint.

  Guarantee: any other token stays; not more often than the pause allows.
  Input:
    KEYS[1]     pause
    KEYS[2..n]  where the token may be, as "<generation>:<fingerprint>:<sealed>"
    ARGV[1]     fingerprint
    ARGV[2]     length of the pause in ms
    ARGV[3]     channel for notifications
    ARGV[4]     message
  Output:
    1   deleted
    0   no such token is stored
    -1  it is, but the pause since the last deletion is not over
]]
local pauseKey = KEYS[1]
local fingerprint, pauseMs, channel, message = ARGV[1], ARGV[2], ARGV[3], ARGV[4]

local found = {}
for index = 2, #KEYS do
  local stored = redis.call('GET', KEYS[index])
  if stored and string.match(stored, '^%d+:([^:]*):') == fingerprint then
    found[#found + 1] = KEYS[index]
  end
end
if #found == 0 then return 0 end
if not redis.call('SET', pauseKey, '1', 'NX', 'PX', pauseMs) then return -1 end
redis.call('DEL', unpack(found))
redis.pcall('PUBLISH', channel, message)
return 1
`;
