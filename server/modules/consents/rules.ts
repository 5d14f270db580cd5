import type { ConsentPurpose } from '~/generated/prisma/enums';

/** What a person may agree to in general, each in the words of the version beside it; other purposes are asked for where they arise. */
export const generalPurposes = {
  publish_help: 'publish-help-2026-01',
  health_notes: 'health-notes-2026-01',
} as const satisfies Partial<Record<ConsentPurpose, string>>;
export type GeneralPurpose = keyof typeof generalPurposes;
export const generalPurposeNames = Object.keys(generalPurposes) as [GeneralPurpose, ...GeneralPurpose[]];

/** Agreeing to the terms is part of having an account, and ends with it. */
export const isWithdrawable = (purpose: ConsentPurpose): boolean => purpose !== 'terms';
