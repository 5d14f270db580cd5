interface DrawFact {
  needId: string;
  taskId: string;
  /** SHA-256 of the seed, hex: what the draw is held with was fixed when this was told. */
  commitment: string;
}

export interface DrawEvents {
  'need:draw_set': DrawFact;
  'need:draw_dropped': DrawFact;
  'need:drawn': DrawFact;
}
