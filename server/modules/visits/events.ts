import type { VisitAlertKind } from '~/generated/prisma/enums';

interface AlertFact {
  claimId: string;
  taskId: string;
  needId: string;
  kind: VisitAlertKind;
}

export interface VisitEvents {
  'visit:alert_raised': AlertFact;
  'visit:alert_settled': AlertFact;
  /** Whose wish it was; whom it concerns stands nowhere in an event. */
  'person:helper_refused': { personId: string };
  'person:helper_refusal_ended': { personId: string };
  'person:magnet_issued': { personId: string };
}
