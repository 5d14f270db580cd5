interface ConsentFact {
  consentId: string;
}

export interface ConsentEvents {
  'consent:given': ConsentFact;
  'consent:withdrawn': ConsentFact;
}
