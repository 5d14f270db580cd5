import { randomBytes } from 'node:crypto';
import type { ClaimState, NeedStatus, RecordState } from '~/generated/prisma/enums';
import type { Claim, Need, Prisma } from '~/generated/prisma/client';
import { encodeId, newId } from '~/server/database/id';
import type { Deps } from '~/server/deps';
import { currentCode } from '~/server/modules/attendance/rules';
import { handOverCode as newHandOverCode } from '~/server/modules/claims/hand-over-rules';
import { followCode } from '~/server/modules/intake/follow-code';
import { previewImport } from '~/server/modules/needs/preview-import';
import { addContactPoint } from '~/server/modules/contact/add-contact-point';
import { unsubscribeToken } from '~/server/modules/notifications/unsubscribe-token';
import { comingToken } from '~/server/modules/reminders/coming-token';
import { createAccount } from '~/tests/factories/account';
import { createMember } from '~/tests/factories/actor';
import { createClaim } from '~/tests/factories/claim';
import { createIntake } from '~/tests/factories/intake';
import { createNeed } from '~/tests/factories/need';
import { createOrganisation } from '~/tests/factories/organisation';
import { createPerson } from '~/tests/factories/person';
import { createRecord } from '~/tests/factories/record';
import { createSession } from '~/tests/factories/session';
import { createSeries } from '~/tests/factories/series';
import { createTask } from '~/tests/factories/task';

/** A file of one need, for the imports. */
export const needsCsv = 'title,summary,date,start,end\nLunch,Serve lunch,2099-03-02,09:00,11:00\n';

const minute = 60_000;
const day = 24 * 60 * minute;

/** Where things stand: the community, the unit they are the unit's, and the volunteer they are about. */
export interface Place {
  readonly communityId: string;
  readonly organisationId: string;
  readonly committeeId: string;
  readonly volunteer: { readonly personId: string; readonly accountId: string };
  /** Who runs things there: confirms, so that another verifies. */
  readonly coordinatorId: string;
  /** A word for names, and the start of every private text. */
  readonly canary: string;
  /** Seven digits that end the phone numbers of the place. */
  readonly digits: string;
}

/** One of everything that the API can name, by the ids of the API. */
export type Things = Awaited<ReturnType<typeof createThings>>;

/**
 * One of everything in one place. Personal data carries the place's canary, a word that stands nowhere else, so that an
 * answer which holds it has leaked.
 */
export async function createThings(deps: Deps, place: Place) {
  const { prisma } = deps;
  const { communityId, organisationId, volunteer } = place;
  const now = deps.clock.now().getTime();
  const at = (milliseconds: number) => new Date(now + milliseconds);

  const need = (status: NeedStatus, overrides: Partial<Prisma.NeedUncheckedCreateInput> = {}) =>
    createNeed(prisma, {
      communityId,
      organisationId,
      status,
      startsAt: at(day),
      endsAt: at(2 * day),
      ...overrides,
    });
  const task = (needId: string, from: number, until: number) =>
    createTask(prisma, { needId, startsAt: at(from), endsAt: at(until), checkInSecret: randomBytes(20) });
  const claimIn = async (state: ClaimState, from: number, until: number, needId: string) => {
    const claimed = await task(needId, from, until);
    return createClaim(prisma, claimed, { personId: volunteer.personId, state });
  };

  const open = await need('open');
  const openTask = await task(open.id, 14 * day, 14 * day + 60 * minute);
  const claim = await claimIn('confirmed', 7 * day, 7 * day + 60 * minute, open.id);
  const request = await claimIn('requested', 8 * day, 8 * day + 60 * minute, open.id);
  const offer = await claimIn('offered', 16 * day, 16 * day + 60 * minute, open.id);
  const fullTask = await createTask(prisma, {
    needId: open.id,
    startsAt: at(17 * day),
    endsAt: at(17 * day + 60 * minute),
    minimumPlaces: 1,
    maximumPlaces: 1,
  });
  await createClaim(prisma, fullTask, { personId: (await createPerson(prisma)).id });
  const popularTask = await task(open.id, 18 * day, 18 * day + 60 * minute);
  const drawTask = await task(open.id, 19 * day, 19 * day + 60 * minute);
  await prisma.draw.create({ data: { taskId: drawTask.id, seed: Buffer.alloc(32) } });
  await prisma.task.update({
    where: { id: drawTask.id },
    data: { allocation: 'draw_pending', drawClosesAt: at(16 * day) },
  });
  // The volunteer hands a place over to all, is chosen for one, and could have one by a link.
  const handed = await claimIn('confirmed', 21 * day, 21 * day + 60 * minute, open.id);
  const strangers = async (from: number) =>
    createClaim(prisma, await task(open.id, from, from + 60 * minute), {
      personId: (await createPerson(prisma)).id,
    });
  const [chosenFor, linked] = [await strangers(22 * day), await strangers(23 * day)];
  const handOver = { id: newId(), claimId: handed.id, to: 'all', createdAt: at(0) } as const;
  const handOverToMe = {
    id: newId(),
    claimId: chosenFor.id,
    to: 'person',
    toClaimId: claim.id,
    createdAt: at(0),
  } as const;
  const handOverCode = newHandOverCode(randomBytes(16));
  const handOverLink = {
    id: newId(),
    claimId: linked.id,
    to: 'link',
    code: handOverCode,
    createdAt: at(0),
  } as const;
  for (const data of [handOver, handOverToMe, handOverLink]) await prisma.handOver.create({ data });
  const due = await claimIn('confirmed', 10 * minute, 70 * minute, open.id);
  const absent = await claimIn('no_show', -240 * minute, -140 * minute, open.id);
  const present = await claimIn('checked_in', -50 * minute, 5 * minute, open.id);
  await prisma.attendance.create({
    data: {
      id: newId(),
      claimId: present.id,
      checkedInAt: at(-50 * minute),
      checkedInSource: 'coordinator',
      checkedInById: place.coordinatorId,
    },
  });

  const draft = await need('draft');
  await task(draft.id, 9 * day, 9 * day + 60 * minute);
  const committeeDraft = await need('draft', { organisationId: place.committeeId });
  await task(committeeDraft.id, 9 * day, 9 * day + 60 * minute);
  const inReview = await need('in_review');
  await task(inReview.id, 9 * day, 9 * day + 60 * minute);
  const servedName = `${place.canary} served`;
  const served = await createAccount(deps, {
    password: null,
    person: { displayName: servedName },
  });
  const home = await need('open', {
    kind: 'help',
    placeKind: 'private_home',
    requestedById: served.personId,
    servedPersonId: served.personId,
    title: 'Help at home',
  });
  const homeTask = await task(home.id, 10 * day, 10 * day + 60 * minute);
  const privateWords = [
    ...(await createPrivateData(deps, place, served.personId, home.id)),
    ...(await createPrivateData(deps, place, volunteer.personId, null)),
  ];

  const visited = await need('open', {
    kind: 'help',
    placeKind: 'private_home',
    requestedById: served.personId,
    servedPersonId: served.personId,
    title: 'A visit',
  });
  const homeClaim = await claimIn('confirmed', 15 * day, 15 * day + 60 * minute, visited.id);
  const atHome = await claimIn('checked_in', -120 * minute, -60 * minute, visited.id);
  await prisma.attendance.create({
    data: {
      id: newId(),
      claimId: atHome.id,
      checkedInAt: at(-120 * minute),
      checkedInSource: 'self',
      checkedInById: volunteer.personId,
    },
  });
  const alert = await prisma.visitAlert.create({
    data: { id: newId(), claimId: atHome.id, kind: 'overdue', raisedAt: at(-30 * minute) },
  });
  const careNote = await prisma.careNote.create({
    data: {
      id: newId(),
      personId: volunteer.personId,
      audience: 'helper',
      text: `${place.canary} care`,
      writtenBy: place.coordinatorId,
    },
  });
  const emergencyContact = await prisma.emergencyContact.create({
    data: {
      id: newId(),
      personId: volunteer.personId,
      name: `${place.canary} care`,
      phone: `+1212${place.digits}`,
    },
  });
  const refusal = await prisma.helperRefusal.create({
    data: {
      id: newId(),
      servedPersonId: volunteer.personId,
      helperId: place.coordinatorId,
      takenDownById: place.coordinatorId,
    },
  });
  const magnet = await prisma.homeMagnet.create({
    data: { id: newId(), personId: served.personId, issuedById: place.coordinatorId, issuedAt: at(0) },
  });

  const repeated = await need('open', { title: 'Lunch every week' });
  const { series, tasks: dates } = await createSeries(prisma, {
    needId: repeated.id,
    startsAt: at(8 * day),
    createdById: place.coordinatorId,
  });

  const record = (state: RecordState, daysAgo: number) =>
    createRecord(
      prisma,
      {
        community: { id: communityId } as never,
        organisation: { id: organisationId } as never,
        need: open,
      },
      {
        personId: volunteer.personId,
        state,
        startsAt: at(-daysAgo * day),
        ...(state === 'proposed' ? {} : { confirmerId: place.coordinatorId, confirmedAt: at(-day) }),
      },
    );
  const proposed = await record('proposed', 3);
  const confirmed = await record('confirmed', 4);
  const disputed = await record('disputed', 5);
  await prisma.dispute.create({
    data: {
      id: newId(),
      recordId: disputed.id,
      openedById: volunteer.personId,
      reason: 'Too short',
      priorState: 'confirmed',
    },
  });

  await createRecord(
    prisma,
    { community: { id: communityId } as never, organisation: { id: organisationId } as never, need: open },
    {
      personId: volunteer.personId,
      state: 'verified',
      startsAt: at(-20 * day),
      confirmerId: place.coordinatorId,
      confirmedAt: at(-day),
      verifierId: served.personId,
      verifiedAt: at(-day),
    },
  );

  const certificate = await prisma.certificate.create({
    data: {
      id: newId(),
      number: `T-${newId()}`,
      personId: volunteer.personId,
      communityId,
      organisationId: place.committeeId,
      issuedById: place.coordinatorId,
      periodStart: at(-30 * day),
      periodEnd: at(0),
      totalMinutes: 120,
      signature: 'e30.e30.c2ln',
      keyId: 'test',
    },
  });
  const pending = await createOrganisation(prisma, { communityId, status: 'pending' });
  const member = await createMember(prisma, { id: organisationId, committeeOfId: null }, 'member');
  const session = await createSession(deps, volunteer.accountId);
  const passkey = await prisma.passkey.create({
    data: {
      id: newId(),
      accountId: volunteer.accountId,
      credentialId: newId(),
      publicKey: new Uint8Array(8),
      transports: [],
      label: 'Phone',
    },
  });
  const contactPoint = await prisma.$transaction((tx) =>
    addContactPoint(tx, deps, {
      personId: volunteer.personId,
      kind: 'email',
      value: `${place.canary}-more@example.org`,
    }),
  );
  const intake = await createIntake(prisma, {
    communityId,
    organisationId: place.committeeId,
    takenInById: place.coordinatorId,
    requesterId: volunteer.personId,
    servedPersonId: volunteer.personId,
    callBackAt: at(60 * minute),
  });
  const needOfIntake = await need('draft', {
    kind: 'help',
    placeKind: 'private_home',
    organisationId: place.committeeId,
    takenInById: place.coordinatorId,
    requestedById: volunteer.personId,
    servedPersonId: served.personId,
    title: 'Help asked for by telephone',
  });
  await task(needOfIntake.id, 11 * day, 11 * day + 60 * minute);
  const needIntake = await createIntake(prisma, {
    communityId,
    organisationId: place.committeeId,
    takenInById: place.coordinatorId,
    requesterId: volunteer.personId,
    servedPersonId: served.personId,
    relationship: 'neighbour',
    outcome: 'need',
    ownerId: null,
    dueAt: null,
    needId: needOfIntake.id,
  });
  const toJudge = await need('completed', {
    kind: 'help',
    placeKind: 'private_home',
    organisationId: place.committeeId,
    takenInById: place.coordinatorId,
    requestedById: volunteer.personId,
    servedPersonId: served.personId,
    title: 'Help that is over',
    completedAt: at(-60 * minute),
  });
  const judgedIntake = await createIntake(prisma, {
    communityId,
    organisationId: place.committeeId,
    takenInById: place.coordinatorId,
    requesterId: volunteer.personId,
    servedPersonId: served.personId,
    relationship: 'neighbour',
    outcome: 'need',
    ownerId: null,
    dueAt: null,
    needId: toJudge.id,
  });
  await prisma.address.create({
    data: { id: newId(), intakeId: intake.id, area: 'North side', ...privatePlaceOf(place) },
  });
  const received = await createIntake(prisma, {
    communityId,
    organisationId: place.committeeId,
    takenInById: null,
    channel: 'web',
    outcome: 'received',
    dueAt: null,
    subject: 'Sent in by a stranger',
  });
  await prisma.reportedPerson.create({
    data: { id: newId(), intakeId: received.id, part: 'requester', name: `${place.canary} stranger` },
  });
  const source = await prisma.intakeSource.create({
    data: {
      id: newId(),
      communityId,
      organisationId: place.committeeId,
      kind: 'hotline',
      name: 'Hotline',
      tokenHash: randomBytes(32),
      expiresAt: new Date(Date.now() + 86_400_000),
      createdById: place.coordinatorId,
    },
  });
  const notice = await prisma.notice.create({
    data: {
      id: newId(),
      personId: volunteer.personId,
      kind: 'need_changed',
      detail: { needId: open.id },
      plannedAt: at(0),
    },
  });
  const delivery = await prisma.delivery.create({
    data: {
      id: newId(),
      noticeId: notice.id,
      channel: 'email',
      state: 'failed',
      error: 'refused',
      dueAt: at(-minute),
      settledAt: at(-minute),
    },
  });
  const feed = await prisma.calendarFeed.create({
    data: {
      id: newId(),
      kind: 'person',
      tokenHash: randomBytes(32),
      accountId: volunteer.accountId,
      personId: volunteer.personId,
      locale: 'en',
    },
  });
  const consent = await prisma.consent.create({
    data: {
      id: newId(),
      personId: volunteer.personId,
      purpose: 'share_with_helper',
      textVersion: '1',
      form: 'screen',
      givenById: volunteer.personId,
    },
  });
  const principal = await createPerson(prisma, { homeCommunityId: communityId });
  const proxyOf = (overrides: Partial<Prisma.ProxyRelationshipUncheckedCreateInput>) =>
    prisma.proxyRelationship.create({
      data: {
        id: newId(),
        principalId: principal.id,
        proxyId: volunteer.personId,
        kind: 'neighbour',
        scope: ['ask'],
        firstOfficerId: place.coordinatorId,
        startsAt: at(-day),
        endsAt: at(30 * day),
        ...overrides,
      },
    });
  const proxy = await proxyOf({ confirmedByPerson: true });
  const vouched = await proxyOf({ kind: 'guardian' });
  const officer = await createMember(
    prisma,
    { id: place.committeeId, committeeOfId: communityId },
    'officer',
  );
  const care = await createCare(deps, place, need, claimIn);
  privateWords.push(...care.privateWords);
  const imported = await previewImport(deps, officer, {
    communityId,
    fileName: 'needs.csv',
    content: needsCsv,
  });

  return {
    community: encodeId('Community', communityId),
    organisation: encodeId('Organisation', organisationId),
    pendingOrganisation: encodeId('Organisation', pending.id),
    membership: encodeId('Membership', member.membership?.id ?? ''),
    person: encodeId('Person', volunteer.personId),
    need: encodeId('Need', open.id),
    draft: encodeId('Need', draft.id),
    inReview: encodeId('Need', inReview.id),
    home: encodeId('Need', home.id),
    task: encodeId('Task', openTask.id),
    taskDay: openTask.startsAt.toISOString().slice(0, 10),
    repeated: encodeId('Need', repeated.id),
    series: encodeId('Series', series.id),
    dateTask: encodeId('Task', dates[1]?.id ?? ''),
    homeTask: encodeId('Task', homeTask.id),
    claim: encodeId('Claim', claim.id),
    request: encodeId('Claim', request.id),
    offer: encodeId('Claim', offer.id),
    fullTask: encodeId('Task', fullTask.id),
    popularTask: encodeId('Task', popularTask.id),
    drawTask: encodeId('Task', drawTask.id),
    handOver: encodeId('HandOver', handOver.id),
    handOverToMe: encodeId('HandOver', handOverToMe.id),
    handOverLink: encodeId('HandOver', handOverLink.id),
    handOverCode,
    due: encodeId('Claim', due.id),
    dueTask: encodeId('Task', due.taskId),
    dueCode: currentCode(
      (await prisma.task.findUniqueOrThrow({ where: { id: due.taskId } })).checkInSecret,
      at(0),
    ).digits,
    absent: encodeId('Claim', absent.id),
    present: encodeId('Claim', present.id),
    record: encodeId('ServiceRecord', proposed.id),
    confirmedRecord: encodeId('ServiceRecord', confirmed.id),
    disputedRecord: encodeId('ServiceRecord', disputed.id),
    certificate: encodeId('Certificate', certificate.id),
    certificateNumber: certificate.number,
    session: encodeId('Session', session.id),
    passkey: encodeId('Passkey', passkey.id),
    contactPoint: encodeId('ContactPoint', contactPoint),
    import: encodeId('Import', imported.importId),
    intake: encodeId('Intake', intake.id),
    needIntake: encodeId('Intake', needIntake.id),
    toJudge: encodeId('Need', toJudge.id),
    judgeNumber: judgedIntake.number,
    judgeCode: followCode(deps, judgedIntake),
    received: encodeId('Intake', received.id),
    source: encodeId('IntakeSource', source.id),
    numbers: await numbered(deps, { need: open, draft, home }),
    calendarFeed: encodeId('CalendarFeed', feed.id),
    delivery: encodeId('Delivery', delivery.id),
    comingToken: comingToken(deps.settings, due.id, due.startsAt),
    stopToken: unsubscribeToken(deps.settings, {
      personId: volunteer.personId,
      groups: ['news'],
      channel: 'email',
    }),
    consent: encodeId('Consent', consent.id),
    principal: encodeId('Person', principal.id),
    proxy: encodeId('Proxy', proxy.id),
    vouched: encodeId('Proxy', vouched.id),
    intakeNumber: intake.number,
    intakeCode: followCode(deps, intake),
    homeClaim: encodeId('Claim', homeClaim.id),
    atHome: encodeId('Claim', atHome.id),
    alert: encodeId('VisitAlert', alert.id),
    careNote: encodeId('CareNote', careNote.id),
    emergencyContact: encodeId('EmergencyContact', emergencyContact.id),
    refusal: encodeId('HelperRefusal', refusal.id),
    magnet: encodeId('HomeMagnet', magnet.id),
    ...care.things,
    committee: encodeId('Organisation', place.committeeId),
    committeeDraft: encodeId('Need', committeeDraft.id),
    /** What nobody may read of the people here without a right to it. */
    privateWords,
    servedName,
  };
}

/** Gives some needs numbers as people read them. */
async function numbered<Name extends string>(
  { prisma }: Deps,
  needs: Record<Name, { readonly id: string }>,
): Promise<Record<Name, string>> {
  const names = Object.keys(needs) as Name[];
  const numbers = names.map((name): [Name, string] => [
    name,
    `2099-${parseInt(needs[name].id.slice(-12), 16)}`,
  ]);
  for (const [name, number] of numbers)
    await prisma.need.update({ where: { id: needs[name].id }, data: { number } });
  return Object.fromEntries(numbers) as Record<Name, string>;
}

/** Somebody who is visited by the volunteer of the place: yesterday they were not reached, and today nobody has told of it yet. */
async function createCare(
  deps: Deps,
  place: Place,
  need: (status: NeedStatus, overrides: Partial<Prisma.NeedUncheckedCreateInput>) => Promise<Need>,
  claimIn: (state: ClaimState, from: number, until: number, needId: string) => Promise<Claim>,
) {
  const { prisma } = deps;
  const { communityId, committeeId, coordinatorId, volunteer } = place;
  const caredName = `${place.canary} visited`;
  const cared = await createPerson(prisma, { displayName: caredName, homeCommunityId: communityId });
  const privateWords = await createPrivateData(deps, place, cared.id, null);
  const standing = await need('in_progress', {
    kind: 'help',
    placeKind: 'private_home',
    organisationId: committeeId,
    servedPersonId: cared.id,
    title: 'Regular visit',
  });
  const claim = await claimIn('confirmed', -280 * minute, -260 * minute, standing.id);
  const entryId = newId();
  const dayAgo = (days: number) =>
    new Date(`${new Date(deps.clock.now().getTime() - days * day).toISOString().slice(0, 10)}T00:00:00Z`);
  await prisma.careEntry.create({
    data: {
      id: entryId,
      personId: cared.id,
      communityId,
      level: 'special',
      interval: 'daily',
      startsOn: dayAgo(30),
      startMinute: 600,
      durationMinutes: 30,
      needId: standing.id,
      addedById: coordinatorId,
    },
  });
  const pairId = newId();
  await prisma.carePair.create({
    data: { id: pairId, entryId, volunteerId: volunteer.personId, agreedById: coordinatorId },
  });
  const [missedId, visitId] = [newId(), newId()];
  await prisma.careVisit.createMany({
    data: [
      { id: missedId, entryId, dueOn: dayAgo(1), outcome: 'not_reached' },
      { id: visitId, entryId, dueOn: dayAgo(0), taskId: claim.taskId },
    ],
  });
  await prisma.consent.create({
    data: {
      id: newId(),
      personId: cared.id,
      purpose: 'regular_visits',
      scope: standing.id,
      textVersion: '1',
      form: 'spoken',
      givenById: cared.id,
      reviewOn: new Date('2099-01-01T00:00:00Z'),
    },
  });
  const things = {
    caredName,
    cared: encodeId('Person', cared.id),
    standingNeed: encodeId('Need', standing.id),
    visitTask: encodeId('Task', claim.taskId),
    careEntry: encodeId('CareEntry', entryId),
    carePair: encodeId('CarePair', pairId),
    careVisit: encodeId('CareVisit', visitId),
    missedVisit: encodeId('CareVisit', missedId),
  };
  return { things, privateWords };
}

const privatePlaceOf = ({ canary }: Place) => ({ building: `${canary} building`, door: `${canary} door` });

/** Phone, e-mail, birth date, address and care note of a person. Answers the words that stand nowhere else. */
async function createPrivateData(
  deps: Deps,
  place: Place,
  personId: string,
  needId: string | null,
): Promise<string[]> {
  const { prisma } = deps;
  const { canary, digits, coordinatorId } = place;
  const email = `${canary}-${personId}@example.org`;
  const phone = `+1212${digits}`;
  const birthDate = `19${digits.slice(0, 2)}-04-17`;
  await prisma.$transaction(async (tx) => {
    await addContactPoint(tx, deps, { personId, kind: 'email', value: email });
    await addContactPoint(tx, deps, { personId, kind: 'phone', value: phone });
  });
  await prisma.personalDetail.create({ data: { personId, birthDate: new Date(birthDate) } });
  await prisma.address.create({
    data: {
      id: newId(),
      personId,
      needId,
      area: 'North side',
      ...privatePlaceOf(place),
    },
  });
  await prisma.careNote.create({
    data: { id: newId(), personId, audience: 'committee', text: `${canary} care`, writtenBy: coordinatorId },
  });
  return [email, phone, birthDate, ...Object.values(privatePlaceOf(place)), `${canary} care`];
}
