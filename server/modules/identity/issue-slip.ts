import type { z } from 'zod';
import { newId } from '~/server/database/id';
import { inTransaction, type Tx } from '~/server/database/transaction';
import type { Deps } from '~/server/deps';
import { recordChange } from '~/server/modules/audit/record-change';
import type { Actor } from '~/server/policy/actor';
import { assertMay } from '~/server/policy/permissions';
import { refuse } from '~/server/policy/refusal';
import type { IssueSlipInput } from './input';
import { newMemberNumber } from './member-number';
import { registerPerson } from './register-person';
import { slipLifetimeMs } from './rules';
import { hashSlipCode, slipCode } from './slip-code';
import { isWithinSlipReach } from './slip-reach';

/**
 * Makes a one-time code for a resident of the officer's community, or for a new person of whom only the name is known. A
 * slip of theirs that is still open is void from now on. Answers the slip's id; `readSlip` gives what is printed.
 */
export async function issueSlip(
  deps: Deps,
  actor: Actor,
  input: z.output<typeof IssueSlipInput>,
): Promise<{ slipId: string }> {
  assertMay(actor, 'slip.issue');
  const issuer = actor.personId ?? refuse('NOT_SIGNED_IN');
  const communityId = actor.membership?.communityIds[0] ?? refuse('NOT_ALLOWED');
  return inTransaction(deps, actor, async (tx) => {
    const account = input.person
      ? await findAccount(tx, deps, actor, { personId: input.person, communityId })
      : await registerPerson(tx, deps, actor, {
          displayName: input.newPersonName ?? '',
          birthDate: input.birthDate,
          homeCommunityId: communityId,
          passwordHash: null,
          acceptsTerms: false,
          isDemo: deps.settings.demo,
        });
    const now = deps.clock.now();
    await tx.signInSlip.updateMany({
      where: { accountId: account.accountId, usedAt: null, revokedAt: null },
      data: { revokedAt: now },
    });
    const slipId = newId();
    await tx.signInSlip.create({
      data: {
        id: slipId,
        accountId: account.accountId,
        communityId,
        codeHash: hashSlipCode(deps, slipId, slipCode(deps, slipId)),
        issuedById: issuer,
        expiresAt: new Date(now.getTime() + slipLifetimeMs),
        createdAt: now,
      },
    });
    await recordChange(tx, deps, actor, {
      type: 'account:slip_issued',
      subjectType: 'account',
      subjectId: account.accountId,
      payload: { accountId: account.accountId },
      feeds: [`person:${account.personId}`, `community:${communityId}`],
    });
    return { slipId };
  });
}

/** The account a slip opens: the resident's first, made now when they have none. Always with a member number. */
async function findAccount(
  tx: Tx,
  deps: Deps,
  actor: Actor,
  { personId, communityId }: { personId: string; communityId: string },
): Promise<{ accountId: string; personId: string }> {
  const person = await tx.person.findFirst({
    where: {
      id: personId,
      homeCommunityId: { in: [...(actor.membership?.communityIds ?? [])] },
      status: { not: 'erased' },
      mergedIntoId: null,
    },
    select: {
      id: true,
      accounts: {
        where: { disabledAt: null },
        orderBy: { createdAt: 'asc' },
        select: { id: true, memberNumber: true, isOperator: true },
      },
    },
  });
  if (!person) refuse('NOT_FOUND');
  // A slip replaces a password: an operator's by nobody, the own by nobody, whose browser may be in other hands.
  if (person.accounts.some((account) => account.isOperator)) refuse('NOT_ALLOWED');
  if (person.id === actor.personId) refuse('NOT_ALLOWED');
  const issuer = { communityId, isChair: actor.membership?.role === 'chair' };
  if (!(await isWithinSlipReach(tx, person.id, issuer))) refuse('NOT_ALLOWED');
  const [first] = person.accounts;
  const memberNumber = first?.memberNumber ?? (await newMemberNumber(tx));
  const accountId = first?.id ?? newId();
  await tx.account.upsert({
    where: { id: accountId },
    create: { id: accountId, personId, memberNumber, createdAt: deps.clock.now() },
    update: { memberNumber },
  });
  return { accountId, personId };
}

/** What is printed on a slip, once, for the officer who just made it. */
export interface SlipRow {
  readonly memberNumber: string;
  readonly code: string;
  readonly personName: string;
  readonly expiresAt: Date;
  /** Where the code is typed; the member number is filled in. */
  readonly url: string;
}

/** Reads a slip for printing. Only its issuer reaches it, through the answer of `issueSlip`. */
export async function readSlip(deps: Deps, actor: Actor, slipId: string): Promise<SlipRow> {
  const slip = await deps.prisma.signInSlip.findFirst({
    where: { id: slipId, issuedById: actor.personId ?? undefined },
    select: {
      expiresAt: true,
      account: { select: { memberNumber: true, person: { select: { displayName: true } } } },
    },
  });
  if (!slip || actor.personId === null) refuse('NOT_FOUND');
  const memberNumber = slip.account.memberNumber ?? '';
  return {
    memberNumber,
    code: slipCode(deps, slipId),
    personName: slip.account.person.displayName,
    expiresAt: slip.expiresAt,
    url: `${deps.settings.publicUrl}/sign-in?member=${memberNumber}`,
  };
}
