/** @see ../scripts.ts */
export const publish = /* lua */ `--[[
  Writes a token, ends the lease and deletes notes.

  Guarantee: all or nothing; never without the lease, and never over a token of the same or a newer
  generation (fencing: a holder that was paused past its lease comes too late).
  Input:
    KEYS[1]     lease
    KEYS[2]     token
    KEYS[3..n]  notes to delete
    ARGV[1]     owner
    ARGV[2]     generation
    ARGV[3]     value, which starts with "<generation>:"
    ARGV[4]     life of the token in ms
    ARGV[5]     channel for notifications
    ARGV[6]     message
  Output:
    1   published
    0   the lease ended or belongs to another
    -1  a token of the same or a newer generation is stored
]]
local leaseKey, tokenKey = KEYS[1], KEYS[2]
local owner, generation, value, ttlMs = ARGV[1], tonumber(ARGV[2]), ARGV[3], ARGV[4]
local channel, message = ARGV[5], ARGV[6]

if redis.call('GET', leaseKey) ~= owner then return 0 end
local stored = redis.call('GET', tokenKey)
local storedGeneration = stored and tonumber(string.match(stored, '^(%d+):')) or 0
if storedGeneration >= generation then return -1 end

redis.call('SET', tokenKey, value, 'PX', ttlMs)
redis.call('DEL', leaseKey, unpack(KEYS, 3))
redis.pcall('PUBLISH', channel, message) -- without permission for the channel the others just poll
return 1
`;
