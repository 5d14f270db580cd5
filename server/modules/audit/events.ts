import type { AttendanceEvents } from '~/server/modules/attendance/events';
import type { CalendarEvents } from '~/server/modules/calendars/events';
import type { CareEvents } from '~/server/modules/care/events';
import type { CertificateEvents } from '~/server/modules/certificates/events';
import type { ClaimEvents } from '~/server/modules/claims/events';
import type { ContactEvents } from '~/server/modules/contact/events';
import type { ConsentEvents } from '~/server/modules/consents/events';
import type { DrawEvents } from '~/server/modules/draws/events';
import type { GoalEvents } from '~/server/modules/goals/events';
import type { HoursEvents } from '~/server/modules/hours/events';
import type { IdentityEvents } from '~/server/modules/identity/events';
import type { IntakeEvents } from '~/server/modules/intake/events';
import type { JudgingEvents } from '~/server/modules/judging/events';
import type { NeedEvents } from '~/server/modules/needs/events';
import type { OrganisationEvents } from '~/server/modules/organisations/events';
import type { SeriesEvents } from '~/server/modules/series/events';
import type { VisitEvents } from '~/server/modules/visits/events';
import type { StandardsEvents } from '~/server/modules/standards/events';
import type { ProxyEvents } from '~/server/modules/proxies/events';

/** Every event Linli can emit and what it carries: ids and closed values, never a name, a number or free text. */
export interface EventPayloads
  extends
    AttendanceEvents,
    CalendarEvents,
    CareEvents,
    CertificateEvents,
    ClaimEvents,
    ContactEvents,
    ConsentEvents,
    DrawEvents,
    GoalEvents,
    HoursEvents,
    IdentityEvents,
    IntakeEvents,
    JudgingEvents,
    NeedEvents,
    OrganisationEvents,
    SeriesEvents,
    VisitEvents,
    StandardsEvents,
    ProxyEvents {}

export type EventType = keyof EventPayloads;
