import type { Page } from 'playwright-core';

/** Who looks: a demo person by the beginning of their identifier, or somebody who has just come with a slip. */
export type Role = 'guest' | 'volunteer' | 'coordinator' | 'officer-a' | 'chair' | 'newcomer';

type Address = (page: Page, origin: string) => Promise<string | null>;

export interface Screen {
  /** The picture's name. */
  name: string;
  as: Role;
  /** Where it is; some are found by following the demo's links. Null when the demo has no example. */
  address: Address;
}

const at = (path: string): Address => async () => path;

/** The first link on a page whose address matches; `to` turns it into the address wanted. */
function link(from: string | Address, pattern: RegExp, to: (href: string) => string = (href) => href): Address {
  return async (page, origin) => {
    const start = typeof from === 'string' ? from : await from(page, origin);
    if (start === null) return null;
    await page.goto(origin + start);
    const hrefs = await page.locator('main a[href]').evaluateAll((links) => links.map((each) => each.getAttribute('href')));
    const found = hrefs.find((href) => href !== null && pattern.test(href));
    return found ? to(found) : null;
  };
}

/** The volunteer's certificate; the first look issues it, by the page's own button. */
const certificate: Address = async (page, origin) => {
  const existing = await link('/my/hours', /^\/certificates\//)(page, origin);
  if (existing) return existing;
  await page.locator('form:has(input[value="certificate"]) button').click();
  const issued = await page.waitForURL(/\/certificates\//, { timeout: 10_000 }).then(
    () => true,
    () => false,
  );
  return issued ? new URL(page.url()).pathname : null;
};

/** Where the day's code of the volunteer's next task is typed in. */
const checkIn: Address = async (page, origin) => {
  const need = await link('/my/tasks', /^\/needs\//)(page, origin);
  if (!need) return null;
  await page.goto(origin + need);
  const id = await page.locator('li[id^="task-"]').first().getAttribute('id');
  return id && id.replace('task-', '/check-in/');
};

/** Where an import's columns are named; the first look reads two pasted rows in, by the page's own form. */
const importMap: Address = async (page, origin) => {
  const begun = await link('/committee/import', /^\/committee\/import\/[^/?]+$/)(page, origin);
  if (begun) return begun;
  await page.locator('textarea[name="text"]').fill('id\ttitle\n1\tHelp at the library\n2\tWalk a dog');
  await page.locator('form:has(textarea[name="text"]) button').click();
  await page.waitForURL(/\/committee\/import\/.+/);
  return new URL(page.url()).pathname;
};

/** A request that was taken down; the first look takes one down, by the page's own form. */
const intake: Address = async (page, origin) => {
  const taken = await link('/committee/intake/calls?show=all', /^\/committee\/intake\/intake_[^/?]+$/)(page, origin);
  if (taken) return taken;
  await page.goto(`${origin}/committee/intake`);
  const isChinese = (await page.locator('html').getAttribute('lang')) === 'zh-CN';
  await page.locator('input[name="name"]').fill(isChinese ? '演示居民' : 'Demo neighbour');
  await page.locator('input[name="phone"]').fill('+1 212 555 0142');
  await page.locator('select[name="callBack"]').selectOption('tomorrow');
  await page.locator('textarea[name="subject"]').fill(isChinese ? '电梯停运，请帮忙把菜提上楼' : 'Carry shopping upstairs while the lift is out of order');
  await page.locator('button[value="save"]').click();
  await page.waitForURL(/\/committee\/intake\/intake_/);
  return new URL(page.url()).pathname;
};

/** A visit at somebody's home, and the file of whom it is to. */
const homeVisit = link('/committee/visits', /\/visit$/);
const personFile = link(homeVisit, /^\/committee\/people\/[^/?]+$/);
/** A page on a resident's file, found through somebody whose identity may be checked. */
const ofResident =
  (page_: string): Address =>
  async (page, origin) => {
    await page.goto(`${origin}/committee/identity?search=1`);
    const person = await page.locator('input[name="person"]').first().getAttribute('value');
    return person && `/committee/people/${person}/${page_}`;
  };
/** The form for somebody new on the care list, found by the name that demo residents have in the language of the page. */
const newEntry: Address = async (page, origin) => {
  await page.goto(`${origin}/committee/care`);
  const isChinese = (await page.locator('html').getAttribute('lang')) === 'zh-CN';
  const found = `/committee/care/new?text=${encodeURIComponent(isChinese ? '演示居民' : 'Demo Resident')}`;
  return link(found, /person=/, (href) => `/committee/care/new${href.slice(href.indexOf('?'))}`)(page, origin);
};

/** The place that the volunteer hands over by a link: the last of theirs. */
const handedOver: Address = async (page, origin) => {
  await page.goto(`${origin}/my/tasks`);
  const last = page.locator('main a[href$="/hand-over"]').last();
  return (await last.count()) > 0 ? last.getAttribute('href') : null;
};

const ownNeed = link('/organisation', /^\/organisation\/needs\/need_/);
/** The dates of the first of the unit's needs that has a rhythm. */
const rhythm: Address = async (page, origin) => {
  await page.goto(`${origin}/organisation`);
  const hrefs = await page.locator('main a[href*="/organisation/needs/need_"]').evaluateAll((links) => links.map((each) => each.getAttribute('href')));
  for (const href of new Set(hrefs)) {
    const found = href && (await link(href, /\/edit\/rhythm$/)(page, origin));
    if (found) return found;
  }
  return null;
};
const draft = link('/organisation?show=draft', /^\/organisation\/needs\/need_/);
const roster = link(ownNeed, /\/roster$/);
const importReport: Address = async (page, origin) => {
  const done = await link('/committee/import', /^\/committee\/import\/[^?]+\/report/)(page, origin);
  return done ?? `${await importMap(page, origin)}/report`;
};
/** A need that waits for the committee, else any on the board as the committee would see it. */
const reviewedNeed: Address = async (page, origin) =>
  (await link('/committee/needs', /^\/committee\/needs\/[^?]+$/)(page, origin)) ??
  (await link('/', /^\/needs\//, (href) => `/committee${href}`)(page, origin));
const verifiedOrganisation = link('/committee/organisations?status=verified', /^\/committee\/organisations\/[^?]+$/);

/** What an installation shows before it is set up. */
export const setUpScreen: Screen = { name: 'set-up', as: 'guest', address: at('/setup') };

/** Every other route that has a page. A new page gets its line here. */
export const screens: readonly Screen[] = [
  { name: 'board', as: 'guest', address: at('/') },
  { name: 'board-map', as: 'guest', address: at('/?view=map') },
  { name: 'board-empty', as: 'guest', address: at('/?q=nothing-is-called-this') },
  { name: 'need', as: 'guest', address: link('/', /^\/needs\//) },
  { name: 'sign-in', as: 'guest', address: at('/sign-in') },
  { name: 'sign-up', as: 'guest', address: at('/sign-up') },
  { name: 'verify', as: 'guest', address: at('/verify') },
  { name: 'verify-unknown', as: 'guest', address: at('/verify/LN-0000-0000') },
  { name: 'follow', as: 'guest', address: at('/follow') },
  { name: 'follow-number', as: 'guest', address: at('/follow/2026-000123') },
  { name: 'figures', as: 'guest', address: at('/figures?community=huzhong') },
  { name: 'figures-none', as: 'guest', address: at('/figures') },
  { name: 'ask', as: 'guest', address: at('/ask') },
  { name: 'about', as: 'guest', address: at('/about') },
  { name: 'privacy', as: 'guest', address: at('/privacy') },
  { name: 'not-found', as: 'guest', address: at('/no-such-page') },

  { name: 'first-password', as: 'newcomer', address: at('/account/pin') },

  { name: 'board-signed-in', as: 'volunteer', address: at('/') },
  { name: 'need-signed-in', as: 'volunteer', address: link('/?free=1', /^\/needs\//) },
  { name: 'for-you', as: 'volunteer', address: at('/for-you') },
  { name: 'my-tasks', as: 'volunteer', address: at('/my/tasks') },
  { name: 'hand-over', as: 'volunteer', address: link('/my/tasks', /\/hand-over$/) },
  { name: 'hand-over-offered', as: 'volunteer', address: handedOver },
  { name: 'hand-over-link', as: 'volunteer', address: link(handedOver, /^\/hand-over\/./) },
  { name: 'hand-over-code', as: 'volunteer', address: at('/hand-over') },
  { name: 'my-tasks-past', as: 'volunteer', address: at('/my/tasks?past') },
  { name: 'check-in', as: 'volunteer', address: checkIn },
  { name: 'regular-visit', as: 'volunteer', address: link('/my/tasks?past', /^\/my\/visits\//) },
  { name: 'my-hours', as: 'volunteer', address: at('/my/hours') },
  { name: 'certificate', as: 'volunteer', address: certificate },
  { name: 'verify-valid', as: 'volunteer', address: link(certificate, /^\/verify\//) },
  { name: 'visit', as: 'volunteer', address: link('/my/tasks', /^\/visits\//) },
  { name: 'magnet', as: 'volunteer', address: at('/magnet/homeMagnet_00000000-0000-0000-0000-000000000000') },
  { name: 'notices', as: 'volunteer', address: at('/notices') },
  { name: 'account', as: 'volunteer', address: at('/account') },
  { name: 'account-views', as: 'volunteer', address: at('/account/views') },
  { name: 'profile', as: 'volunteer', address: at('/account/profile') },
  { name: 'identity', as: 'volunteer', address: at('/account/identity') },
  { name: 'proxies', as: 'volunteer', address: at('/account/proxies') },
  { name: 'consents', as: 'volunteer', address: at('/account/consents') },
  { name: 'notice-choices', as: 'volunteer', address: at('/account/notices') },
  { name: 'mailbox', as: 'volunteer', address: at('/mailbox') },
  { name: 'coming-unknown', as: 'volunteer', address: at('/coming/none') },
  { name: 'unsubscribe-unknown', as: 'volunteer', address: at('/unsubscribe/none') },
  { name: 'my-requests', as: 'volunteer', address: at('/my/requests') },
  { name: 'register', as: 'volunteer', address: at('/register') },

  { name: 'organisation', as: 'coordinator', address: at('/organisation') },
  { name: 'organisation-members', as: 'coordinator', address: at('/organisation/members') },
  { name: 'organisation-visits', as: 'coordinator', address: at('/organisation/visits') },
  { name: 'organisation-hours', as: 'coordinator', address: at('/organisation/hours') },
  { name: 'organisation-need', as: 'coordinator', address: ownNeed },
  { name: 'need-new', as: 'coordinator', address: at('/organisation/needs/new') },
  ...['what', 'where', 'tasks', 'rhythm', 'details', 'check'].map(
    (step): Screen => ({
      name: `need-edit-${step}`,
      as: 'coordinator',
      address: async (page, origin) => {
        const need = (await draft(page, origin)) ?? (await ownNeed(page, origin));
        return need && `${need}/edit/${step}`;
      },
    }),
  ),
  {
    name: 'need-edit-task',
    as: 'coordinator',
    address: async (page, origin) => {
      const need = await ownNeed(page, origin);
      return link(`${need}/edit/tasks`, /\/edit\/tasks\/task_/)(page, origin);
    },
  },
  { name: 'need-dates', as: 'coordinator', address: rhythm },
  { name: 'roster', as: 'coordinator', address: roster },
  { name: 'draw', as: 'volunteer', address: link('/my/tasks', /^\/draws\//) },
  { name: 'set-draw', as: 'coordinator', address: link(ownNeed, /\/draw$/) },
  { name: 'poster', as: 'coordinator', address: link(ownNeed, /\/roster$/, (href) => href.replace(/roster$/, 'poster')) },
  { name: 'calls', as: 'coordinator', address: link(ownNeed, /\/roster$/, (href) => href.replace(/roster$/, 'calls')) },
  { name: 'roster-print', as: 'coordinator', address: link(ownNeed, /\/roster$/, (href) => `${href}/print`) },
  {
    name: 'walk-in',
    as: 'coordinator',
    address: link(ownNeed, /\/roster$/, (href) => href.replace(/roster$/, 'walk-in')),
  },
  { name: 'code', as: 'coordinator', address: link(ownNeed, /\/roster$/, (href) => href.replace(/roster$/, 'code')) },

  { name: 'committee', as: 'officer-a', address: at('/committee') },
  { name: 'committee-intake', as: 'officer-a', address: at('/committee/intake') },
  { name: 'committee-intake-taken', as: 'officer-a', address: intake },
  {
    name: 'committee-intake-slip',
    as: 'officer-a',
    address: async (page, origin) => `${await intake(page, origin)}/slip`,
  },
  { name: 'committee-intake-calls', as: 'officer-a', address: at('/committee/intake/calls') },
  { name: 'committee-intake-all', as: 'officer-a', address: at('/committee/intake/calls?show=all') },
  { name: 'committee-care', as: 'officer-a', address: at('/committee/care') },
  { name: 'committee-care-find', as: 'officer-a', address: at('/committee/care/new?text=3') },
  { name: 'committee-care-new', as: 'officer-a', address: newEntry },
  { name: 'committee-care-entry', as: 'officer-a', address: link('/committee/care', /^\/committee\/care\/careEntry_/) },
  { name: 'committee-visits', as: 'officer-a', address: at('/committee/visits') },
  { name: 'committee-visit', as: 'officer-a', address: homeVisit },
  { name: 'committee-person', as: 'officer-a', address: personFile },
  { name: 'committee-magnet', as: 'officer-a', address: link(personFile, /\/magnet$/) },
  { name: 'committee-return-visits', as: 'officer-a', address: at('/committee/return-visits') },
  {
    name: 'committee-return-visit',
    as: 'officer-a',
    address: link('/committee/return-visits', /^\/committee\/return-visits\/need_[^/?]+$/),
  },
  {
    name: 'committee-return-slip',
    as: 'officer-a',
    address: link('/committee/return-visits', /^\/committee\/return-visits\/need_[^/?]+\/slip$/),
  },
  { name: 'committee-deliveries', as: 'chair', address: at('/committee/deliveries') },
  { name: 'committee-standards', as: 'chair', address: at('/committee/standards') },
  { name: 'committee-review', as: 'officer-a', address: at('/committee/intake/review') },
  {
    name: 'committee-review-one',
    as: 'officer-a',
    address: link('/committee/intake/review', /^\/committee\/intake\/intake_[^/]+\/review$/),
  },
  { name: 'committee-sources', as: 'officer-a', address: at('/committee/intake/sources') },
  { name: 'committee-proxies', as: 'officer-a', address: at('/committee/proxies') },
  { name: 'committee-proxies-of', as: 'officer-a', address: ofResident('proxies') },
  { name: 'committee-consents-of', as: 'officer-a', address: ofResident('consents') },
  { name: 'committee-organisations', as: 'officer-a', address: at('/committee/organisations') },
  { name: 'committee-organisation', as: 'officer-a', address: verifiedOrganisation },
  { name: 'committee-needs', as: 'officer-a', address: at('/committee/needs') },
  { name: 'committee-need', as: 'officer-a', address: reviewedNeed },
  { name: 'committee-records', as: 'officer-a', address: at('/committee/records') },
  { name: 'committee-record', as: 'officer-a', address: link('/committee/records', /^\/committee\/records\/[^?]+$/) },
  { name: 'committee-hours', as: 'officer-a', address: at('/committee/hours') },
  { name: 'committee-import', as: 'officer-a', address: at('/committee/import') },
  { name: 'committee-import-map', as: 'officer-a', address: importMap },
  { name: 'committee-import-report', as: 'officer-a', address: importReport },
  { name: 'committee-slips', as: 'officer-a', address: at('/committee/slips') },
  { name: 'committee-slip-print', as: 'officer-a', address: at('/committee/slips/print') },
  { name: 'committee-identity', as: 'officer-a', address: at('/committee/identity?search=1') },
  { name: 'committee-members', as: 'chair', address: at('/committee/members') },
  { name: 'committee-communities', as: 'chair', address: at('/committee/communities') },
  { name: 'committee-certificates', as: 'officer-a', address: at('/committee/certificates') },
  { name: 'committee-certificate-issue', as: 'officer-a', address: at('/committee/certificates/issue') },
  {
    name: 'committee-certificate',
    as: 'officer-a',
    address: link('/committee/certificates', /^\/committee\/certificates\/(?!issue)[^/?]+$/),
  },
];
