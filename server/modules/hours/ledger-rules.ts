import { createHash } from 'node:crypto';
import type { LedgerKind } from '~/generated/prisma/enums';
import { canonicalJson } from './canonical-json';

/** One line of a community's ledger, without its place in the chain. */
export interface EntryFacts {
  readonly recordId: string;
  readonly kind: LedgerKind;
  readonly minutes: number;
  readonly commitment: Uint8Array;
  readonly at: Date;
}

/** A line in its place. */
export interface ChainedEntry extends EntryFacts {
  readonly communityId: string;
  readonly index: number;
  readonly previousHash: Uint8Array;
  readonly hash: Uint8Array;
}

const sha256 = (...parts: (Uint8Array | string)[]): Buffer => {
  const hash = createHash('sha256');
  for (const part of parts) hash.update(part);
  return hash.digest();
};

/** What the first entry of a community follows. */
export const genesisHash = (communityId: string): Buffer => sha256(`linli:ledger:${communityId}`);

/** Says what an entry stands for without saying it: only who holds the salt and the content can show that they match. */
export const commitmentOf = (salt: Uint8Array, content: unknown): Buffer =>
  sha256(salt, canonicalJson(content));

/** SHA-256 of the previous hash and the entry's canonical JSON. */
export function entryHash(
  previousHash: Uint8Array,
  communityId: string,
  index: number,
  entry: EntryFacts,
): Buffer {
  return sha256(
    previousHash,
    canonicalJson({
      at: entry.at.toISOString(),
      commitment: Buffer.from(entry.commitment).toString('hex'),
      communityId,
      index,
      kind: entry.kind,
      minutes: entry.minutes,
      recordId: entry.recordId,
    }),
  );
}

export const ledgerFaults = [
  /** An entry is not where it should be: removed, or out of order. */
  'missing',
  /** It does not follow the one before it. */
  'unlinked',
  /** Its own words were changed. */
  'altered',
  /** What it is said to stand for is not what it committed to. */
  'opening_altered',
  /** The chain ends elsewhere than its head says. */
  'head',
] as const;

export type LedgerFault = (typeof ledgerFaults)[number];

const equal = (a: Uint8Array, b: Uint8Array): boolean => Buffer.from(a).equals(b);

/** What is wrong with an entry that should stand at `index` after `previousHash`; null when nothing is. */
export function faultOf(
  entry: ChainedEntry,
  index: number,
  previousHash: Uint8Array,
  opening: { salt: Uint8Array; content: unknown } | null,
): LedgerFault | null {
  if (entry.index !== index) return 'missing';
  if (!equal(entry.previousHash, previousHash)) return 'unlinked';
  if (!equal(entry.hash, entryHash(previousHash, entry.communityId, index, entry))) return 'altered';
  if (opening && !equal(entry.commitment, commitmentOf(opening.salt, opening.content)))
    return 'opening_altered';
  return null;
}
