import type { Deps } from '~/server/deps';
import { addCareNote } from '~/server/modules/contact/add-care-note';
import { addEmergencyContact } from '~/server/modules/contact/change-emergency-contacts';
import { saveHome } from '~/server/modules/contact/save-address';
import { decideClaim } from '~/server/modules/claims/decide-claim';
import { issueMagnet } from '~/server/modules/visits/issue-magnet';
import { Refused } from '~/server/policy/refusal';
import { asStaff, patience, type Staff } from './acting';
import { tryClaims } from './serve';

interface HomeVisits {
  readonly community: { readonly id: string; readonly name: string };
  readonly officer: Staff;
  /** Whom they visit: the one who can be signed in as, and the second person of a first visit. */
  readonly helpers: readonly [known: string, second: string];
}

/** Gives the demo's residents who asked for help at home an address, a note and a magnet, and one of them two accepted helpers. */
export async function prepareHomeVisits(
  deps: Deps,
  { community, officer, helpers }: HomeVisits,
): Promise<void> {
  const tasks = await deps.prisma.task.findMany({
    where: {
      isOpen: true,
      startsAt: { gt: deps.clock.now() },
      need: { communityId: community.id, placeKind: 'private_home', servedPersonId: { not: null } },
    },
    orderBy: [{ startsAt: 'asc' }, { id: 'asc' }],
    select: { id: true, need: { select: { servedPersonId: true } } },
  });
  const served = [...new Set(tasks.flatMap(({ need }) => need.servedPersonId ?? []))];
  for (const [at, person] of served.entries()) {
    const home = { area: community.name, building: `演示${at + 1}栋`, door: `${at + 2}01` };
    await deps.prisma.$transaction((tx) => saveHome(tx, person, home), patience);
    await issueMagnet(deps, asStaff(officer), { person });
    const note = { person, audience: 'helper', text: '听力不好，请按两次门铃。', channel: 'phone' } as const;
    await addCareNote(deps, asStaff(officer), { ...note, consent: true });
    const daughter = { name: '演示女儿', relationship: '女儿', phone: '+1 212 555 0107' };
    await addEmergencyContact(deps, asStaff(officer), { person, ...daughter });
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
