/** What a column of a sheet can mean. */
export const fieldKeys = [
  'sourceId',
  'title',
  'summary',
  'organisation',
  'organisationId',
  'category',
  'startDate',
  'startTime',
  'endDate',
  'endTime',
  'recurrence',
  'weekdays',
  'places',
  'minimumPlaces',
  'minimumAge',
  'place',
  'latitude',
  'longitude',
  'community',
  'urgency',
  'bring',
  'risks',
] as const;

export type FieldKey = (typeof fieldKeys)[number];
