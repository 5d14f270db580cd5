interface IntakeFact {
  intakeId: string;
}

export interface IntakeEvents {
  'intake:taken_down': IntakeFact;
  'intake:called_back': IntakeFact;
  'intake:consented': IntakeFact;
  'intake:received': IntakeFact;
  'intake:reviewed': IntakeFact;
  'intake:taken_back': IntakeFact;
  'intake:code_replaced': IntakeFact;
  'intake:code_told': IntakeFact;
  'intake:source_added': { intakeSourceId: string };
  'intake:source_renewed': { intakeSourceId: string };
  'intake:source_revoked': { intakeSourceId: string };
}
