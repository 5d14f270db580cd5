import type { Channel, ConsentForm } from '~/generated/prisma/enums';
import type { Tx } from '~/server/database/transaction';
import type { Deps } from '~/server/deps';
import { hasConsent, recordConsent } from '~/server/modules/needs/consent';
import { lockNeed } from '~/server/modules/needs/lock-need';
import { draftNeed } from '~/server/modules/needs/post-need';
import { handInNeed } from '~/server/modules/needs/publish-need';
import type { Actor } from '~/server/policy/actor';
import { refuse } from '~/server/policy/refusal';
import type { TakeDownValues } from './input';
import { missingOf, titleOf } from './rules';

/** Whose request becomes a need, and under which number. */
export interface NeedOfIntake {
  readonly number: string;
  readonly communityId: string;
  /** The committee that took it in: it is responsible, and records the hours. */
  readonly organisationId: string;
  readonly requesterId: string | null;
  readonly servedPersonId: string | null;
}

/**
 * Makes a request for help of what was taken down, in the caller's transaction: with one task when a time was wished for, and
 * published at once when the person served agreed too. Else it stays a draft; `findMissing` says what it waits for.
 */
export async function makeNeed(
  tx: Tx,
  deps: Deps,
  actor: Actor,
  input: TakeDownValues,
  of: NeedOfIntake,
  consentSent: Pick<ConsentTaken, 'form'> | null = null,
): Promise<string> {
  const title = titleOf(input.subject);
  const { wishedFrom: startsAt, wishedUntil: endsAt } = input;
  const task = {
    id: undefined,
    title,
    // First visits go in pairs.
    minimumPlaces: 2,
    maximumPlaces: 2,
    minimumAge: null,
    languages: [],
    requiredSkills: [],
    usefulSkills: [],
    needsApproval: false,
    withdrawUntilMinutes: 0,
  };
  const values = {
    id: null,
    version: null,
    organisation: null,
    kind: 'help' as const,
    community: of.communityId,
    category: input.category ?? null,
    title,
    summary: input.subject,
    bring: null,
    risks: null,
    urgency: 'normal' as const,
    placeKind: 'private_home' as const,
    placeName: null,
    latitude: null,
    longitude: null,
    tasks: startsAt && endsAt ? [{ ...task, startsAt, endsAt }] : [],
    consent: false,
  };
  const author = {
    kind: values.kind,
    organisationId: of.organisationId,
    responsibleUnitId: of.organisationId,
    requestedById: of.requesterId,
    servedPersonId: of.servedPersonId,
    takenInById: actor.personId,
  };
  const { needId } = await draftNeed(tx, deps, actor, values, author, of.number);
  if (input.consent || consentSent) {
    const guardianId = input.relationship === 'guardian' ? of.requesterId : null;
    const taken = { ...(input.consent ? {} : consentSent), channel: actor.channel, guardianId };
    await proceedWithNeed(tx, deps, actor, needId, taken);
  }
  return needId;
}

/** How the person served agreed: by which channel, and who for them where they did not themselves. */
export interface ConsentTaken {
  readonly channel: Channel;
  readonly guardianId: string | null;
  /** Where it is not told by the channel: ticked by themselves when they asked. */
  readonly form?: ConsentForm;
}

/**
 * Writes down the consent that was taken, if any, and publishes the draft once nothing is missing, in the caller's transaction;
 * tells whether the consent is new. Refuses WRONG_STATE once it is no draft.
 */
export async function proceedWithNeed(
  tx: Tx,
  deps: Deps,
  actor: Actor,
  needId: string,
  consent: ConsentTaken | null,
): Promise<boolean> {
  const need = await lockNeed(tx, actor, ['need.publish'], needId);
  if (need.status !== 'draft') refuse('WRONG_STATE');
  const consents =
    consent !== null &&
    (await recordConsent(tx, deps, { ...actor, channel: consent.channel }, need, consent));
  const missing = missingOf(need, await hasConsent(tx, need), deps.clock.now());
  // The committee reviews what others hand in; what it takes down itself opens.
  if (missing.length === 0) await handInNeed(tx, deps, actor, need, false);
  return consents;
}
