import { describe, expect, it } from 'vitest';
import { encodeId } from '~/server/database/id';
import { claimTask } from '~/server/modules/claims/claim-task';
import { createClaimant, createScene } from '~/tests/factories/claim';
import { createTask } from '~/tests/factories/task';
import { countLoads, openSite, press, sees } from '~/tests/helpers/e2e-site';

const site = await openSite();
const { prisma } = site;

const hour = 3_600_000;
const at = (hours: number) => ({
  startsAt: new Date(Date.now() + hours * hour),
  endsAt: new Date(Date.now() + (hours + 2) * hour),
  minimumPlaces: 1,
  maximumPlaces: 1,
});

/** Two tasks of one need, each with one place that somebody has. */
async function twoPlaces() {
  const scene = await createScene(prisma, { task: { title: 'Greeter', ...at(100) } });
  const other = await createTask(prisma, { needId: scene.need.id, title: 'Guide', ...at(101) });
  const giver = await createClaimant(prisma, { displayName: 'Gail Giver' });
  const taker = await createClaimant(prisma, { displayName: 'Tom Taker' });
  const held = await claimTask(site.deps, giver, { task: scene.task.id });
  await claimTask(site.deps, taker, { task: other.id });
  const holders = async () =>
    Promise.all(
      [scene.task, other].map(async ({ id }) =>
        (await prisma.claim.findMany({ where: { taskId: id, state: 'confirmed' } })).map(
          ({ personId }) => personId,
        ),
      ),
    );
  const page = `/my/tasks/${encodeId('Claim', held.id)}/hand-over`;
  return { ...scene, other, giver, taker, holders, page };
}

describe('a place that somebody would give away', () => {
  it('is swapped between two browsers, live on both and on the roster', async () => {
    const { giver, taker, task, holders, coordinator } = await twoPlaces();
    const own = await site.openLive('/my/tasks', { as: giver });
    const theirs = await site.openLive('/my/tasks', { as: taker });
    const desk = await site.openLive(`/organisation/tasks/${encodeId('Task', task.id)}/roster`, {
      as: coordinator,
    });
    await sees(desk, 'Gail Giver');
    await own.getByRole('link', { name: 'Hand over or swap' }).click();
    await own.getByRole('radio', { name: /^Tom Taker/ }).check();
    await own.getByLabel('Do you want a place in return?').selectOption({ index: 1 });
    const loads = [theirs, desk].map(countLoads);
    await own.getByRole('button', { name: 'Offer my place' }).click();
    await sees(own, 'Your place is on offer');

    await sees(theirs, 'Gail Giver would like to swap places with you.');
    await theirs.getByRole('button', { name: /^Swap places/ }).click();
    await theirs.getByText('would like to swap').waitFor({ state: 'detached' });
    await sees(desk, 'Tom Taker');
    expect(await holders()).toEqual([[taker.personId], [giver.personId]]);
    // The giver's page follows: their place is another one now.
    await own.waitForURL('**/my/tasks');
    await sees(own, 'Guide');
    expect(loads.map((count) => count())).toEqual([0, 0]);
  });

  it('is passed on by a link and taken in two taps, without JavaScript, on a phone', async () => {
    const { giver, holders, page: path } = await twoPlaces();
    const browser = { javaScriptEnabled: false, viewport: { width: 390, height: 844 } };
    const own = await site.open(path, { as: giver, browser });
    await press(own, 'Offer my place');
    await sees(own, 'Choose whom you offer it to.');
    await own.getByRole('radio', { name: /^One person, by a link/ }).check();
    await press(own, 'Offer my place');
    const link = await own.getByLabel('Link to pass on').inputValue();

    const friend = await createClaimant(prisma, { displayName: 'Fay Friend' });
    const page = await site.open(new URL(link).pathname, { as: friend, browser });
    await sees(page, 'Somebody offers you this place.');
    await press(page, /^Take over this place/);
    await sees(page, 'Confirmed', { exact: true });
    expect((await holders())[0]).toEqual([friend.personId]);
    await page.goto(new URL(link).pathname);
    await sees(page, 'This place is no longer on offer');
    await own.goto('/my/tasks?past');
    await sees(own, 'Handed over', { exact: true });
  });

  it('is taken over on the page of the full task, and kept after all by who would have given it', async () => {
    const { need, giver, holders, page: path } = await twoPlaces();
    const own = await site.openLive(path, { as: giver });
    const stranger = await createClaimant(prisma, { displayName: 'Sam Stranger' });
    const theirs = await site.openLive(`/needs/${encodeId('Need', need.id)}`, { as: stranger });
    await own.getByRole('radio', { name: 'Everyone who fits' }).check();
    await own.getByRole('button', { name: 'Offer my place' }).click();
    await sees(theirs, 'Somebody here hands over their place.');
    await own.getByRole('button', { name: 'Keep my place' }).click();
    await theirs.getByText('Somebody here hands over their place.').waitFor({ state: 'detached' });
    await own.getByRole('radio', { name: 'Everyone who fits' }).check();
    await own.getByRole('button', { name: 'Offer my place' }).click();
    await theirs.getByRole('button', { name: /^Take over this place/ }).click();
    await sees(theirs, 'Confirmed', { exact: true });
    expect((await holders())[0]).toEqual([stranger.personId]);
  });
});
