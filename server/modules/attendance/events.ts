interface AttendanceFact {
  claimId: string;
  taskId: string;
  needId: string;
}

/** Where places change hands too. */
interface AttendanceCount extends AttendanceFact {
  takenPlaces: number;
  placesTaken: number;
}

export interface AttendanceEvents {
  'claim:checked_in': AttendanceFact;
  'claim:checked_out': AttendanceFact;
  'claim:walked_in': AttendanceCount;
  'claim:no_show': AttendanceCount;
  'claim:no_show_undone': AttendanceCount;
  'claim:noted': AttendanceFact;
}
