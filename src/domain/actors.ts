import type { Door, Role } from '../db/types.js';

/** Who acts, and from where: what the audit log keeps of every write. */
export interface Actor {
  /** null for a visitor and for the system itself. */
  id: string | null;
  role: Role | 'visitor' | 'system';
  door: Door;
  ip?: string | null;
  requestId?: string | null;
  /** The language he would like to be written to in, where the request says one that there is. */
  language?: string;
}

/** An actor that has signed in. */
export interface SignedIn extends Actor {
  id: string;
  role: Role;
  /** The API session the request came with; absent in the back office. */
  sessionId?: string;
}

/** Whoever a token says he is: whether that still holds is for the statement to see to that does what he asks for. */
export interface Claimant extends SignedIn {
  sessionId: string;
  /** Looks it up. Throws UNAUTHENTICATED. */
  prove(): Promise<SignedIn & { sessionId: string }>;
}

/** The product acting by itself, or somebody at its command line, who needs no account to own the machine. */
export const system = (door: 'cli' | 'system'): Actor => ({ id: null, role: 'system', door });
