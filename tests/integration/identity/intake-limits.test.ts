import { expect, test } from 'vitest';
import { encodeId, newId } from '~/server/database/id';
import { PostNeedInput } from '~/server/modules/needs/input';
import { postNeed } from '~/server/modules/needs/post-need';
import { previewImport } from '~/server/modules/needs/preview-import';
import { RegisterOrganisationInput } from '~/server/modules/organisations/input';
import { registerOrganisation } from '~/server/modules/organisations/register-organisation';
import type { Actor } from '~/server/policy/actor';
import { actorFor, createMember } from '~/tests/factories/actor';
import { createCommunity } from '~/tests/factories/community';
import { createOrganisation } from '~/tests/factories/organisation';
import { createPerson } from '~/tests/factories/person';
import { createTestDatabase } from '~/tests/setup/database';
import { testDeps } from '~/tests/setup/deps';
import { refusalCodeOf } from '~/tests/setup/refusal';

const database = await createTestDatabase();
const { prisma } = database;
const deps = testDeps(database);
const community = await createCommunity(prisma);
const committee = await createOrganisation(prisma, {
  communityId: community.id,
  committeeOfId: community.id,
});

const signedIn = <A extends Actor>(actor: A): A => ({ ...actor, accountId: newId() });
const resident = async () => signedIn(actorFor((await createPerson(prisma)).id));

async function times(count: number, act: () => Promise<unknown>): Promise<void> {
  for (let time = 0; time < count; time += 1) await act();
}

const asked = PostNeedInput.parse({
  community: encodeId('Community', community.id),
  title: 'A lift to the clinic',
  summary: 'On Friday morning.',
  tasks: [],
});

test('an account asks for help ten times in a quarter of an hour, and what it has asked for can still be changed', async () => {
  const actor = await resident();
  const { needId } = await postNeed(deps, actor, asked);
  await times(9, () => postNeed(deps, actor, asked));

  expect(await refusalCodeOf(postNeed(deps, actor, asked))).toBe('TOO_MANY_ATTEMPTS');
  expect(await prisma.need.count({ where: { requestedById: actor.personId } })).toBe(10);
  await postNeed(deps, actor, { ...asked, id: needId, version: 1 });
  await postNeed(deps, await resident(), asked);
});

test('an officer at the telephone takes down sixty', async () => {
  const officer = signedIn(await createMember(prisma, committee, 'officer'));
  await times(60, () => postNeed(deps, officer, asked));

  expect(await refusalCodeOf(postNeed(deps, officer, asked))).toBe('TOO_MANY_ATTEMPTS');
});

test('an account registers five organisations', async () => {
  const actor = await resident();
  const register = () =>
    registerOrganisation(
      deps,
      actor,
      RegisterOrganisationInput.parse({
        name: `Unit ${newId()}`,
        kind: 'volunteer_team',
        community: encodeId('Community', community.id),
        sponsorCommunity: encodeId('Community', community.id),
      }),
    );
  await times(5, register);

  expect(await refusalCodeOf(register())).toBe('TOO_MANY_ATTEMPTS');
});

test('an account uploads twenty files, read or not', async () => {
  const officer = signedIn(await createMember(prisma, committee, 'officer'));
  const upload = (content: string) =>
    previewImport(deps, officer, { communityId: community.id, fileName: 'a.csv', content });
  await times(19, () => upload('title,date\nA,2026-03-14'));
  expect(await refusalCodeOf(upload(''))).toBe('FILE_UNREADABLE');

  expect(await refusalCodeOf(upload('title,date\nA,2026-03-14'))).toBe('TOO_MANY_ATTEMPTS');
});
