import type { LoginSettings } from '../login/fake-login.ts';
import type { Peer, PeerClient, PeerSettings } from '../peers/peer.ts';

/** What one contestant did in one test. `not offered`: it has no such function to test. */
export interface Observation {
  readonly verdict: 'pass' | 'fail' | 'not offered';
  /** The figures behind the verdict. */
  readonly seen: string;
}

export interface Scene {
  readonly peer: Peer;
  readonly settings: PeerSettings;
  /** Sets the contestant up, with other settings where the test needs them. */
  open(change?: Partial<PeerSettings>): Promise<PeerClient>;
}

/** One test. It runs in a separate process; the deadline ends a hang, which counts as a failure. */
export interface Behaviour {
  readonly id: string;
  readonly title: string;
  /** What passes, as one sentence. */
  readonly rule: string;
  readonly deadlineMs: number;
  readonly login?: Partial<LoginSettings>;
  /** Gives a separate Redis to every contestant that can share; the others do not take part. */
  readonly needsRedis?: true;
  run(scene: Scene): Promise<Observation>;
}

export function verdict(passed: boolean, seen: string): Observation {
  return { verdict: passed ? 'pass' : 'fail', seen };
}

export function notOffered(seen: string): Observation {
  return { verdict: 'not offered', seen };
}
