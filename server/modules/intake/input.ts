import { z } from 'zod';
import { IntakeRelationship, IntakeSourceKind } from '~/generated/prisma/enums';
import { idOf } from '~/server/database/id';
import { PhoneInput } from '~/server/modules/contact/input';
import { optional, PersonNameInput } from '~/server/modules/identity/input';
import { fitsRelationship, inLines, inOneLine, neededBy, takenOutcomes, type TakenOutcome } from './rules';

/** How a request reaches an officer. */
export const intakeChannels = ['phone', 'desk', 'visit', 'paper', 'web'] as const;

const line = (most: number) => z.string().overwrite(inOneLine).max(most);
const lines = (most: number) => z.string().overwrite(inLines).max(most);
/** A part of an address: one line, its spaces and full-width letters as everyone writes them. */
const addressPart = z
  .string()
  .overwrite(inOneLine)
  .max(60)
  .transform((text) => text.normalize('NFKC').replace(/\s+/g, ' '));

const isBlank = (value: unknown): boolean =>
  value === null || value === undefined || (typeof value === 'string' && value.trim() === '');

/** Somebody by id or by name, with the phone they gave. Forms send every field empty for nobody. */
const WhoInput = z.preprocess(
  (value) =>
    typeof value === 'object' && value !== null && Object.values(value).every(isBlank) ? null : value,
  z
    .object({
      person: optional(idOf('Person')),
      name: optional(PersonNameInput),
      phone: optional(PhoneInput),
    })
    .refine((who) => Boolean(who.person) !== Boolean(who.name), {
      path: ['name'],
      error: 'server_intake_name_missing',
    })
    .nullish(),
);

export type WhoValues = NonNullable<z.output<typeof WhoInput>>;

const missingWords = {
  answered: 'server_intake_answer_missing',
  refused: 'server_intake_reason_missing',
  passed_on: 'server_intake_passed_on_missing',
  complaint: 'server_intake_due_missing',
  need: '',
} as const satisfies Record<TakenOutcome, string>;

const longestWindowMs = 366 * 86_400_000;

/** A request as an officer takes it down, with what became of it. */
export const TakeDownInput = z
  .object({
    channel: z.enum(intakeChannels),
    paperNumber: optional(line(60)),
    requester: WhoInput,
    servedPerson: WhoInput,
    relationship: z.enum(IntakeRelationship).nullish(),
    subject: line(200).min(2, { error: 'server_intake_subject_missing' }),
    category: optional(idOf('Category')),
    community: optional(idOf('Community')),
    building: optional(addressPart),
    door: optional(addressPart),
    wishedTime: optional(line(100)),
    wishedFrom: z.date().nullish(),
    wishedUntil: z.date().nullish(),
    outcome: z.enum(takenOutcomes),
    outcomeNote: optional(lines(2_000)),
    passedOnTo: optional(line(200)),
    dueAt: z.date().nullish(),
    /** Who handles a complaint: whoever takes it down, unless another worker of the committee is named. */
    owner: optional(idOf('Person')),
    callBackAt: z.date().nullish(),
    consent: z.boolean().nullish(),
  })
  .superRefine((input, context) => {
    const complain = (path: string, message: string) =>
      context.addIssue({ code: 'custom', path: [path], message });
    for (const field of neededBy[input.outcome]) {
      if (!input[field]) complain(field, missingWords[input.outcome]);
    }
    if (input.outcome === 'need' && !input.requester && !input.servedPerson)
      complain('requester', 'server_intake_who_missing');
    if (input.outcome === 'need' && input.consent && input.relationship === 'guardian' && !input.requester)
      complain('requester', 'server_intake_guardian_missing');
    if (input.callBackAt && !input.requester) complain('callBackAt', 'server_intake_call_back_who');
    const forThemselves = isForThemselves(input);
    if (!fitsRelationship(input.relationship ?? 'self', forThemselves)) {
      if (forThemselves) complain('servedPerson', 'server_intake_served_missing');
      else complain('relationship', 'server_intake_relationship_missing');
    }
    const { wishedFrom: from, wishedUntil: until } = input;
    if (Boolean(from) !== Boolean(until))
      complain(from ? 'wishedUntil' : 'wishedFrom', 'server_intake_window_incomplete');
    if (!from || !until) return;
    if (from >= until) complain('wishedUntil', 'server_task_ends_first');
    else if (until.getTime() - from.getTime() > longestWindowMs)
      complain('wishedUntil', 'server_task_too_long');
  });

export type TakeDownValues = z.output<typeof TakeDownInput>;

/** Whether whoever asks asks for themselves: nobody else is named. */
function isForThemselves(input: {
  requester?: WhoValues | null | undefined;
  servedPerson?: WhoValues | null | undefined;
}): boolean {
  const { requester, servedPerson } = input;
  return !servedPerson || (Boolean(servedPerson.person) && servedPerson.person === requester?.person);
}

/** What a worker makes of a request that came by itself, in the words of the form at the desk. */
export const ReviewRequestInput = z.object({ intake: idOf('Intake'), request: TakeDownInput });

/** A request as whoever asks types it: for themselves or for somebody else. */
export const AskInput = z
  .object({
    community: idOf('Community'),
    subject: line(200).min(2, { error: 'server_intake_subject_missing' }),
    category: optional(idOf('Category')),
    /** Needed of who is not signed in. */
    name: optional(PersonNameInput),
    phone: optional(PhoneInput),
    forAnother: z.boolean(),
    servedName: optional(PersonNameInput),
    servedPhone: optional(PhoneInput),
    relationship: z.enum(IntakeRelationship).nullish(),
    building: optional(addressPart),
    door: optional(addressPart),
    wishedTime: optional(line(100)),
    /** The one who asks for themselves agrees that those who may help see the request. */
    consent: z.boolean().nullish(),
  })
  .superRefine((input, context) => {
    const complain = (path: string, message: string) =>
      context.addIssue({ code: 'custom', path: [path], message });
    if (input.forAnother && !input.servedName) complain('servedName', 'server_intake_served_missing');
    if (input.forAnother && (input.relationship ?? 'self') === 'self')
      complain('relationship', 'server_intake_relationship_missing');
    if (input.forAnother && input.consent) complain('consent', 'server_ask_consent_own');
  });

export type AskValues = z.output<typeof AskInput>;

const sourceText = (most: number) => z.string().overwrite(inOneLine).max(most);

/** A phone as a machine says it, whatever that is: a request is not lost for a number that nobody can dial. */
const PhoneTextInput = z.preprocess((value) => {
  const text = typeof value === 'string' ? value : value == null ? '' : JSON.stringify(value);
  return [...inOneLine(text)].slice(0, 100).join('') || null;
}, z.string().nullish());

/** A request as a machine sends it. */
export const MachineInput = z.object({
  externalId: sourceText(200).min(1),
  /** As it came: a text message is longer than what a worker makes of it. */
  subject: optional(sourceText(1600)),
  /** The button that was pressed, where the machine has several. */
  device: optional(sourceText(60)),
  /** The key of a category, such as `food`. */
  category: optional(z.string().max(60)),
  name: optional(PersonNameInput),
  phone: PhoneTextInput,
  building: optional(addressPart),
  door: optional(addressPart),
  wishedTime: optional(line(100)),
  receivedAt: z.iso.datetime({ offset: true }).nullish(),
});

export type MachineValues = z.output<typeof MachineInput>;

export const AddSourceInput = z.object({
  kind: z.enum(IntakeSourceKind),
  name: line(60).min(1, { error: 'server_name_missing' }),
});

export const SourceIdInput = z.object({ id: idOf('IntakeSource') });

const whyTakenBack = lines(500);

export const TakeBackRequestInput = z.object({ id: idOf('Intake'), reason: whyTakenBack });

export const TakeBackFollowedInput = z.object({
  number: z.string().max(40),
  code: z.string().max(20),
  reason: whyTakenBack,
});

/** What is known so far of a request, to look for earlier ones like it. */
export const IntakeRepeatsInput = z.object({
  community: optional(idOf('Community')),
  category: optional(idOf('Category')),
  servedPerson: optional(idOf('Person')),
  building: optional(line(60)),
  subject: optional(line(200)),
});

export const ProceedWithIntakeInput = z.object({ intake: idOf('Intake'), consent: z.boolean().nullish() });

export const NoteCodeToldInput = z.object({ intake: idOf('Intake') });

export const SettleCallBackInput = z.object({ intake: idOf('Intake'), note: optional(lines(500)) });
