/** @see ../scripts.ts */
export const release = /* lua */ `--[[
  Ends the lease.

  Guarantee: only its owner ends it.
  Input:
    KEYS[1]  lease
    ARGV[1]  owner
    ARGV[2]  channel for notifications
    ARGV[3]  message
  Output:
    1  ended
    0  the lease ended before or belongs to another
]]
local leaseKey = KEYS[1]
local owner, channel, message = ARGV[1], ARGV[2], ARGV[3]

if redis.call('GET', leaseKey) ~= owner then return 0 end
redis.call('DEL', leaseKey)
redis.pcall('PUBLISH', channel, message)
return 1
`;
