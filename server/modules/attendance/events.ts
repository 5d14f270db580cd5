interface AttendanceFact {
  claimId: string;
  taskId: string;
  needId: string;
}

export interface AttendanceEvents {
  'claim:checked_in': AttendanceFact;
  'claim:checked_out': AttendanceFact;
}
