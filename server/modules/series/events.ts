interface SeriesFact {
  needId: string;
  seriesId: string;
}

export interface SeriesEvents {
  'need:series_set': SeriesFact;
  'need:series_changed': SeriesFact;
  'need:series_ended': SeriesFact;
  'need:date_left_out': SeriesFact & { occurrence: number };
  'need:date_held': SeriesFact & { occurrence: number };
  'need:date_moved': SeriesFact & { occurrence: number };
  'need:dates_made': SeriesFact & { tasks: number };
}
