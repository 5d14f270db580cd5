import { expect, it } from 'vitest';
import { encodeId } from '~/server/database/id';
import { claimTask } from '~/server/modules/claims/claim-task';
import { createNeed } from '~/tests/factories/need';
import { createTask } from '~/tests/factories/task';
import { openSite, sees } from '~/tests/helpers/e2e-site';
import { createNeighbourhood, hoursAhead, minutesAfter } from '~/tests/helpers/neighbourhood';

const site = await openSite();
const { prisma } = site;

it('an activity is given a rhythm without JavaScript, a date is left out in front of its readers, and the rhythm is ended', async () => {
  const { community, organisation, coordinator, volunteer } = await createNeighbourhood(site);
  const need = await createNeed(prisma, {
    communityId: community.id,
    organisationId: organisation.id,
    title: 'Tea on Thursdays',
  });
  const startsAt = hoursAhead(72);
  await createTask(prisma, { needId: need.id, startsAt, endsAt: minutesAfter(startsAt, 90) });
  const path = `/needs/${encodeId('Need', need.id)}`;
  const reader = await site.openLive(path);

  const plain = await site.open(`/organisation${path}/edit/tasks`, {
    as: coordinator.actor,
    browser: { javaScriptEnabled: false },
  });
  await plain.getByRole('link', { name: 'Repeat these tasks' }).click();
  await plain.getByLabel('For so many dates').check();
  await plain.getByRole('button', { name: 'Save the rhythm' }).click();
  await sees(plain, 'Say how many dates, or choose another end.');
  await plain.getByLabel('How many dates').fill('4');
  await plain.getByRole('button', { name: 'Save the rhythm' }).click();
  await plain.getByRole('heading', { name: /^Every \w+, 4 times$/, level: 1 }).waitFor();
  await sees(reader, /^Every \w+, 4 times$/);
  const tasks = await prisma.task.findMany({ where: { needId: need.id }, orderBy: { startsAt: 'asc' } });
  expect(tasks.map(({ occurrence }) => occurrence)).toEqual([0, 1, 2, 3]);

  await claimTask(site.deps, volunteer.actor, { task: tasks[2]?.id ?? '' });
  const desk = await site.openLive(`/organisation${path}/edit/rhythm`, { as: coordinator.actor });
  const leaveOut = desk.getByRole('button', { name: /^Leave out / });
  expect(await leaveOut.count()).toBe(3);
  await leaveOut.nth(1).click();
  await sees(desk, 'Left out');
  await reader.getByText('Cancelled.').first().waitFor();
  await desk.getByRole('button', { name: /after all$/ }).click();
  await desk.getByText('Left out').waitFor({ state: 'detached' });

  await desk.getByText('End this rhythm').click();
  await desk.getByRole('button', { name: 'End the rhythm' }).click();
  await sees(desk, 'Stays: people signed up');
  const left = await prisma.task.findMany({
    where: { needId: need.id, cancelledAt: null },
    select: { occurrence: true },
  });
  expect(left).toEqual([{ occurrence: 2 }]);
});
