import { newId } from '~/server/database/id';
import { inTransaction, type Tx } from '~/server/database/transaction';
import type { Deps } from '~/server/deps';
import { recordChange } from '~/server/modules/audit/record-change';
import { communitySetting } from '~/server/modules/communities/settings';
import { countPhones } from '~/server/modules/contact/queries';
import { saveReported, type Reported } from '~/server/modules/contact/reported-persons';
import { savePlaceOfIntake } from '~/server/modules/contact/save-address';
import type { PhoneCountry } from '~/server/modules/contact/rules';
import { countAttempt, countByAccount } from '~/server/modules/identity/attempts';
import { notifyAll } from '~/server/modules/notifications/notify';
import { findStaff } from '~/server/modules/organisations/find-staff';
import { respondByOf } from '~/server/modules/standards/service-times';
import { drawNeedNumbers } from '~/server/modules/needs/number-needs';
import type { IntakeRelationship, IntakeSourceKind } from '~/generated/prisma/enums';
import type { Actor } from '~/server/policy/actor';
import { assertMay, personFor } from '~/server/policy/permissions';
import { InvalidInput, refuse } from '~/server/policy/refusal';
import type { AskValues } from './input';

/**
 * A request as it came by itself, from the web or a machine: it waits for a worker, and draws its number at once. Of what a stranger
 * typed no person is made.
 */
export interface Received {
  readonly communityId: string;
  readonly organisationId: string;
  readonly subject: string;
  readonly categoryId: string | null;
  readonly wishedTime: string | null;
  readonly relationship: IntakeRelationship;
  readonly requesterId: string | null;
  readonly servedPersonId: string | null;
  readonly reported: readonly Reported[];
  readonly building: string | null;
  readonly door: string | null;
  readonly consent: boolean;
  readonly source: {
    readonly id: string;
    readonly externalId: string;
    readonly kind: IntakeSourceKind;
  } | null;
  readonly createdAt: Date;
}

/** Writes a request that came by itself, in the caller's transaction. */
export async function writeReceived(
  tx: Tx,
  deps: Deps,
  actor: Actor,
  request: Received,
  country: PhoneCountry | undefined,
): Promise<{ intakeId: string; number: string }> {
  const { reported, building, door, consent, source, ...columns } = request;
  const [intakeId, [number = '']] = [newId(), await drawNeedNumbers(tx, deps, 1)];
  const isButton = source?.kind === 'call_button';
  const urgency = isButton ? 'urgent' : 'normal';
  await tx.intake.create({
    data: {
      id: intakeId,
      number,
      ...columns,
      channel: actor.channel,
      // Nobody could answer before it was here, however late a machine sends it.
      respondBy: await respondByOf(tx, { ...columns, urgency }, deps.clock.now()),
      outcome: 'received',
      sourceId: source?.id ?? null,
      externalId: source?.externalId ?? null,
    },
  });
  await saveReported(tx, deps, intakeId, reported, country);
  if (building ?? door) {
    const { name: area } = await tx.community.findUniqueOrThrow({
      where: { id: request.communityId },
      select: { name: true },
    });
    await savePlaceOfIntake(tx, intakeId, { area, building, door });
  }
  const change = {
    subjectType: 'intake' as const,
    subjectId: intakeId,
    toState: 'received',
    payload: { intakeId },
    feeds: [`community:${request.communityId}` as const],
  };
  await recordChange(tx, deps, actor, { type: 'intake:received', ...change });
  await notifyAll(tx, await findStaff(tx, request), isButton ? 'intake_button' : 'intake_received', {
    intakeId,
  });
  // Whoever asks for themselves has agreed; it is written down as consent once a worker has said who they are.
  if (consent) await recordChange(tx, deps, actor, { type: 'intake:consented', ...change });
  return { intakeId, number };
}

/** The committee responsible for a community: its own or the nearest above it; null where there is none. */
export async function findCommittee(tx: Pick<Tx, '$queryRaw'>, communityId: string): Promise<string | null> {
  const [found] = await tx.$queryRaw<{ id: string }[]>`
    SELECT o.id FROM "CommunityAncestor" above JOIN "Organisation" o ON o."committeeOfId" = above."ancestorId"
    WHERE above."communityId" = ${communityId}::uuid AND o.status = 'verified'
    ORDER BY above.depth LIMIT 1`;
  return found?.id ?? null;
}

/**
 * Takes a request in from whoever asks on the web, signed in or not, for themselves or somebody else. Whether a phone is known is
 * told by nothing. Counted by address and by community.
 */
export async function receiveRequest(
  deps: Deps,
  actor: Actor,
  input: AskValues,
  address: string,
): Promise<{ intakeId: string }> {
  assertMay(actor, 'intake.ask');
  const asked = whoAsks(actor, input);
  await countAttempt(deps, 'ask_address', address);
  await countByAccount(deps, 'need_asked', actor);
  // Strangers share a limit; they do not use up that of residents who are signed in, whom their account limits.
  if (actor.personId === null) await countAttempt(deps, 'ask_community', input.community);
  const country = await communitySetting(deps, input.community, 'country');
  return inTransaction(deps, actor, async (tx) => {
    const organisationId = await findCommittee(tx, input.community);
    if (organisationId === null)
      throw new InvalidInput([{ path: ['community'], message: 'server_ask_community_missing' }]);
    // Whoever is to be called back is asked for a phone where none is on file.
    if (actor.personId && !input.phone && (await countPhones(tx, actor.personId)) === 0)
      throw new InvalidInput([{ path: ['phone'], message: 'server_ask_phone_missing' }]);
    const categoryId = input.category ?? null;
    if (categoryId && !(await tx.category.findUnique({ where: { id: categoryId } }))) refuse('NOT_FOUND');
    const { intakeId } = await writeReceived(
      tx,
      deps,
      actor,
      {
        ...asked,
        communityId: input.community,
        organisationId,
        subject: input.subject,
        categoryId,
        wishedTime: input.wishedTime ?? null,
        building: input.building ?? null,
        door: input.door ?? null,
        source: null,
        createdAt: deps.clock.now(),
      },
      country,
    );
    return { intakeId };
  });
}

type WhoAsks = Pick<Received, 'relationship' | 'requesterId' | 'servedPersonId' | 'reported' | 'consent'>;

/** Who is signed in is known; anyone else gives a name and a phone to be called back under. */
function whoAsks(actor: Actor, input: AskValues): WhoAsks {
  const { personId, onBehalfOfId } = actor;
  const issues = [
    ...(personId === null && !input.name ? [{ path: ['name'], message: 'server_name_missing' }] : []),
    ...(personId === null && !input.phone ? [{ path: ['phone'], message: 'server_ask_phone_missing' }] : []),
  ];
  if (issues.length > 0) throw new InvalidInput(issues);
  const requester: Reported = {
    part: 'requester',
    name: personId === null ? (input.name ?? null) : null,
    phone: input.phone ?? null,
  };
  const served: Reported = {
    part: 'served',
    name: input.servedName ?? null,
    phone: input.servedPhone ?? null,
  };
  // Whoever acts for somebody asks for that one.
  if (onBehalfOfId !== null) {
    const principal = personFor(actor, 'need.ask') ?? refuse('NOT_ALLOWED');
    const isGuardian = actor.capacity === 'guardian';
    return {
      relationship: isGuardian ? 'guardian' : actor.capacity === 'officer' ? 'officer' : 'other',
      requesterId: personId,
      servedPersonId: principal,
      reported: [requester],
      consent: Boolean(input.consent) && personFor(actor, 'consent.give') === principal,
    };
  }
  return input.forAnother
    ? {
        relationship: input.relationship ?? 'other',
        requesterId: personId,
        servedPersonId: null,
        reported: [requester, served],
        consent: false,
      }
    : {
        relationship: 'self',
        requesterId: personId,
        servedPersonId: personId,
        reported: [requester],
        consent: Boolean(input.consent),
      };
}
