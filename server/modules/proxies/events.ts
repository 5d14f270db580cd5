interface ProxyFact {
  proxyRelationshipId: string;
  /** Whom it is about: whoever acts for them hears of nothing more until it is asked anew. */
  principalId: string;
}

export interface ProxyEvents {
  'proxy:named': ProxyFact;
  'proxy:vouched': ProxyFact;
  'proxy:confirmed': ProxyFact;
  'proxy:accepted': ProxyFact;
  'proxy:ended': ProxyFact;
}
