/** A reading of a cell that failed, with the code of the reason. */
export class Unreadable extends Error {
  override readonly name = 'Unreadable';
  constructor(readonly code: 'BAD_DATE' | 'AMBIGUOUS_DATE' | 'BAD_TIME' | 'BAD_NUMBER' | 'BAD_RECURRENCE') {
    super(code);
  }
}
