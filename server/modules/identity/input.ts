import { z } from 'zod';
import { CommunityLevel } from '~/generated/prisma/enums';
import { idOf } from '~/server/database/id';
import { TimeZoneInput } from '~/server/modules/communities/input';
import { BirthDateInput, EmailInput, PhoneInput } from '~/server/modules/contact/input';
import { contactsIn } from '~/server/modules/contact/rules';
import { documentKinds, isGuessable } from './rules';

/** Forms send an empty text for a field left out. */
export const optional = <Shape extends z.ZodType>(shape: Shape) =>
  z.preprocess((value) => (typeof value === 'string' && value.trim() === '' ? null : value), shape.nullish());

/** What a person is called: one to fifty characters of any script. */
export const PersonNameInput = z
  .string()
  .trim()
  .min(1, { error: 'server_name_missing' })
  .max(200, { error: 'server_name_long' })
  .refine((name) => [...name].length <= 50, { error: 'server_name_long' })
  .refine((name) => !/[\p{Cc}\p{Cs}]/u.test(name), { error: 'server_name_unreadable' });

const NewPasswordInput = z
  .string()
  .min(8, { error: 'server_password_short' })
  .max(200, { error: 'server_password_long' });

/** A password as typed to be checked, whatever its shape. */
const PasswordInput = z.string().min(1).max(200);

interface Reachable {
  phone?: string | null;
  email?: string | null;
  displayName: string;
  password: string;
}

function checkReachable({ phone, email, displayName, password }: Reachable, context: z.RefinementCtx): void {
  if (!phone && !email)
    context.addIssue({ code: 'custom', path: ['phone'], message: 'server_phone_or_email_missing' });
  const ownWords = [displayName, phone ?? '', email ?? '', (email ?? '').split('@')[0] ?? ''];
  if (isGuessable(password, ownWords))
    context.addIssue({ code: 'custom', path: ['password'], message: 'server_password_guessable' });
}

export const SignUpInput = z
  .object({
    displayName: PersonNameInput,
    phone: optional(PhoneInput),
    email: optional(EmailInput),
    password: NewPasswordInput,
    community: optional(idOf('Community')),
    acceptTerms: z.boolean(),
  })
  .superRefine((input, context) => {
    checkReachable(input, context);
    if (!input.acceptTerms)
      context.addIssue({ code: 'custom', path: ['acceptTerms'], message: 'server_terms_needed' });
  });

export const SignInInput = z.object({
  identifier: z.string().trim().min(1, { error: 'server_identifier_missing' }).max(254),
  secret: z.string().min(1, { error: 'server_secret_missing' }).max(200),
  accountId: optional(idOf('Account')),
});

export const SetPasswordInput = z.object({
  currentPassword: optional(PasswordInput),
  newPassword: NewPasswordInput.refine((password) => !isGuessable(password), {
    error: 'server_password_guessable',
  }),
  acceptTerms: z.boolean().nullish(),
});

export const IssueSlipInput = z
  .object({
    person: optional(idOf('Person')),
    newPersonName: optional(PersonNameInput),
    birthDate: optional(BirthDateInput),
  })
  .refine((input) => Boolean(input.person) !== Boolean(input.newPersonName), {
    error: 'server_slip_for_whom',
    path: ['newPersonName'],
  });

/** What was shown, and the last four characters of its number, as they are kept. */
export const CheckIdentityInput = z.object({
  person: idOf('Person'),
  documentKind: z.enum(documentKinds),
  lastFour: z
    .string()
    .transform((text) => text.normalize('NFKC').trim().toUpperCase())
    .refine((text) => /^[0-9A-Z]{4}$/.test(text), { error: 'server_last_four_wrong' }),
});

export const PasskeyResponseInput = z.object({
  challengeId: idOf('PasskeyChallenge'),
  response: z.looseObject({
    id: z.string().max(1400),
    rawId: z.string().max(1400),
    type: z.literal('public-key'),
  }),
  label: optional(z.string().trim().max(60)),
});

export const AddContactPointInput = z.object({
  value: z
    .string()
    .trim()
    .max(254)
    .refine((text) => contactsIn(text).length > 0, { error: 'server_contact_unreadable' }),
});

export const ContactPointIdInput = z.object({ id: idOf('ContactPoint') });
export const SessionIdInput = z.object({ id: idOf('Session') });
export const PasskeyIdInput = z.object({ id: idOf('Passkey') });
export const SwitchIdentityInput = z.object({ membership: optional(idOf('Membership')) });
export const EmptyInput = z.object({});

export const PreferencesInput = z.object({
  locale: z.enum(['en', 'zh-CN']).nullish(),
  elderMode: z.boolean().nullish(),
});

export const SetUpInput = z
  .object({
    code: z.string().trim().max(40),
    communityName: z.string().trim().min(1, { error: 'server_name_missing' }).max(80),
    communityLevel: z.enum(CommunityLevel),
    timeZone: TimeZoneInput,
    displayName: PersonNameInput,
    phone: optional(PhoneInput),
    email: optional(EmailInput),
    password: NewPasswordInput,
  })
  .superRefine(checkReachable);
