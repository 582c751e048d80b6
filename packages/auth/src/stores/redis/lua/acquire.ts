/** @see ../scripts.ts */
export const acquire = /* lua */ `--[[
  Takes the lease unless another owner holds it.

  Guarantee: at most one holder at a time; the generation is greater than any that was granted
  before. The clock of Redis is its floor, so that this holds even after Redis lost its content.
  Input:
    KEYS[1]  lease
    KEYS[2]  last generation
    ARGV[1]  owner
    ARGV[2]  life of the lease in ms
    ARGV[3]  life of the memory of the last generation in ms
  Output:
    {1, generation}  granted
    {0, ms}          held by another, which has this much time left
]]
local leaseKey, generationKey = KEYS[1], KEYS[2]
local owner, leaseMs, memoryMs = ARGV[1], ARGV[2], ARGV[3]

if not redis.call('SET', leaseKey, owner, 'NX', 'PX', leaseMs) then
  return {0, redis.call('PTTL', leaseKey)}
end
local time = redis.call('TIME')
local now = time[1] * 1000 + math.floor(time[2] / 1000)
local last = tonumber(redis.call('GET', generationKey) or 0) or 0
local generation = math.max(last + 1, now)
redis.call('SET', generationKey, string.format('%.0f', generation), 'PX', memoryMs)
return {1, generation}
`;
