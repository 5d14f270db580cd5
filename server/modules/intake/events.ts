interface IntakeFact {
  intakeId: string;
}

export interface IntakeEvents {
  'intake:taken_down': IntakeFact;
  'intake:called_back': IntakeFact;
  'intake:consented': IntakeFact;
}
