import type { Page } from 'playwright-core';
import { describe, expect, it } from 'vitest';
import { checkCodeOf } from '~/server/modules/certificates/signing';
import { openSite, sees } from '~/tests/helpers/e2e-site';
import {
  createNeighbourhood,
  hoursAhead,
  inField,
  minutesAfter,
  signIn,
} from '~/tests/helpers/neighbourhood';

const site = await openSite();
const { prisma } = site;

/** Takes the five steps of posting a need, from the unit's home to the question whether everything is right. */
async function writeNeed(page: Page, title: string, startsAt: Date): Promise<void> {
  const next = page.getByRole('button', { name: 'Save and continue' });
  await page.getByRole('link', { name: 'Post a need' }).first().click();
  await page.getByLabel('Title').fill(title);
  await page.getByLabel('What volunteers will do').fill('Serve warm meals to neighbours and talk with them.');
  await next.click();
  await page.getByLabel('An organisation’s premises').check();
  await page.getByLabel('Name of the place').fill('Community hall');
  await next.click();
  await page.getByRole('link', { name: 'Add the first task' }).click();
  await page.getByLabel('Starts').fill(inField(startsAt));
  await page.getByLabel('Ends').fill(inField(minutesAfter(startsAt, 120)));
  await page.getByLabel('At least').fill('1');
  await page.getByLabel('At most').fill('2');
  await page.getByRole('button', { name: 'Save the task' }).click();
  await page.getByRole('link', { name: 'Continue' }).click();
  await page.getByLabel('What to bring').fill('An apron');
  await page.getByLabel('Risks and safety').fill('Hot pans: gloves are there.');
  await next.click();
  await page.getByRole('heading', { name: 'Is everything right?' }).waitFor();
}

/** The six digits that the coordinator's screen shows now. */
async function codeOnSite(page: Page): Promise<string> {
  const digits = page.getByText(/^\d{3} \d{3}$/);
  await digits.waitFor();
  return (await digits.innerText()).replace(' ', '');
}

const anotherCode = (code: string) => (code === '000000' ? '000001' : '000000');

/** Five browsers and everything that happens to a need take a while on a busy machine. */
const longWalk = 180_000;

describe('one need', () => {
  it(
    'goes from post to certificate in front of five browsers, each change on every open page',
    async () => {
      const { community, coordinator, volunteer, amy, ben } = await createNeighbourhood(site);
      await prisma.communitySetting.create({
        data: { communityId: community.id, key: 'reviewVerifiedUnits', value: true },
      });
      const startsAt = hoursAhead(2);
      const title = 'Serve lunch in the community hall';

      const board = await site.openLive('/');
      const organisation = await site.open('/sign-in');
      const officer = await site.open('/sign-in?next=/committee/needs');
      const second = await site.open('/sign-in?next=/committee/records');
      const helper = await site.open('/sign-in?next=/');
      await Promise.all([
        signIn(organisation, coordinator),
        signIn(officer, amy),
        signIn(second, ben),
        signIn(helper, volunteer),
      ]);

      // Posted: the committee sees it to review, nobody else does.
      await sees(officer, 'No needs wait for review');
      await writeNeed(organisation, title, startsAt);
      await organisation.getByRole('button', { name: 'Publish' }).click();
      await sees(organisation, 'The committee is reviewing this need.');
      await officer.getByRole('link', { name: title }).click();
      expect(await board.getByText(title).count()).toBe(0);
      await officer.getByRole('button', { name: 'Approve and publish' }).click();

      // Published: it stands on the open board and the unit reads so.
      await board.getByRole('link', { name: title }).waitFor();
      await sees(organisation, 'Recruiting');
      await organisation.getByRole('link', { name: 'Roster' }).click();
      await sees(organisation, 'Nobody has signed up yet');

      // Claimed in two taps from the board; the roster fills by itself.
      await helper.getByRole('link', { name: title }).click();
      await helper.getByRole('button', { name: /^Sign up/ }).click();
      await sees(helper, 'Confirmed', { exact: true });
      await sees(organisation, volunteer.name);
      await sees(board, '1 of 2 places left');

      // The day: in and out with the code on site, which changes; a wrong one is refused and stays to be mended.
      site.moveClockTo(minutesAfter(startsAt, -20));
      await organisation.reload();
      const first = await codeOnSite(organisation);
      await helper.goto('/my/tasks');
      await helper.getByRole('link', { name: 'Check in' }).click();
      await helper.getByLabel('Check-in code').fill(anotherCode(first));
      await helper.getByRole('button', { name: 'Check in' }).click();
      await sees(helper, 'That code is not right.');
      await helper.getByRole('textbox').fill(first);
      await helper.getByRole('button', { name: 'Check in' }).click();
      await helper.getByRole('heading', { name: 'Check out' }).waitFor();
      await organisation.getByRole('heading', { name: 'Here (1)' }).waitFor();

      site.moveClockTo(minutesAfter(startsAt, 120));
      await helper.getByRole('textbox').fill(first);
      await helper.getByRole('button', { name: 'Check out' }).click();
      await sees(helper, 'That code is not right.');
      await organisation.reload();
      await helper.getByRole('textbox').fill(await codeOnSite(organisation));
      await helper.getByRole('button', { name: 'Check out' }).click();
      await sees(helper, 'Thank you for your time!');
      await organisation.getByRole('heading', { name: 'Done (1)' }).waitFor();

      // Confirmed by the unit, verified by the committee; the volunteer's page follows.
      await helper.getByRole('link', { name: 'Hours' }).filter({ visible: true }).first().click();
      await sees(helper, 'Waiting for the organisation');
      await organisation.goto('/organisation/hours');
      await organisation.getByRole('button', { name: 'Confirm 1 without remarks' }).click();
      await sees(helper, 'Waiting for the committee');
      await second.getByRole('link', { name: volunteer.name }).click();
      await second.getByRole('button', { name: 'Verify 2 h 15 min' }).click();
      await second.getByText('In the ledger').click();
      await sees(second, /Entry 1: 135 min/);
      await sees(helper, 'Verified', { exact: true });

      // Certified: a page to print, which anyone can check, and no other.
      await helper.getByRole('button', { name: 'Issue a certificate' }).click();
      await helper.getByRole('heading', { name: 'Certificate of volunteer service' }).waitFor();
      await helper.getByRole('img', { name: /^QR code leading to/ }).waitFor();
      const line = helper.getByRole('row', { name: new RegExp(title) });
      await sees(line, 'Community hall');
      await sees(line, '2 h 15 min');
      const number = new URL(helper.url()).pathname.split('/').at(-1) ?? '';
      await board.goto(`/verify/${number}`);
      await sees(board, 'This certificate is genuine and valid.');
      await sees(board, 'V. V.');
      expect(await board.getByText(title).count()).toBe(0);
      await board.goto(`/verify/${number}?check=${await codeOnPaper(number)}`);
      await sees(board, 'The paper must show exactly this');
      await sees(board.getByRole('listitem').filter({ hasText: title }), '2 h 15 min');
      await board.goto(`/verify/${number}?check=0000 0000 0000`);
      await sees(board, 'This check code is not that of the certificate with this number.');
      await board.goto(`/verify/${number}?signature=${encodeURIComponent(await withMoreHours(number))}`);
      await sees(board, 'This is not what was issued: the content was changed after signing.');
    },
    longWalk,
  );

  it('of a committee is confirmed by one officer and verified by another', async () => {
    const { community, committee, volunteer, amy, ben } = await createNeighbourhood(site);
    const startsAt = hoursAhead(2);
    const first = await site.open('/organisation', { as: amy.actor });
    await writeNeed(first, 'Sweep the courtyard', startsAt);
    await first.getByRole('button', { name: 'Publish' }).click();
    await sees(first, 'Recruiting');
    await first.getByRole('link', { name: 'Roster' }).click();

    const helper = await site.open('/', { as: volunteer.actor });
    await helper.getByRole('link', { name: 'Sweep the courtyard' }).click();
    await helper.getByRole('button', { name: /^Sign up/ }).click();
    await sees(helper, 'Confirmed', { exact: true });

    // A roster learns of the server's clock when it opens.
    const clockGoesTo = async (moment: Date) => {
      site.moveClockTo(moment);
      await first.reload();
    };
    await clockGoesTo(minutesAfter(startsAt, -20));
    await first.getByRole('button', { name: 'Check in' }).click();
    await first.getByRole('heading', { name: 'Here (1)' }).waitFor();
    await clockGoesTo(minutesAfter(startsAt, 75));
    await first.getByRole('button', { name: 'Check out' }).click();
    await first.getByRole('heading', { name: 'Done (1)' }).waitFor();
    await first.goto('/organisation/hours');
    // What nothing was measured for is not ticked beforehand: somebody looks first.
    await sees(first, 'Rests on the word of staff alone');
    await first.getByRole('checkbox', { name: `${volunteer.name}, 1 h 30 min` }).check();
    await first.getByRole('button', { name: 'Confirm 1 ticked' }).click();
    await sees(first, 'No records here');

    await first.goto('/committee/records');
    await first.getByRole('heading', { name: 'Look at these first (1)' }).waitFor();
    await sees(first, 'Rests on the word of staff alone');
    await sees(first, 'A colleague decides.');
    expect(await first.getByRole('button', { name: /^Verify/ }).count()).toBe(0);
    const second = await site.open('/committee/records', { as: ben.actor });
    await second.getByRole('button', { name: 'Verify 1 h 30 min' }).click();
    await sees(second, 'No records here');
    await sees(first, 'No records here');
    const { confirmerId, verifierId } = await prisma.serviceRecord.findFirstOrThrow({
      where: { communityId: community.id, organisationId: committee.id },
    });
    expect([confirmerId, verifierId]).toEqual([amy.actor.personId, ben.actor.personId]);
  });
});

/** What stands beside the number on paper. */
async function codeOnPaper(number: string): Promise<string> {
  return checkCodeOf((await prisma.certificate.findUniqueOrThrow({ where: { number } })).signature);
}

/** The signature of a certificate whose words were changed by whoever holds it. */
async function withMoreHours(number: string): Promise<string> {
  const { signature } = await prisma.certificate.findUniqueOrThrow({ where: { number } });
  const [head, body = '', seal] = signature.split('.');
  const words = Buffer.from(body, 'base64url').toString().replaceAll('135', '935');
  return [head, Buffer.from(words).toString('base64url'), seal].join('.');
}
