import { z } from 'zod';
import { CareFollowUp, CareInterval, CareLevel, CareOutcome } from '~/generated/prisma/enums';
import { idOf } from '~/server/database/id';
import { optional } from '~/server/modules/identity/input';
import { inLines } from '~/server/modules/intake/rules';

/** How consent to regular visits is given: to the words read out, on a signed paper, on the screen at the desk, or by a guardian. */
export const consentForms = ['spoken', 'paper', 'screen', 'guardian'] as const;
/** How an officer hears what came of a visit. */
export const outcomeChannels = ['phone', 'desk', 'visit', 'paper'] as const;

const lines = (most: number) => z.string().overwrite(inLines).max(most);
const day = z.iso.date();

const rhythm = {
  level: z.enum(CareLevel),
  interval: z.enum(CareInterval),
  startsOn: day,
  startMinute: z.int().min(0).max(1439),
  durationMinutes: z.int().min(10).max(480),
};

const consent = z.object({ form: z.enum(consentForms), reviewOn: day });

export const AddToCareListInput = z.object({ person: idOf('Person'), ...rhythm, consent });
export type AddToCareListValues = z.output<typeof AddToCareListInput>;

export const ChangeCareEntryInput = z.object({ entry: idOf('CareEntry'), ...rhythm });

export const EndCareEntryInput = z.object({ entry: idOf('CareEntry'), reason: lines(500) });

export const RenewCareConsentInput = z.object({ entry: idOf('CareEntry'), ...consent.shape });

export const AgreeToVisitsInput = z.object({ consent: idOf('Consent') });

export const WithdrawCareConsentInput = z.object({ entry: idOf('CareEntry'), note: optional(lines(500)) });

export const AddCarePairInput = z.object({ entry: idOf('CareEntry'), volunteer: idOf('Person') });

export const EndCarePairInput = z.object({ pair: idOf('CarePair'), reason: optional(lines(500)) });

export const ReportVisitInput = z
  .object({
    visit: idOf('CareVisit'),
    outcome: z.enum(CareOutcome),
    needs: optional(lines(200)),
    channel: z.enum(outcomeChannels).nullish(),
  })
  .superRefine(({ outcome, needs }, context) => {
    if (outcome === 'needs_something' && !needs)
      context.addIssue({ code: 'custom', path: ['needs'], message: 'server_care_needs_missing' });
  });
export type ReportVisitValues = z.output<typeof ReportVisitInput>;

export const FollowUpVisitInput = z.object({
  visit: idOf('CareVisit'),
  followUp: z.enum(CareFollowUp),
  note: optional(lines(500)),
});
