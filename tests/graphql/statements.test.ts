import type { DocumentNode } from 'graphql';
import { beforeAll, expect, test } from 'vitest';
import { BoardChoicesQuery, BoardQuery } from '~/app/graphql/board-query';
import { CoverageQuery, ToVerify } from '~/app/graphql/committee/home';
import { CallBacksQuery, IntakesQuery } from '~/app/graphql/committee/intake';
import { ReviewList } from '~/app/graphql/committee/needs';
import { VerifyQueue } from '~/app/graphql/committee/records';
import { NeedQuery } from '~/app/graphql/need-query';
import { UnitNeeds } from '~/app/graphql/organisation/needs';
import { ConfirmQueue } from '~/app/graphql/organisation/records';
import { RosterQuery } from '~/app/graphql/organisation/roster';
import { RootQuery } from '~/app/graphql/root-query';
import { MyClaimsQuery, NoticesQuery, SuggestionsQuery } from '~/app/graphql/volunteer';
import { systemClock } from '~/server/deps';
import { encodeId } from '~/server/database/id';
import type { Context } from '~/server/graphql/context';
import { createExecute } from '~/server/graphql/execute';
import { schema } from '~/server/graphql/schema';
import { addContactPoint } from '~/server/modules/contact/add-contact-point';
import { anonymous, type Actor } from '~/server/policy/actor';
import { createMember } from '~/tests/factories/actor';
import {
  createClaim,
  createClaimant,
  createClaimants,
  createScene,
  type Scene,
} from '~/tests/factories/claim';
import { createIntake } from '~/tests/factories/intake';
import { createNeed } from '~/tests/factories/need';
import { createConfirmedRecord, createRecord } from '~/tests/factories/record';
import { createPerson } from '~/tests/factories/person';
import { createTask } from '~/tests/factories/task';
import { countStatements } from '~/tests/helpers/count-statements';
import { createTestDatabase } from '~/tests/setup/database';
import { testDeps } from '~/tests/setup/deps';

const database = await createTestDatabase();
const { prisma } = database;
const deps = testDeps(database, { clock: systemClock });
const execute = createExecute(schema, deps.log);
const day = 86_400_000;

let scene: Scene;
let volunteer: Awaited<ReturnType<typeof createClaimant>>;
let officer: Awaited<ReturnType<typeof createMember>>;

/** More of everything that a page lists: needs with two tasks each, claims, records of every state, notices. */
async function addRows(count: number): Promise<void> {
  const { community, organisation, coordinator } = scene;
  const others = await createClaimants(prisma, count);
  for (const [index, other] of others.entries()) {
    const number = await prisma.need.count();
    const startsAt = new Date(Date.now() + (number + 2) * day);
    const belonging = { communityId: community.id, organisationId: organisation.id };
    const need = await createNeed(prisma, belonging);
    const task = await createTask(prisma, { needId: need.id, startsAt });
    await createTask(prisma, { needId: need.id, startsAt: new Date(startsAt.getTime() + 3 * 3_600_000) });
    await createNeed(prisma, { ...belonging, status: 'in_review' });
    await createClaim(prisma, task, { personId: volunteer.personId });
    await createClaim(prisma, scene.task, { personId: other.personId });
    const personId = other.personId;
    const before = new Date(Date.now() - (index + 2) * day);
    await createRecord(prisma, scene, { personId, startsAt: before });
    await createRecord(prisma, scene, { personId, state: 'disputed', startsAt: before });
    const confirmed = { personId, confirmerId: coordinator.personId };
    await createConfirmedRecord(prisma, scene, { ...confirmed, startsAt: before });
    // A claim of a whole day is looked at first.
    await createConfirmedRecord(prisma, scene, { ...confirmed, startsAt: before, minutes: 1_200 });
    await addCall(index);
    const detail = { claimId: task.id, taskId: task.id, needId: need.id };
    await prisma.notice.create({
      data: { id: task.id, personId: volunteer.personId, kind: 'claim_confirmed', detail },
    });
  }
}

/** Somebody of the community who waits for a call. */
async function addCall(index: number): Promise<void> {
  const { id: personId } = await createPerson(prisma, { homeCommunityId: scene.community.id });
  const phone = { personId, kind: 'phone' as const, value: `+8613${String(900_000_000 + index)}` };
  await prisma.$transaction((tx) => addContactPoint(tx, deps, phone));
  await createIntake(prisma, {
    communityId: scene.community.id,
    organisationId: scene.committee.id,
    takenInById: officer.personId,
    requesterId: personId,
    servedPersonId: personId,
    callBackAt: new Date(),
  });
}

interface Read {
  readonly document: unknown;
  readonly by: () => Actor;
  readonly variables?: () => Record<string, unknown>;
  /** So many statements at most; fewer are welcome. */
  readonly atMost: number;
}

const community = () => ({ community: encodeId('Community', scene.community.id) });

/** What the pages ask for on every visit. */
const reads: Record<string, Read> = {
  'the frame of every page': { document: RootQuery, by: () => volunteer, atMost: 1 },
  'the board': {
    document: BoardQuery,
    by: anonymous,
    variables: () => ({ first: 20, signedIn: false }),
    atMost: 1,
  },
  "a volunteer's board": {
    document: BoardQuery,
    by: () => volunteer,
    variables: () => ({ first: 20, signedIn: true }),
    atMost: 8,
  },
  "the board's filters": { document: BoardChoicesQuery, by: anonymous, atMost: 3 },
  'a need': {
    document: NeedQuery,
    by: () => volunteer,
    variables: () => ({ id: encodeId('Need', scene.need.id) }),
    atMost: 18,
  },
  'for you': { document: SuggestionsQuery, by: () => volunteer, atMost: 17 },
  'my tasks': { document: MyClaimsQuery, by: () => volunteer, atMost: 15 },
  notices: { document: NoticesQuery, by: () => volunteer, atMost: 1 },
  'a roster': {
    document: RosterQuery,
    by: () => scene.coordinator,
    variables: () => ({ id: encodeId('Task', scene.task.id) }),
    atMost: 15,
  },
  "a unit's needs": {
    document: UnitNeeds,
    by: () => scene.coordinator,
    variables: () => ({ unit: encodeId('Organisation', scene.organisation.id), first: 20 }),
    atMost: 4,
  },
  'hours to confirm': {
    document: ConfirmQueue,
    by: () => scene.coordinator,
    variables: () => ({ unit: encodeId('Organisation', scene.organisation.id) }),
    atMost: 14,
  },
  "the committee's coverage": {
    document: CoverageQuery,
    by: () => officer,
    variables: () => ({ filter: community() }),
    atMost: 2,
  },
  'what a committee has to verify': {
    document: ToVerify,
    by: () => officer,
    variables: () => ({ ...community(), calls: true, care: true }),
    atMost: 27,
  },
  'what a committee took down': {
    document: IntakesQuery,
    by: () => officer,
    variables: () => ({ filter: {} }),
    atMost: 4,
  },
  'whom to call back': { document: CallBacksQuery, by: () => officer, atMost: 7 },
  'needs to review': { document: ReviewList, by: () => officer, variables: community, atMost: 3 },
  'hours to verify': { document: VerifyQueue, by: () => officer, variables: community, atMost: 18 },
};

async function statementsOf({ document, by, variables }: Read): Promise<number> {
  const context: Context = {
    deps,
    actor: by(),
    locale: 'en',
    requestId: 'test',
    clientAddress: '127.0.0.1',
    userAgent: null,
    cookies: { append: () => undefined },
  };
  const { statements, answer } = await countStatements(() =>
    execute(document as DocumentNode, variables?.() ?? {}, context),
  );
  expect(answer.errors).toBeUndefined();
  return statements;
}

const counted = new Map<string, { few: number; many: number }>();

beforeAll(async () => {
  scene = await createScene(prisma, { task: { maximumPlaces: 100 } });
  volunteer = await createClaimant(prisma);
  officer = await createMember(prisma, scene.committee, 'officer');
  await addRows(2);
  for (const [name, read] of Object.entries(reads)) {
    counted.set(name, { few: await statementsOf(read), many: 0 });
  }
  await addRows(6);
  for (const [name, read] of Object.entries(reads)) {
    counted.set(name, { few: counted.get(name)?.few ?? 0, many: await statementsOf(read) });
  }
}, 120_000);

test.each(Object.entries(reads))('%s costs no more statements for more rows', (name, read) => {
  const { few, many } = counted.get(name) ?? { few: 0, many: Infinity };
  expect(many).toBe(few);
  expect(many).toBeLessThanOrEqual(read.atMost);
});
