import type { Deps } from '~/server/deps';
import { addCareNote } from '~/server/modules/contact/add-care-note';
import { addEmergencyContact } from '~/server/modules/contact/change-emergency-contacts';
import { saveHome } from '~/server/modules/contact/save-address';
import { decideClaim } from '~/server/modules/claims/decide-claim';
import { issueMagnet } from '~/server/modules/visits/issue-magnet';
import { Refused } from '~/server/policy/refusal';
import { asStaff, patience, type Staff } from './acting';
import { tryClaims } from './serve';

type Locale = 'en' | 'zh-CN';

const words: Record<Locale, { note: string; contact: { name: string; relationship: string } }> = {
  en: {
    note: 'Hard of hearing: please ring twice.',
    contact: { name: 'Demo Daughter', relationship: 'daughter' },
  },
  'zh-CN': {
    note: '听力不好，请按两次门铃。',
    contact: { name: '演示女儿', relationship: '女儿' },
  },
};

/** What helpers need at a home of the demo: a magnet, a note and whom to ring. */
export async function prepareHome(deps: Deps, officer: Staff, person: string, locale: Locale): Promise<void> {
  const { note, contact } = words[locale];
  await issueMagnet(deps, asStaff(officer), { person });
  const forHelpers = { person, audience: 'helper', text: note, channel: 'phone', consent: true } as const;
  await addCareNote(deps, asStaff(officer), forHelpers);
  await addEmergencyContact(deps, asStaff(officer), { person, ...contact, phone: '+1 212 555 0107' });
}

interface HomeVisits {
  readonly community: { readonly id: string; readonly name: string };
  readonly officer: Staff;
  /** Whom they visit: the one who can be signed in as, and the second person of a first visit. */
  readonly helpers: readonly [known: string, second: string];
}

/** Gives those of the demo's residents who asked for help at home and have none yet an address and what helpers need, and one of them two accepted helpers. */
export async function prepareHomeVisits(
  deps: Deps,
  { community, officer, helpers }: HomeVisits,
): Promise<void> {
  const tasks = await deps.prisma.task.findMany({
    where: {
      isOpen: true,
      endsAt: { gt: deps.clock.now() },
      need: { communityId: community.id, placeKind: 'private_home', servedPersonId: { not: null } },
    },
    orderBy: [{ startsAt: 'asc' }, { id: 'asc' }],
    select: { id: true, need: { select: { servedPersonId: true } } },
  });
  const served = new Set(tasks.flatMap(({ need }) => need.servedPersonId ?? []));
  const magnets = await deps.prisma.homeMagnet.findMany({ where: { personId: { in: [...served] } } });
  for (const { personId } of magnets) served.delete(personId);
  for (const [at, person] of [...served].entries()) {
    const home = { area: community.name, building: `演示${at + 1}栋`, door: `${at + 2}01` };
    await deps.prisma.$transaction((tx) => saveHome(tx, person, home), patience);
    await prepareHome(deps, officer, person, 'zh-CN');
  }
  for (const { id } of tasks) if (await acceptBoth(deps, officer, id, helpers)) return;
}

/** Has both helpers ask for a task and accepts them; false when one of them cannot. */
async function acceptBoth(
  deps: Deps,
  officer: Staff,
  taskId: string,
  helpers: readonly string[],
): Promise<boolean> {
  await tryClaims(deps, helpers, taskId, deps.clock.now());
  const claims = await deps.prisma.claim.findMany({
    where: { taskId, personId: { in: [...helpers] }, state: 'requested' },
    select: { id: true },
  });
  if (claims.length < helpers.length) return false;
  try {
    for (const { id } of claims) await decideClaim(deps, asStaff(officer), { claim: id, approve: true });
    return true;
  } catch (error) {
    if (error instanceof Refused) return false;
    throw error;
  }
}
