import { createHmac, timingSafeEqual } from 'node:crypto';
import { nilId } from '~/server/database/id';

const sign = (secret: string, claimId: string, startsAt: Date): Buffer =>
  createHmac('sha256', secret).update(`coming ${claimId} ${startsAt.getTime()}`).digest().subarray(0, 18);

/**
 * The end of a link by which somebody says whether they come, without signing in. It is good for one start: a task that moved has
 * another. Whoever has the message may answer, as by text message.
 */
export function comingToken({ secret }: { secret: string }, claimId: string, startsAt: Date): string {
  const id = Buffer.from(claimId.replaceAll('-', ''), 'hex').toString('base64url');
  return `${id}.${sign(secret, claimId, startsAt).toString('base64url')}`;
}

/** Of which claim a link may be; `isComingToken` says whether it is. */
export function claimIdOf(token: string): string {
  const hex = Buffer.from(token.slice(0, 22), 'base64url').toString('hex');
  return hex.length === 32 ? hex.replace(/^(.{8})(.{4})(.{4})(.{4})(.{12})$/, '$1-$2-$3-$4-$5') : nilId;
}

export function isComingToken(
  { secret }: { secret: string },
  token: string,
  claimId: string,
  startsAt: Date,
): boolean {
  const given = Buffer.from(token.split('.')[1] ?? '', 'base64url');
  const due = sign(secret, claimId, startsAt);
  return given.length === due.length && timingSafeEqual(given, due);
}
