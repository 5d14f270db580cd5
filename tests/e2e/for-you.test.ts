import { Temporal } from 'temporal-polyfill';
import { describe, expect, it, vi } from 'vitest';
import { createNeed } from '~/tests/factories/need';
import { createSkill } from '~/tests/factories/skill';
import { createTask } from '~/tests/factories/task';
import { openSite, sees } from '~/tests/helpers/e2e-site';
import { createNeighbourhood } from '~/tests/helpers/neighbourhood';

const site = await openSite();
const { prisma } = site;

/** Nine to eleven on the Saturday after next, in the neighbourhood's zone. */
function saturdayMorning(): { startsAt: Date; endsAt: Date } {
  const today = Temporal.Now.plainDateISO('UTC');
  const day = today.add({ days: 13 - today.dayOfWeek });
  const at = (hour: number) =>
    new Date(day.toZonedDateTime({ timeZone: 'UTC', plainTime: { hour } }).epochMilliseconds);
  return { startsAt: at(9), endsAt: at(11) };
}

describe('for you', () => {
  it('asks what one offers, then puts what fits first with the reasons in words, to be claimed there', async () => {
    const { community, organisation, volunteer } = await createNeighbourhood(site);
    await createSkill(prisma, { nameEn: 'Storytelling' });
    const storytelling = await prisma.skill.findFirstOrThrow({ where: { nameEn: 'Storytelling' } });
    const post = async (title: string, latitude: number, task: object) => {
      const { id: needId } = await createNeed(prisma, {
        communityId: community.id,
        organisationId: organisation.id,
        title,
        latitude,
        longitude: -73.98,
      });
      return createTask(prisma, { needId, title: 'Reader', ...saturdayMorning(), ...task });
    };
    const fitting = await post('Stories in Spanish', 40.711, { languages: ['es'] });
    await prisma.taskSkill.create({
      data: { taskId: fitting.id, skillId: storytelling.id, required: true },
    });
    await post('Far away market', 41.9, {});

    const page = await site.open('/for-you', { as: volunteer.actor });
    await page.getByRole('link', { name: 'Change what I offer' }).click();
    await page.getByLabel('Saturday Morning').check();
    await page.getByLabel('Spanish').check();
    await page.getByText(/What are you good at\? \(0 chosen\)/).click();
    await page.getByLabel('Storytelling').check();
    await page.getByLabel('How far would you travel?').selectOption('Up to 5 km');
    await page.getByRole('button', { name: 'Save' }).click();
    await sees(page, 'Saved.');
    expect(await page.getByLabel('Saturday Morning').isChecked()).toBe(true);
    expect(await page.getByLabel('Spanish').isChecked()).toBe(true);
    // What is emptied stays empty.
    await page.getByLabel('Anything else we should know?').fill('No stairs.');
    await page.getByLabel('Birth date').fill('1958-03-12');
    await page.getByRole('button', { name: 'Save' }).click();
    await sees(page, 'Saved.');
    expect(await page.getByLabel('Birth date').inputValue()).toBe('1958-03-12');
    await page.getByLabel('Anything else we should know?').fill('');
    await page.getByLabel('Birth date').fill('');
    await page.getByRole('button', { name: 'Save' }).click();
    await vi.waitFor(async () => {
      const { about } = await prisma.volunteerProfile.findUniqueOrThrow({
        where: { personId: volunteer.actor.personId },
      });
      expect(about).toBeNull();
    });
    await page.goto('/account/profile');
    expect(await page.getByLabel('Anything else we should know?').inputValue()).toBe('');
    expect(await page.getByLabel('Birth date').inputValue()).toBe('');

    await page.getByRole('link', { name: 'For you' }).first().click();
    const best = page.getByRole('article').first();
    await best.getByRole('heading', { name: 'Stories in Spanish' }).waitFor();
    for (const reason of [
      /you speak Spanish/,
      /1\.2 km away/,
      /you are free on Saturday morning/,
      /Storytelling/,
    ]) {
      await sees(best, reason);
    }
    expect(await page.getByRole('article').last().getByRole('heading').innerText()).toBe('Far away market');

    await best.getByRole('button', { name: /^Sign up/ }).click();
    await page.getByRole('heading', { name: 'My tasks' }).waitFor();
    await page.getByRole('link', { name: 'Stories in Spanish' }).waitFor();
    await sees(page, 'Confirmed');
  });

  it('says that two tasks overlap, and lets the place be given back', async () => {
    const { community, organisation, volunteer } = await createNeighbourhood(site);
    const post = async (title: string) => {
      const { id: needId } = await createNeed(prisma, {
        communityId: community.id,
        organisationId: organisation.id,
        title,
      });
      return createTask(prisma, { needId, ...saturdayMorning() });
    };
    await post('Carry boxes');
    await post('Count boxes');
    const page = await site.open('/', { as: volunteer.actor });
    const late = await site.open('/', { as: volunteer.actor });
    await late.getByRole('link', { name: 'Count boxes' }).click();
    await late.getByRole('button', { name: /^Sign up/ }).waitFor();
    await late.context().setOffline(true);
    await page.getByRole('link', { name: 'Carry boxes' }).click();
    await page.getByRole('button', { name: /^Sign up/ }).click();
    await sees(page, 'Confirmed', { exact: true });

    // A page that could not hear of it still asks; the answer says why not and what to do.
    await late.context().setOffline(false);
    const signUp = late.getByRole('button', { name: /^Sign up/ });
    const overlap = late.getByText('You are signed up for something else at that time.');
    await Promise.race([signUp.click().catch(() => null), overlap.first().waitFor()]);
    await overlap.first().waitFor();

    await page.goto('/my/tasks');
    await page.getByRole('button', { name: /^I can’t make it/ }).click();
    await sees(page, 'Nothing ahead');
    await late.reload();
    await signUp.click();
    await sees(late, 'Confirmed', { exact: true });
  });
});
