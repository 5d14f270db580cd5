interface RecordFact {
  recordId: string;
  needId: string | null;
}

export interface HoursEvents {
  'record:proposed': RecordFact;
  'record:confirmed': RecordFact;
  'record:verified': RecordFact;
  'record:rejected': RecordFact;
  'record:disputed': RecordFact;
  'record:dispute_resolved': RecordFact;
  'record:opened': RecordFact;
  'record:corrected': RecordFact & { correctedById: string };
}
