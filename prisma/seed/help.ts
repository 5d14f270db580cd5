import type { Satisfaction } from '~/generated/prisma/enums';
import { encodeId } from '~/server/database/id';
import type { Deps } from '~/server/deps';
import { AskInput, TakeDownInput } from '~/server/modules/intake/input';
import { receiveRequest } from '~/server/modules/intake/receive-request';
import { takeDownRequest } from '~/server/modules/intake/take-down-request';
import type { Said } from '~/server/modules/judging/rules';
import { takeDownJudgement } from '~/server/modules/judging/take-down-judgement';
import { beginOf, lastOver } from '~/server/modules/insights/rules';
import { settleNeeds } from '~/server/modules/needs/settle-needs';
import { parseInput } from '~/server/policy/parse-input';
import { type Actor, anonymous } from '~/server/policy/actor';
import { asStaff, at } from './acting';

const hour = 3_600_000;
const day = 24 * hour;

const words = {
  en: {
    people: (number: number) => `Demo neighbour ${number}`,
    subjects: [
      'Carry shopping upstairs',
      'Change a light bulb',
      'Go along to the doctor',
      'Read a letter aloud',
    ],
    missing: 'The bulb is still dark.',
    asked: {
      subject: 'Somebody to go along to the eye clinic and back',
      wishedTime: 'Thursday morning',
      name: 'Demo Neighbour Fay',
    },
    askedForAnother: {
      subject: 'My mother cannot carry her shopping up while the lift is out of order',
      wishedTime: 'Twice a week, after four',
      name: 'Demo Daughter Gwen',
      servedName: 'Demo Neighbour Hope',
      building: '240 West Street',
    },
  },
  'zh-CN': {
    people: (number: number) => `演示居民${String(number).padStart(2, '0')}号`,
    subjects: ['帮忙把菜提上楼', '换一个灯泡', '陪同去社区医院', '帮忙念一封信'],
    missing: '灯还是不亮。',
    asked: { subject: '想请人陪我去眼科复查', wishedTime: '周四上午', name: '演示居民方阿姨' },
    askedForAnother: {
      subject: '电梯停运，我妈妈提不动菜，想请人帮忙送上楼',
      wishedTime: '每周两次，下午四点以后',
      name: '演示女儿小高',
      servedName: '演示居民洪奶奶',
      building: '5栋',
    },
  },
} as const;

/** What was said of the requests of the last quarter that is over, one after another. */
const past: readonly (readonly [Said, Satisfaction | null])[] = [
  ['solved', 'satisfied'],
  ['solved', 'satisfied'],
  ['partly', 'neutral'],
  ['solved', 'satisfied'],
  ['solved', null],
  ['solved', 'satisfied'],
  ['partly', 'dissatisfied'],
  ['solved', 'satisfied'],
  ['partly', 'neutral'],
  ['solved', 'satisfied'],
];

/**
 * Help in the demo's committees that have two officers: judged in the last quarter that is over, so that there are public figures;
 * two requests that wait for a return visit, one that was not solved and is to be planned again, and two that came from the web
 * and wait for review.
 */
export async function loadHelp(deps: Deps): Promise<void> {
  const committees = await deps.prisma.organisation.findMany({
    where: { committeeOf: { isDemo: true } },
    include: {
      committeeOf: true,
      memberships: {
        where: { role: 'officer', endedAt: null },
        orderBy: { id: 'asc' },
        include: { person: { select: { locale: true } } },
      },
    },
  });
  for (const { id, committeeOf, memberships } of committees) {
    const [takes, asks] = memberships.map((membership) =>
      asStaff({
        personId: membership.personId,
        membershipId: membership.id,
        role: membership.role,
        organisationId: id,
        communityIds: [membership.communityId ?? committeeOf?.id ?? ''],
      }),
    );
    if (!takes || !asks || !committeeOf) continue;
    const locale = memberships[0]?.person.locale === 'zh-CN' ? 'zh-CN' : 'en';
    await loadOf(deps, takes, asks, locale);
    await askOnTheWeb(deps, committeeOf.id, locale);
  }
}

async function loadOf(deps: Deps, takes: Actor, asks: Actor, locale: keyof typeof words): Promise<void> {
  const now = deps.clock.now().getTime();
  const begin = beginOf(lastOver(deps.clock.now())).getTime();
  for (const [number, [judgement, satisfaction]] of past.entries()) {
    const asked = begin + (5 + 7 * number) * day;
    const need = await serve(deps, takes, asked, number, locale);
    await say(at(deps, new Date(asked + 2 * day)), asks, need, judgement, satisfaction);
  }
  const open = await serve(deps, takes, now - 4 * day, 21, locale);
  await say(at(deps, new Date(now - day)), asks, open, 'not_solved', 'dissatisfied', words[locale].missing);
  for (const number of [22, 23]) await serve(deps, takes, now - (number - 20) * day, number, locale);
}

/** Two who were not signed in asked: one for themselves, and one for their mother. */
async function askOnTheWeb(deps: Deps, community: string, locale: keyof typeof words): Promise<void> {
  const { asked, askedForAnother } = words[locale];
  const requests = [
    { hoursAgo: 20, ...asked, phone: '+1 212 555 0171', forAnother: false, consent: true },
    {
      hoursAgo: 3,
      ...askedForAnother,
      phone: '+1 212 555 0172',
      servedPhone: '+1 212 555 0173',
      forAnother: true,
      relationship: 'relative',
    },
  ];
  for (const { hoursAgo, ...request } of requests) {
    const moment = at(deps, new Date(deps.clock.now().getTime() - hoursAgo * hour));
    const input = parseInput(AskInput, { community: encodeId('Community', community), ...request }, locale);
    await receiveRequest(moment, anonymous('web'), input, 'demo');
  }
}

/** A request that was taken down at a moment, and whose hour is over a day later. Answers the need's id. */
async function serve(
  deps: Deps,
  takes: Actor,
  asked: number,
  number: number,
  locale: keyof typeof words,
): Promise<string> {
  const { people, subjects } = words[locale];
  const input = parseInput(
    TakeDownInput,
    {
      channel: 'phone',
      requester: { name: people(number + 1), phone: number > 20 ? `+1 212 555 01${number + 40}` : undefined },
      subject: subjects[number % subjects.length],
      outcome: 'need',
      wishedFrom: new Date(asked + 24 * hour),
      wishedUntil: new Date(asked + 25 * hour),
      consent: true,
    },
    locale,
  );
  const { intakeId } = await takeDownRequest(at(deps, new Date(asked)), takes, input);
  await settleNeeds(at(deps, new Date(asked + 26 * hour)));
  await settleNeeds(at(deps, new Date(asked + 26 * hour)));
  const intake = await deps.prisma.intake.findUniqueOrThrow({ where: { id: intakeId } });
  return intake.needId ?? '';
}

async function say(
  deps: Deps,
  asks: Actor,
  need: string,
  judgement: Said,
  satisfaction: Satisfaction | null,
  remark: string | null = null,
): Promise<void> {
  const rest = { round: null, thanks: null, remark, channel: 'phone', word: 'served' } as const;
  await takeDownJudgement(deps, asks, { need, judgement, satisfaction, ...rest });
}
