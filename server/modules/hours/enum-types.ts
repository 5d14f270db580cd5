import { RecordOrigin, RecordState } from '~/generated/prisma/enums';
import { builder } from '~/server/graphql/builder';
import { ledgerFaults } from './ledger-rules';

export const RecordStateEnum = builder.enumType('RecordState', { values: Object.values(RecordState) });
export const RecordOriginEnum = builder.enumType('RecordOrigin', { values: Object.values(RecordOrigin) });
export const LedgerFaultEnum = builder.enumType('LedgerFaultKind', { values: ledgerFaults });
export const HoursDimensionEnum = builder.enumType('HoursDimension', {
  values: ['organisation', 'volunteer', 'category', 'month', 'community'] as const,
});
