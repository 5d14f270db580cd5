import { z } from 'zod';
import { idOf } from '~/server/database/id';

const reason = z.string().trim().max(500);
const minutes = z
  .int()
  .min(1)
  .max(24 * 60);
const record = idOf('ServiceRecord');

export const ConfirmServiceRecordInput = z.object({
  record,
  minutes: minutes.nullish(),
  reason: reason.nullish(),
});
export const ConfirmServiceRecordsInput = z.object({ records: z.array(record).min(1).max(500) });
export const VerifyServiceRecordInput = z.object({
  record,
  approve: z.boolean().nullish(),
  reason: reason.nullish(),
});
export const VerifyServiceRecordsInput = z.object({ records: z.array(record).min(1).max(500) });
export const DisputeServiceRecordInput = z.object({
  record,
  reason: reason.min(1, { error: 'records_reason_needed' }),
});
/** Whose record it is not to see every day says why they open it. */
export const OpenServiceRecordInput = z.object({ record, reason });
export const ResolveDisputeInput = z
  .object({
    record,
    uphold: z.boolean(),
    minutes: minutes.nullish(),
    resolution: reason.min(1, { error: 'records_resolution_needed' }),
  })
  .refine((input) => !input.uphold || input.minutes != null, {
    path: ['minutes'],
    error: 'records_minutes_needed',
  });

export type ConfirmServiceRecordInput = z.output<typeof ConfirmServiceRecordInput>;
export type ConfirmServiceRecordsInput = z.output<typeof ConfirmServiceRecordsInput>;
export type VerifyServiceRecordInput = z.output<typeof VerifyServiceRecordInput>;
export type VerifyServiceRecordsInput = z.output<typeof VerifyServiceRecordsInput>;
export type DisputeServiceRecordInput = z.output<typeof DisputeServiceRecordInput>;
export type ResolveDisputeInput = z.output<typeof ResolveDisputeInput>;
export type OpenServiceRecordInput = z.output<typeof OpenServiceRecordInput>;
