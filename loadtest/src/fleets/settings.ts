export const profiles = ['smoke', 'ci', 'full'] as const;

/** How thoroughly: `smoke` on every change, `ci` before a release, `full` at night. */
export type Profile = (typeof profiles)[number];

/** Life of a token of Genesys Cloud in seconds, unless an administrator chose another: no refresh falls due. */
export const dayLife = 86_400;

/** The size of an experiment at one profile. */
export interface Settings {
  readonly pods: number;
  /** Calls per second on each pod, while the load runs. */
  readonly rate: number;
  /** Seconds of load. */
  readonly seconds: number;
  /** Life of a token. Short lives make refreshes fall due while the load runs. */
  readonly lifeSeconds: number;
  /** OAuth clients; the pods are shared out evenly among them. */
  readonly clients: number;
}

/** Calls per second on each address: several pods may stand behind one. */
export function callsPerAddress({ rate, pods }: Settings, addresses: number): number {
  return Math.ceil((rate * pods) / addresses);
}
