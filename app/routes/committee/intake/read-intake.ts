import { z } from 'zod';
import { channels, outcomes, relationships } from '~/app/components/intake/choices';
import { isWholePhone } from '~/app/components/intake/phone-question';
import { isoDay } from '~/app/i18n/format';
import { fromLocalInput, startOfDay, todayIn } from '~/app/i18n/local-time';
import { m } from '~/generated/messages/messages';

const text = (most: number) => z.string().trim().max(most).optional();
const ticked = z.preprocess((value) => value === 'on', z.boolean());
const clock = z.string().regex(/^([01]\d|2[0-3]):[0-5]\d$/);

/** When to ring back, as an officer says it on the phone; `at` names the moment. */
const callBackChoices = ['two_hours', 'tomorrow', 'three_days', 'at'] as const;

const fields = z.object({
  key: z.uuid(),
  /** When the form was first sent; a repeat promises the same moments. */
  now: text(40),
  channel: z.enum(channels),
  paperNumber: text(60),
  person: text(100),
  name: text(50),
  phone: text(40),
  byProxy: ticked,
  callerPerson: text(100),
  callerName: text(50),
  callerPhone: text(40),
  relationship: z.enum(relationships).optional(),
  subject: text(200),
  category: text(100),
  community: text(100),
  building: text(60),
  door: text(60),
  wishedTime: text(100),
  wishedDay: z.iso.date().optional(),
  wishedFrom: clock.optional(),
  wishedUntil: clock.optional(),
  outcome: z.enum(outcomes),
  consent: ticked,
  dueDay: z.iso.date().optional(),
  owner: text(100),
  complaintNote: text(2000),
  answer: text(2000),
  passedOnTo: text(200),
  passedOnNote: text(2000),
  reason: text(2000),
  callBack: z.enum(callBackChoices).optional(),
  callBackAt: text(20),
});
export type TypedIntake = z.output<typeof fields>;
type FieldName = keyof TypedIntake;

/** The form as it is posted; everything that is missing is said at once. Somebody who asks what can be answered need not give a name. */
export const intakeShape = fields.superRefine((typed, context) => {
  const miss = (name: FieldName, isMissing: unknown, message: () => string) =>
    isMissing && context.addIssue({ code: 'custom', path: [name], message: message() });
  const { outcome, wishedDay, wishedFrom, wishedUntil } = typed;
  const isKnown = typed.person ?? typed.name;
  miss('name', !isKnown && (outcome === 'need' || typed.byProxy), m.committee_intake_name_missing);
  miss(
    'callerName',
    typed.byProxy && !typed.callerPerson && !typed.callerName,
    m.committee_intake_caller_missing,
  );
  miss('paperNumber', typed.channel === 'paper' && !typed.paperNumber, m.committee_intake_paper_missing);
  miss('subject', !typed.subject, m.committee_intake_subject_missing);
  miss('wishedDay', !wishedDay && (wishedFrom ?? wishedUntil), m.committee_intake_day_missing);
  miss('wishedFrom', wishedDay && !wishedFrom, m.committee_intake_from_missing);
  miss('wishedUntil', wishedFrom && wishedUntil && wishedUntil <= wishedFrom, m.committee_intake_until_early);
  miss('dueDay', outcome === 'complaint' && !typed.dueDay, m.committee_intake_due_missing);
  miss('answer', outcome === 'answered' && !typed.answer, m.committee_intake_answer_missing);
  miss('passedOnTo', outcome === 'passed_on' && !typed.passedOnTo, m.committee_intake_passed_on_missing);
  miss('reason', outcome === 'refused' && !typed.reason, m.committee_intake_reason_missing);
  miss('callBackAt', typed.callBack === 'at' && !typed.callBackAt, m.committee_intake_call_back_missing);
  miss(
    'callBackAt',
    typed.callBack === 'at' && typed.callBackAt && !isTime(typed.callBackAt),
    m.committee_intake_call_back_unreadable,
  );
});

/** Whether there is such a time, in whatever zone. */
const isTime = (text: string): boolean => fromLocalInput(text, 'UTC') !== null;

/** What was typed as the API takes it. Whoever calls for themselves is both requester and person served. */
export function inputOf(typed: TypedIntake, zone: string) {
  const served = someone(typed.person, typed.name, typed.phone);
  const caller = someone(typed.callerPerson, typed.callerName, typed.callerPhone);
  return {
    channel: typed.channel,
    paperNumber: typed.channel === 'paper' ? typed.paperNumber : undefined,
    requester: typed.byProxy ? caller : served,
    servedPerson: typed.byProxy ? served : null,
    relationship: typed.byProxy ? (typed.relationship ?? 'other') : ('self' as const),
    subject: typed.subject ?? '',
    category: typed.category,
    community: typed.community,
    building: typed.building,
    door: typed.door,
    wishedTime: typed.wishedTime,
    ...wishedWindow(typed, zone),
    outcome: typed.outcome,
    ...outcomeOf(typed, zone),
    callBackAt: callBackMoment(typed, zone),
  };
}

/** A known person keeps their name; of the phone only a whole number is new, four digits are what they were found by. */
function someone(person: string | undefined, name: string | undefined, phone: string | undefined) {
  if (!person) return { name, phone };
  return { person, phone: isWholePhone(phone) ? phone : undefined };
}

/** An hour, unless they said until when. */
function wishedWindow({ wishedDay, wishedFrom, wishedUntil }: TypedIntake, zone: string) {
  const from = wishedDay && wishedFrom && fromLocalInput(`${wishedDay}T${wishedFrom}`, zone);
  if (!from) return {};
  const until = wishedUntil && fromLocalInput(`${wishedDay}T${wishedUntil}`, zone);
  return { wishedFrom: from, wishedUntil: until || hoursAfter(from, 1) };
}

function outcomeOf(typed: TypedIntake, zone: string) {
  switch (typed.outcome) {
    case 'need':
      return { consent: typed.consent };
    case 'complaint':
      return {
        outcomeNote: typed.complaintNote,
        owner: typed.owner,
        dueAt: fromLocalInput(`${typed.dueDay}T23:59`, zone) ?? undefined,
      };
    case 'answered':
      return { outcomeNote: typed.answer };
    case 'passed_on':
      return { passedOnTo: typed.passedOnTo, outcomeNote: typed.passedOnNote };
    case 'refused':
      return { outcomeNote: typed.reason };
  }
}

/** Mornings are at ten: late enough for everyone to be up. */
function callBackMoment({ callBack, callBackAt, now }: TypedIntake, zone: string): string | undefined {
  const morning = (days: number) => fromLocalInput(`${dayAhead(days, zone)}T10:00`, zone) ?? undefined;
  switch (callBack) {
    case 'two_hours':
      return inTwoHours(now);
    case 'tomorrow':
      return morning(1);
    case 'three_days':
      return morning(3);
    case 'at':
      return fromLocalInput(callBackAt ?? '', zone) ?? undefined;
    case undefined:
      return undefined;
  }
}

/** From when the form was first sent; from now on when it does not say so, or when that was too long ago to keep. */
function inTwoHours(sentAt: string | undefined): string {
  const now = new Date().toISOString();
  const away = Date.parse(sentAt ?? '') - Date.parse(now);
  const promised = Math.abs(away) < dayMs ? hoursAfter(sentAt ?? now, 2) : hoursAfter(now, 2);
  return promised > now ? promised : hoursAfter(now, 2);
}

const dayMs = 24 * 3_600_000;

const hoursAfter = (instant: string, hours: number) =>
  new Date(Date.parse(instant) + hours * 3_600_000).toISOString();

/** A day of the community so many days from now, `2026-03-01`. */
export function dayAhead(days: number, zone: string): string {
  const today = todayIn(zone);
  const start = startOfDay(today, zone, days);
  return start ? isoDay(start, zone) : today;
}

/** The form's field for one of the API's, so that what is wrong stands beside what was typed. */
export function formFieldOf(path: readonly string[], typed: TypedIntake): string {
  const [first = '', second] = path[0] === 'input' ? path.slice(1) : path;
  if (first === 'servedPerson' || (first === 'requester' && !typed.byProxy))
    return second === 'phone' ? 'phone' : 'name';
  if (first === 'requester') return second === 'phone' ? 'callerPhone' : 'callerName';
  if (first === 'dueAt') return 'dueDay';
  if (first === 'callBackAt') return typed.callBack === 'at' ? 'callBackAt' : 'callBack';
  if (first === 'outcomeNote') return noteField[typed.outcome];
  return first;
}

const noteField: Record<TypedIntake['outcome'], FieldName> = {
  need: 'outcome',
  complaint: 'complaintNote',
  answered: 'answer',
  passed_on: 'passedOnNote',
  refused: 'reason',
};
