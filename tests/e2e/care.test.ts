import { describe, expect, it } from 'vitest';
import { checkIdentity } from '~/server/modules/identity/check-identity';
import { createPerson } from '~/tests/factories/person';
import { openSite, sees } from '~/tests/helpers/e2e-site';
import { createNeighbourhood } from '~/tests/helpers/neighbourhood';

const site = await openSite();
const { prisma } = site;

/** The day a date control holds, so many days from now. */
const dayAhead = (days: number) => new Date(Date.now() + days * 86_400_000).toISOString().slice(0, 10);

describe('somebody on the care list', () => {
  it('is added, paired with two, visited, and what they need is the committee’s next request; without JavaScript too', async () => {
    const place = await createNeighbourhood(site);
    const name = `Zhou Guilan of ${place.community.name}`;
    await createPerson(prisma, { displayName: name, homeCommunityId: place.community.id });
    for (const { actor } of [place.volunteer, place.ben])
      await checkIdentity(site.deps, place.amy.actor, {
        person: actor.personId,
        documentKind: 'id_card',
        lastFour: '123X',
      });

    const desk = await site.open('/committee/care', {
      as: place.amy.actor,
      browser: { javaScriptEnabled: false },
    });
    await desk.getByRole('link', { name: 'Add somebody' }).click();
    await desk.getByLabel('Name, phone or building').fill('Zhou Guilan');
    await desk.getByRole('button', { name: 'Find' }).click();
    await desk.getByRole('link', { name: new RegExp(name) }).click();
    await desk.getByRole('radio', { name: 'Special' }).check();
    await desk.getByRole('radio', { name: 'Daily' }).check();
    await desk.getByLabel('First visit').fill(dayAhead(1));
    await desk.getByLabel('Time', { exact: true }).fill('09:30');
    await desk.getByRole('button', { name: 'Put on the care list' }).click();
    await sees(desk, 'Choose how they agreed.');
    expect(await desk.getByRole('radio', { name: 'Daily' }).isChecked()).toBe(true);
    await desk.getByRole('radio', { name: 'Spoken' }).check();
    await desk.getByRole('button', { name: 'Put on the care list' }).click();
    await desk.waitForURL(/\/committee\/care\/careEntry_/);
    await sees(desk, 'Nobody goes yet. Pair two volunteers');

    for (const who of ['Vera Voss', 'Ben Brook']) {
      await desk.getByLabel('Name or last four digits of the phone').fill(who);
      await desk.getByRole('button', { name: 'Find' }).click();
      await desk.getByRole('button', { name: 'Both agreed: pair' }).first().click();
      await sees(desk, 'has not been there yet');
      if (who === 'Vera Voss') {
        await sees(desk, 'First visits go in pairs.');
        await desk.getByText('Pair a volunteer', { exact: true }).click();
      }
    }
    await sees(desk, 'Helpers: Vera Voss and Ben Brook');

    // The day has come: the planned visit is now.
    const visit = await prisma.careVisit.findFirstOrThrow({
      orderBy: { dueOn: 'asc' },
      where: { taskId: { not: null } },
    });
    const window = { startsAt: new Date(Date.now() - 3_600_000), endsAt: new Date(Date.now() - 1_800_000) };
    await prisma.task.update({ where: { id: visit.taskId ?? '' }, data: window });
    await prisma.claim.updateMany({ where: { taskId: visit.taskId ?? '' }, data: window });

    const phone = await site.open('/my/tasks', {
      as: place.volunteer.actor,
      browser: { javaScriptEnabled: false },
    });
    await sees(phone, `A regular visit in ${place.community.name}`);
    expect(await phone.content()).not.toContain('Zhou Guilan');
    await phone.getByRole('link', { name: 'How was the visit?' }).click();
    await phone.getByRole('radio', { name: 'Something is needed' }).check();
    await phone.getByRole('button', { name: 'Tell the committee' }).click();
    await sees(phone, 'Write in a line what is needed.');
    await phone.getByLabel('What is needed?').fill('The kettle is broken');
    await phone.getByRole('button', { name: 'Tell the committee' }).click();
    await sees(phone, 'It is a request now; the committee goes on with it.');

    await desk.reload();
    await desk.getByRole('link', { name: 'Request: The kettle is broken' }).click();
    await sees(desk, 'The person served has not yet agreed');
    await sees(desk, name);
  });
});
