import { describe, expect, it } from 'vitest';
import { openSite, sees, unfold } from '~/tests/helpers/e2e-site';
import { createNeighbourhood } from '~/tests/helpers/neighbourhood';

const site = await openSite();

describe('an identity check', () => {
  it('is written down at the desk, in words that say what is missing, and read by the volunteer', async () => {
    const { amy, volunteer } = await createNeighbourhood(site);
    const profile = await site.open('/account/profile', { as: volunteer.actor });
    await sees(profile, 'Requests for help at home open to you once an officer of your committee');

    const desk = await site.open('/committee/identity', { as: amy.actor });
    await desk.getByRole('searchbox').fill('Vera');
    await desk.getByRole('button', { name: 'Find' }).click();
    const entry = desk.getByRole('listitem').filter({ hasText: volunteer.name });
    await sees(entry, 'Identity not checked');
    await unfold(entry.getByLabel('Last four characters'));
    await entry.getByLabel('Document they showed you').selectOption({ label: 'Passport' });
    await entry.getByRole('button', { name: 'I have seen it and it is theirs' }).click();
    await sees(entry, 'Write the last four characters of the document’s number.');
    expect(await entry.getByLabel('Document they showed you').inputValue()).toBe('passport');
    await entry.getByLabel('Last four characters').fill('123x');
    await entry.getByRole('button', { name: 'I have seen it and it is theirs' }).click();
    await sees(entry, 'Identity checked, counts until');
    const { personId } = volunteer.actor;
    expect(await site.prisma.identityCheck.findMany({ where: { personId } })).toMatchObject([
      { documentKind: 'passport', lastFour: '123X' },
    ]);

    await profile.reload();
    await sees(profile, 'Your identity is checked until');
  });

  it('is made by a coordinator for members who have acted for the unit', async () => {
    const { coordinator, organisation } = await createNeighbourhood(site);
    const member = await createNeighbourhood(site);
    await site.prisma.membership.create({
      data: {
        id: member.community.id,
        personId: member.volunteer.actor.personId,
        organisationId: organisation.id,
        role: 'member',
      },
    });
    const page = await site.open('/organisation/members', { as: coordinator.actor });
    const entry = page.getByRole('listitem').filter({ hasText: member.volunteer.name });
    await unfold(entry.getByLabel('Last four characters'));
    await entry.getByLabel('Last four characters').fill('4321');
    await entry.getByRole('button', { name: 'I have seen it and it is theirs' }).click();
    await sees(entry, 'Identity checked, counts until');
    const own = page.getByRole('listitem').filter({ hasText: coordinator.name });
    expect(await own.getByText('Check their identity').count()).toBe(0);
  });
});
