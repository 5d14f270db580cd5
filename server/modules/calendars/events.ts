interface CalendarFact {
  calendarFeedId: string;
}

export interface CalendarEvents {
  'calendar:made': CalendarFact;
  'calendar:revoked': CalendarFact;
}
