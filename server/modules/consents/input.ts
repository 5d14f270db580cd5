import { z } from 'zod';
import { idOf } from '~/server/database/id';
import { optional } from '~/server/modules/identity/input';
import { generalPurposeNames } from './rules';

/** How somebody told an officer that they agree: the words were read out, or they signed them. */
export const takenForms = ['spoken', 'paper'] as const;

export const GiveConsentInput = z.object({
  /** A resident whose word an officer takes down; the caller, or whom they act for, when left out. */
  person: optional(idOf('Person')),
  purpose: z.enum(generalPurposeNames),
  form: z.enum(takenForms).nullish(),
});

export const WithdrawConsentInput = z.object({ id: idOf('Consent') });
