import { createHash } from 'node:crypto';
import type { Allocation } from '~/generated/prisma/enums';
import type { RefusalCode } from '~/server/policy/refusal';

const hour = 3_600_000;

/** Lots are drawn so long before the start, at the latest; from then on what is left is open to all. */
export const openToAllBeforeMs = 24 * hour;

/** Places in popular tasks count as somebody's load in so many weeks before a task, and as many after it. */
export const loadWeeks = 8;

const mostLoadTickets = 256;
/** So many minutes in popular tasks halve somebody's tickets. Steep enough that a season's places come out even (`bench fairness`). */
const halvedByMinutes = 60;
const newcomerTickets = 128;
const nearTickets = 32;
const withinReachTickets = 16;
const skillTickets = 32;
const nearMetres = 1_000;

/** What the tickets of an entry rest on. */
export interface TicketFacts {
  /** Minutes of the places that the person had, has or will have in popular tasks around this one. */
  readonly recentMinutes: number;
  /** The person never had a place in any task. */
  readonly isNewcomer: boolean;
  /** From the person's home to the place; null where one of them is not known. */
  readonly distanceMetres: number | null;
  /** How far the person likes to go. */
  readonly radiusMetres: number;
  /** The person has a skill that is useful for the task. */
  readonly hasUsefulSkill: boolean;
}

/** How many tickets an entry has, by reason. There is at least one. */
export interface Tickets {
  readonly load: number;
  readonly newcomer: number;
  readonly distance: number;
  readonly skill: number;
}

/**
 * The tickets of one entry. Everyone starts with 256, which each hour in popular tasks halves, to no fewer than one; so a
 * place goes most likely to whoever has had the fewest. Serving in other tasks costs nobody a ticket.
 */
export function ticketsOf(facts: TicketFacts): Tickets {
  const halvings = Math.floor(Math.max(0, facts.recentMinutes) / halvedByMinutes);
  return {
    load: Math.max(1, Math.floor(mostLoadTickets / 2 ** halvings)),
    newcomer: facts.isNewcomer ? newcomerTickets : 0,
    distance: distanceTickets(facts),
    skill: facts.hasUsefulSkill ? skillTickets : 0,
  };
}

function distanceTickets({ distanceMetres, radiusMetres }: TicketFacts): number {
  if (distanceMetres === null) return 0;
  if (distanceMetres <= nearMetres) return nearTickets;
  return distanceMetres <= radiusMetres ? withinReachTickets : 0;
}

export const sumOf = ({ load, newcomer, distance, skill }: Tickets): number =>
  load + newcomer + distance + skill;

/** What is told of a seed before the draw: its SHA-256, hex. */
export const commitmentOf = (seed: Uint8Array): string => createHash('sha256').update(seed).digest('hex');

/** An entry as far as the order goes. */
export interface Ticketed {
  readonly number: number;
  readonly tickets: number;
}

/**
 * Draws lots: the numbers of the entries, first drawn first. Whole numbers alone, so that every computer comes to the same
 * order. Before each turn the tickets that are left lie in a row by the entries' numbers; drawn is the ticket at
 * SHA-256(seed in hex ":" turn, from 0) modulo the number of tickets, and its entry's tickets are taken out.
 */
export function drawOrder(seed: Uint8Array, entries: readonly Ticketed[]): number[] {
  const hex = Buffer.from(seed).toString('hex');
  const left = entries.toSorted((one, other) => one.number - other.number);
  let total = left.reduce((sum, { tickets }) => sum + tickets, 0);
  return entries.map((_, turn) => {
    const hash = createHash('sha256').update(`${hex}:${turn}`).digest('hex');
    let ticket = Number(BigInt(`0x${hash}`) % BigInt(total));
    const at = left.findIndex(({ tickets }) => (ticket -= tickets) < 0);
    const [drawn] = left.splice(at, 1);
    if (!drawn) throw new Error('A draw needs tickets that are whole and at least one');
    total -= drawn.tickets;
    return drawn.number;
  });
}

/** A task as far as its draw goes. */
export interface DrawableTask {
  readonly allocation: Allocation;
  readonly startsAt: Date;
  readonly isCancelled: boolean;
  /** A worker says yes before a claim holds a place: there is nothing to draw. */
  readonly needsYes: boolean;
  /** Somebody has a place, waits for one or asked for one. */
  readonly hasClaims: boolean;
}

/** Why places cannot be given by lot with entries until that moment; null when they can. */
export function setDrawRefusal(task: DrawableTask, closesAt: Date, now: Date): RefusalCode | null {
  if (task.isCancelled) return 'TASK_CANCELLED';
  if (task.startsAt <= now) return 'STARTED';
  if (task.allocation === 'drawn' || task.needsYes) return 'WRONG_STATE';
  if (task.hasClaims) return 'TASK_HELD';
  if (closesAt <= now) return 'TOO_EARLY';
  return closesTooLate(closesAt, task.startsAt) ? 'TOO_LATE' : null;
}

/** Whether entries until that moment leave less than a day until the start. */
export const closesTooLate = (closesAt: Date, startsAt: Date): boolean =>
  closesAt.getTime() > startsAt.getTime() - openToAllBeforeMs;

/** Why a draw cannot be taken back; null when it can: nobody has entered yet. */
export function dropDrawRefusal(task: DrawableTask): RefusalCode | null {
  if (task.allocation === 'first_come') return 'ALREADY_DONE';
  if (task.allocation === 'drawn') return 'WRONG_STATE';
  return task.hasClaims ? 'TASK_HELD' : null;
}
