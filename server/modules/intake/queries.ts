import type { Intake, Prisma } from '~/generated/prisma/client';
import type { IntakeOutcome } from '~/generated/prisma/enums';
import type { Deps } from '~/server/deps';
import type { Actor } from '~/server/policy/actor';
import { assertMay, scopeFor } from '~/server/policy/permissions';
import { inOneLine, readNumber } from './rules';

export type IntakeRow = Intake;

/** The `where` of the intakes of the committee's communities. */
export const intakesWithin = (actor: Actor): Prisma.IntakeWhereInput => ({
  OR: scopeFor(actor, 'intake.read').map(({ communityId }) => ({ communityId: communityId ?? { in: [] } })),
});

/** Intakes by id, in the order asked for; null where there is none or it is not the actor's to read. */
export async function findIntakes(
  deps: Pick<Deps, 'prisma'>,
  actor: Actor,
  ids: readonly string[],
): Promise<(IntakeRow | null)[]> {
  const rows = await deps.prisma.intake.findMany({
    where: { AND: [{ id: { in: [...ids] } }, intakesWithin(actor)] },
  });
  const byId = new Map(rows.map((row) => [row.id, row]));
  return ids.map((id) => byId.get(id) ?? null);
}

export const findIntake = async (
  deps: Pick<Deps, 'prisma'>,
  actor: Actor,
  id: string,
): Promise<IntakeRow | null> => (await findIntakes(deps, actor, [id]))[0] ?? null;

/** What a person asked for or was asked for them, newest first, as far as the actor may read it. */
export const intakesOfPerson = (
  deps: Pick<Deps, 'prisma'>,
  actor: Actor,
  personId: string,
): Promise<IntakeRow[]> =>
  deps.prisma.intake.findMany({
    where: { AND: [intakesWithin(actor), { OR: [{ servedPersonId: personId }, { requesterId: personId }] }] },
    orderBy: [{ createdAt: 'desc' }, { id: 'desc' }],
    take: 20,
  });

export interface IntakeFilter {
  /** Only those that wait for a call, the one that is due first in front. */
  readonly callBack?: boolean | null | undefined;
  /** Only those that came by themselves and wait for a worker, the most pressing first. */
  readonly review?: boolean | null | undefined;
  readonly outcome?: IntakeOutcome | null | undefined;
  /** The beginning of a number, or part of the subject or of a name. */
  readonly text?: string | null | undefined;
}

export interface IntakePage {
  readonly rows: IntakeRow[];
  readonly hasNext: boolean;
  totalCount(): Promise<number>;
}

/** A text in which no character stands for others. */
export const literally = (text: string): string => text.replace(/[\\%_]/g, '\\$&');

/** What the committee took down, newest first; with `callBack` its open call-backs by the time they are due. */
export async function listIntakes(
  deps: Pick<Deps, 'prisma'>,
  actor: Actor,
  { callBack, review, outcome, text }: IntakeFilter,
  page: { first: number; after: string | null },
): Promise<IntakePage> {
  assertMay(actor, 'intake.read');
  const sought = literally(inOneLine(text ?? '').slice(0, 100));
  const contains = { contains: sought, mode: 'insensitive' as const };
  const where: Prisma.IntakeWhereInput = {
    AND: [
      intakesWithin(actor),
      callBack ? { callBackAt: { not: null }, calledBackAt: null } : {},
      review ? { outcome: 'received' } : {},
      outcome ? { outcome } : {},
      sought
        ? {
            OR: [
              { number: { startsWith: readNumber(sought) } },
              { subject: contains },
              { requester: { displayName: contains } },
              { servedPerson: { displayName: contains } },
            ],
          }
        : {},
    ],
  };
  const rows = await deps.prisma.intake.findMany({
    where,
    orderBy: callBack
      ? [{ callBackAt: 'asc' }, { id: 'asc' }]
      : review
        ? [{ respondBy: { sort: 'asc', nulls: 'last' } }, { createdAt: 'asc' }, { id: 'asc' }]
        : [{ createdAt: 'desc' }, { id: 'desc' }],
    take: page.first + 1,
    ...(page.after ? { cursor: { id: page.after }, skip: 1 } : {}),
  });
  return {
    rows: rows.slice(0, page.first),
    hasNext: rows.length > page.first,
    totalCount: () => deps.prisma.intake.count({ where }),
  };
}
