import { expect, it } from 'vitest';
import { encodeId } from '~/server/database/id';
import { addIdentityCheck } from '~/server/modules/contact/add-identity-check';
import { keepContactPoint } from '~/server/modules/contact/add-contact-point';
import { saveHome } from '~/server/modules/contact/save-address';
import { claimTask } from '~/server/modules/claims/claim-task';
import { issueMagnet } from '~/server/modules/visits/issue-magnet';
import { magnetCode } from '~/server/modules/visits/magnet-code';
import { createClaimant } from '~/tests/factories/claim';
import { createNeed } from '~/tests/factories/need';
import { createPerson } from '~/tests/factories/person';
import { createTask } from '~/tests/factories/task';
import { graveFindings } from '~/tests/helpers/axe';
import { openSite, sees } from '~/tests/helpers/e2e-site';
import { createNeighbourhood, hoursAhead, minutesAfter } from '~/tests/helpers/neighbourhood';

const site = await openSite();
const { prisma } = site;

/** Help at Greta's home in thirty hours, and two volunteers who asked to come. */
async function askedFor() {
  const place = await createNeighbourhood(site);
  const { id: communityId, name: area } = place.community;
  const greta = await createPerson(prisma, { displayName: 'Greta Gray', homeCommunityId: communityId });
  await keepContactPoint(prisma, site.deps, { personId: greta.id, kind: 'phone', value: '+12125550144' });
  await saveHome(prisma, greta.id, { area, building: 'Elm Court', door: 'Door 14' });
  const need = await createNeed(prisma, {
    communityId,
    organisationId: place.committee.id,
    kind: 'help',
    placeKind: 'private_home',
    servedPersonId: greta.id,
    title: 'Change a lamp',
  });
  const startsAt = hoursAhead(30);
  const task = await createTask(prisma, {
    needId: need.id,
    startsAt,
    endsAt: minutesAfter(startsAt, 60),
    minimumPlaces: 2,
    maximumPlaces: 2,
  });
  const ask = async (personId: string) => {
    await prisma.$transaction((tx) =>
      addIdentityCheck(tx, site.deps, {
        personId,
        checkedById: place.amy.actor.personId,
        organisationId: place.committee.id,
        documentKind: 'id_card',
        lastFour: '1234',
      }),
    );
    return (await claimTask(site.deps, { ...place.volunteer.actor, personId }, { task: task.id })).id;
  };
  const vera = place.volunteer.actor;
  const paul = await createClaimant(prisma, { displayName: 'Paul Pair' });
  const claim = await ask(vera.personId);
  await ask(paul.personId);
  return { place, greta, need, task, startsAt, vera, claim };
}

it('goes from two accepted helpers to the door, the magnet and home again, without JavaScript', async () => {
  const { place, greta, task, startsAt, vera, claim } = await askedFor();

  const desk = await site.open('/committee/visits', { as: place.amy.actor });
  await sees(desk, '2 requests to decide');
  await desk.getByRole('link', { name: 'Change a lamp' }).click();
  await sees(desk, 'First time here: goes in a pair');
  for (const name of ['Vera Voss', 'Paul Pair']) {
    await desk.getByRole('button', { name: `Accept ${name}` }).click();
    await desk.getByRole('button', { name: `Accept ${name}` }).waitFor({ state: 'detached' });
  }
  await sees(desk, '2 confirmed, 2 needed');
  expect(await graveFindings(desk)).toEqual([]);

  const browser = { javaScriptEnabled: false };
  const path = `/visits/${encodeId('Claim', claim)}`;
  const early = await site.open(path, { as: vera, browser });
  await sees(early, 'Elm Court');
  expect(await early.content()).not.toContain('Door 14');

  site.moveClockTo(minutesAfter(startsAt, -23 * 60));
  const page = await site.open('/my/tasks', { as: vera, browser });
  await page.getByRole('link', { name: 'Open this visit' }).click();
  for (const words of ['Greta Gray', 'Door 14', '+1 212 555 0144']) await sees(page, words);

  site.moveClockTo(startsAt);
  await issueMagnet(site.deps, place.amy.actor, { person: greta.id });
  const magnet = await prisma.homeMagnet.findUniqueOrThrow({ where: { personId: greta.id } });
  const code = magnetCode(site.deps, magnet);
  await page.goto(`/magnet/${encodeId('HomeMagnet', magnet.id)}?code=${code}`);
  expect(await page.getByLabel('Digits on the fridge magnet').inputValue()).toBe(code);
  await page.getByRole('button', { name: 'I have arrived' }).click();
  await sees(page, 'Press “I have left” when you go');

  site.moveClockTo(minutesAfter(startsAt, 50));
  await page.goto(path);
  await page.getByRole('button', { name: 'I have left' }).click();
  await sees(page, 'Thank you.');
  expect(await page.content()).not.toContain('Door 14');
  expect(await prisma.attendance.findFirst({ where: { claim: { taskId: task.id } } })).toMatchObject({
    checkedInSource: 'magnet',
    checkedOutSource: 'self',
  });
});

it('brings somebody when a helper calls for help, and keeps a helper away who is not wanted', async () => {
  const { place, greta, need, startsAt, vera, claim } = await askedFor();
  await prisma.claim.updateMany({ where: { id: claim }, data: { state: 'confirmed' } });
  await prisma.task.updateMany({ where: { needId: need.id }, data: { takenPlaces: 1 } });
  await prisma.need.update({ where: { id: need.id }, data: { placesTaken: 1 } });

  site.moveClockTo(startsAt);
  const browser = { javaScriptEnabled: false };
  const visit = await site.open(`/visits/${encodeId('Claim', claim)}`, { as: vera, browser });
  await visit.getByRole('button', { name: 'I need help' }).click();
  await sees(visit, 'The committee has been told');

  const home = await site.open('/committee', { as: place.amy.actor });
  await home.getByRole('link', { name: /home visit to look at now/ }).click();
  await sees(home, 'Vera Voss calls for help');
  await home.getByLabel('What did you find?').fill('Rang, she is well');
  await home.getByRole('button', { name: 'Close this alert' }).click();
  await home.getByText('Vera Voss calls for help').waitFor({ state: 'detached' });

  const own = await site.open(`/needs/${encodeId('Need', need.id)}`, {
    as: { personId: greta.id, membership: null },
    browser,
  });
  await sees(own, 'Vera Voss');
  await own.getByText('I would rather have somebody else').first().click();
  await own.getByRole('button', { name: 'I would rather have somebody else' }).click();
  await sees(own, 'Nobody is confirmed yet');
  const notice = await site.open('/notices', { as: vera });
  await notice.getByRole('main').getByRole('listitem').first().waitFor();

  const file = await site.open(`/committee/people/${encodeId('Person', greta.id)}`, { as: place.amy.actor });
  await sees(file, 'Helpers they do not want');
  await sees(file, 'Vera Voss');
  await file.getByText('Add a note').click();
  await file.getByLabel('For helpers').check();
  await file.getByLabel('What should be minded?').fill('Ring twice');
  await file.getByRole('button', { name: 'Save note' }).click();
  await sees(file, 'They have to agree first');
  await file.getByLabel('I have read this out, and they agree').check();
  await file.getByRole('button', { name: 'Save note' }).click();
  await sees(file, 'Ring twice');
  expect(await graveFindings(file)).toEqual([]);
});
