interface PersonFact {
  personId: string;
}

export interface ContactEvents {
  'person:contact_verified': PersonFact;
  'person:care_note_added': PersonFact;
  'person:care_note_ended': PersonFact;
  'person:emergency_contact_added': PersonFact;
  'person:emergency_contact_removed': PersonFact;
}
