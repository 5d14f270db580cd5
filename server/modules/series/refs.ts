import { encodeId } from '~/server/database/id';
import { builder } from '~/server/graphql/builder';
import type { SeriesRow } from './queries';

export const SeriesRef = builder.objectRef<SeriesRow>('Series');

/** The id that the API shows of a series. */
export const seriesId = ({ id }: Pick<SeriesRow, 'id'>): string => encodeId('Series', id);
