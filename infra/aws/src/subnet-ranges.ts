export interface SubnetRanges {
  readonly private: readonly string[];
  readonly public: readonly string[];
}

/**
 * Splits a /16 into one private /19 (8 187 addresses for pods and nodes) and one public /24 per zone.
 * Private ranges start at .0 and public ones at .224, so a zone that is added later moves no other range.
 */
export function subnetRanges(cidr: string, zones: number): SubnetRanges {
  const [first, second] = cidr.split('.');
  const each = (range: (zone: number) => string) =>
    Array.from({ length: zones }, (_, zone) => range(zone));
  return {
    private: each((zone) => `${first}.${second}.${zone * 32}.0/19`),
    public: each((zone) => `${first}.${second}.${224 + zone}.0/24`),
  };
}
