import { builder } from './builder';
import { logRefusedAccess } from './log-refused-access';
import './scalars';
import './refusals';
import '~/server/modules/insights/types';
import '~/server/modules/judging/types';
import '~/server/modules/standards/types';
import '~/server/modules/attendance/types';
import '~/server/modules/care/types';
import '~/server/modules/certificates/types';
import '~/server/modules/claims/types';
import '~/server/modules/communities/types';
import '~/server/modules/contact/types';
import '~/server/modules/consents/types';
import '~/server/modules/hours/types';
import '~/server/modules/identity/types';
import '~/server/modules/intake/types';
import '~/server/modules/matching/types';
import '~/server/modules/needs/import/types';
import '~/server/modules/needs/types';
import '~/server/modules/notifications/types';
import '~/server/modules/organisations/types';
import '~/server/modules/proxies/types';
import '~/server/modules/tasks/types';
import '~/server/modules/visits/types';
import '~/server/modules/volunteers/types';

/** The executable schema; printed to schema.graphql, which a test compares with it. */
export const schema = logRefusedAccess(builder.toSchema());
