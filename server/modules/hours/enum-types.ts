import { RecordOrigin, RecordState } from '~/generated/prisma/enums';
import { builder } from '~/server/graphql/builder';

export const RecordStateEnum = builder.enumType('RecordState', { values: Object.values(RecordState) });
export const RecordOriginEnum = builder.enumType('RecordOrigin', { values: Object.values(RecordOrigin) });
export const HoursDimensionEnum = builder.enumType('HoursDimension', {
  values: ['organisation', 'volunteer', 'category', 'month', 'community'] as const,
});
