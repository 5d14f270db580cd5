import { readFile } from 'node:fs/promises';
import { describe, expect, it } from 'vitest';
import { verifyServiceRecord } from '~/server/modules/hours/verify-service-record';
import { createClaim, createClaimant } from '~/tests/factories/claim';
import { createNeed } from '~/tests/factories/need';
import { createConfirmedRecord } from '~/tests/factories/record';
import { createTask } from '~/tests/factories/task';
import { openSite, sees } from '~/tests/helpers/e2e-site';
import {
  createNeighbourhood,
  hoursAhead,
  minutesAfter,
  type Neighbourhood,
} from '~/tests/helpers/neighbourhood';

const site = await openSite();
const { prisma } = site;

/** An activity that ended, at which people served; their hours are confirmed by the unit and wait for the committee. */
async function serve(
  { community, organisation, category, coordinator }: Neighbourhood,
  title: string,
  hoursAgo: number,
  served: readonly { personId: string; evidenceLevel?: number; endsAt?: Date }[],
) {
  const need = await createNeed(prisma, {
    communityId: community.id,
    organisationId: organisation.id,
    categoryId: category.id,
    status: 'completed',
    title,
    placeName: 'Community hall',
  });
  const startsAt = hoursAhead(-hoursAgo);
  const task = await createTask(prisma, {
    needId: need.id,
    startsAt,
    endsAt: minutesAfter(startsAt, 120),
    maximumPlaces: 20,
  });
  const records = [];
  for (const { personId, evidenceLevel = 2, endsAt = minutesAfter(startsAt, 120) } of served) {
    const claim = await createClaim(prisma, task, { personId, state: 'attended' });
    const record = await createConfirmedRecord(
      prisma,
      { community, organisation, need, task },
      {
        personId,
        claimId: claim.id,
        startsAt,
        endsAt,
        evidenceLevel,
        confirmerId: coordinator.actor.personId,
      },
    );
    records.push(record);
  }
  return records;
}

describe('verifying hours', () => {
  it('puts what needs a look on top and takes the rest at once; the dashboards and the file agree', async () => {
    const place = await createNeighbourhood(site);
    const others = await Promise.all(
      ['Ola One', 'Tom Two', 'Eva Three'].map((displayName) => createClaimant(prisma, { displayName })),
    );
    await serve(
      place,
      'Serve soup',
      100,
      others.map(({ personId }) => ({ personId })),
    );
    await serve(place, 'Fold flyers', 60, [{ personId: place.volunteer.actor.personId, evidenceLevel: 0 }]);
    const helper = await site.openLive('/my/hours', { as: place.volunteer.actor });
    const home = await site.openLive('/committee', { as: place.ben.actor });
    await sees(home, '4', { exact: true });

    const officer = await site.open('/committee/records', { as: place.amy.actor });
    await officer.getByRole('heading', { name: 'Look at these first (1)' }).waitFor();
    await sees(officer, 'Rests on the word of staff alone');
    const button = (count: number) =>
      officer.getByRole('button', { name: `Verify ${count} without remarks` }).waitFor();
    await button(3);
    await officer.getByRole('button', { name: 'Tick none' }).click();
    await button(0);
    const boxes = officer.getByRole('checkbox');
    await boxes.first().focus();
    await officer.keyboard.press('Space');
    await button(1);
    await officer.keyboard.press('ArrowDown');
    await officer.keyboard.press('ArrowDown');
    await officer.keyboard.press('Shift+Space');
    await button(3);
    await officer.getByRole('checkbox', { name: 'Tom Two' }).uncheck();
    await officer.getByRole('button', { name: 'Verify 2 without remarks' }).click();
    await sees(officer, '2 records verified and entered in the ledger.');
    await officer.getByRole('checkbox', { name: 'Tom Two' }).waitFor();
    await sees(helper, 'Waiting for the committee');

    await officer.getByText('Do not recognise').first().click();
    await officer.getByLabel('Why is it not recognised?').fill('Nobody saw it.');
    await officer.getByRole('button', { name: 'Do not recognise' }).click();
    await officer.getByRole('heading', { name: 'Look at these first (1)' }).waitFor({ state: 'detached' });
    await sees(helper, 'Not recognised');
    await sees(helper, 'Nobody saw it.');

    await officer.goto('/committee/hours');
    await sees(officer, '4 h in 2 services');
    await officer.getByRole('link', { name: 'Volunteer', exact: true }).click();
    const table = officer.getByRole('table');
    await table.getByRole('row', { name: /Ola One 2 1/ }).waitFor();
    await officer.getByRole('link', { name: 'Category', exact: true }).click();
    await table.getByRole('row', { name: new RegExp(`${place.category.nameEn} 4 2 2`) }).waitFor();
    await officer
      .getByRole('img', { name: /Verified hours by category/ })
      .or(officer.getByRole('figure'))
      .first()
      .waitFor();
    await officer.getByRole('link', { name: 'Organisation', exact: true }).click();
    await table.getByRole('row', { name: new RegExp(`${place.organisation.name} 4 2 2`) }).waitFor();

    await officer.getByRole('button', { name: 'Check the ledger now' }).click();
    await sees(officer, 'Ledger checked: 2 entries, unbroken. They stand for 4 h.');

    const [download] = await Promise.all([
      officer.waitForEvent('download'),
      officer.getByRole('link', { name: 'Export CSV' }).click(),
    ]);
    const lines = (await readFile(await download.path(), 'utf8')).trim().split(/\r?\n/);
    expect(lines[0]).toMatch(/,Category,.*,Record$/);
    const served = lines.filter((line) => line.includes('Serve soup'));
    expect(served).toHaveLength(2);
    for (const line of served) expect(line).toMatch(/,serviceRecord_[\w-]+$/);
    for (const line of served) expect(line).toContain(`,${place.category.nameEn},`);
    expect(lines.join('\n')).not.toContain('Fold flyers');

    const answer = await officer.goto('/committee/hours?from=二月&until=2026-02-28');
    expect(answer?.status()).toBe(400);
    await sees(officer, 'Enter a day of the calendar');
    expect(await officer.locator('[aria-invalid=true]').getAttribute('name')).toBe('from');
    expect(await officer.getByRole('link', { name: 'Export CSV' }).count()).toBe(0);
    const file = await officer.request.get('/committee/hours.csv?from=二月&until=2026-02-28');
    expect([file.status(), await file.text()]).toEqual([
      400,
      'Enter a day of the calendar, for example 2026-03-01.',
    ]);
  });

  it('can be disputed by the volunteer; the correction counts from then on, also for a certificate issued before', async () => {
    const place = await createNeighbourhood(site);
    const [record] = await serve(place, 'Guard the crossing', 80, [
      { personId: place.volunteer.actor.personId, endsAt: hoursAhead(-77) },
    ]);
    await verifyServiceRecord(site.deps, place.amy.actor, { record: record?.id ?? '', approve: true });

    const helper = await site.open('/my/hours', { as: place.volunteer.actor });
    await sees(helper, '2 h', { exact: true });
    await helper.getByRole('button', { name: 'Issue a certificate' }).click();
    await helper.getByRole('heading', { name: 'Certificate of volunteer service' }).waitFor();
    const number = new URL(helper.url()).pathname.split('/').at(-1) ?? '';
    await helper.goto('/my/hours');
    await helper.getByText('Something is wrong with this record').click();
    await helper.getByLabel('What is wrong?').fill('I stayed until five, three hours in all.');
    await helper.getByRole('button', { name: 'Send the objection' }).click();
    await sees(helper, 'Disputed, under review');

    const first = await site.open('/committee/records?show=disputed', { as: place.amy.actor });
    await sees(first, 'I stayed until five');
    await sees(first, 'You had a hand in this record');
    const second = await site.open('/committee', { as: place.ben.actor });
    await second.getByRole('link', { name: /disputed records? to decide/ }).click();
    await second.getByText('The volunteer is right: correct it').first().click();
    await second.getByLabel('Right amount, in minutes').fill('240');
    await second.getByLabel('What do you answer?').first().fill('The school confirms it.');
    await second.getByRole('button', { name: 'The volunteer is right: correct it' }).click();
    await sees(second, 'More minutes than the service lasted.');
    await second.getByLabel('Right amount, in minutes').fill('180');
    await second.getByRole('button', { name: 'The volunteer is right: correct it' }).click();
    await sees(second, 'No records here');
    await sees(helper, 'Waiting for the committee');
    await helper.goto('/notices');
    await sees(helper, 'They count once another officer has verified them.');
    await helper.goto('/my/hours');

    // Whoever corrected it does not verify it too.
    await second.goto('/committee/records');
    await sees(second, 'for a colleague');
    expect(await second.getByRole('checkbox').count()).toBe(0);
    await first.goto('/committee/records');
    await first.getByRole('button', { name: 'Verify 1 without remarks' }).click();
    await sees(first, 'No records here');
    await sees(helper, 'Verified', { exact: true });
    await sees(helper, '3 h', { exact: true });
    await sees(helper, 'The school confirms it.');
    const anyone = await site.open(`/verify/${number}`);
    await sees(anyone, 'a service on it has been corrected since');
  });
});
