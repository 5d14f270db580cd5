import { newId } from '~/server/database/id';
import type { Deps } from '~/server/deps';
import { parseInput } from '~/server/policy/parse-input';
import { TakeDownInput, type TakeDownValues } from '~/server/modules/intake/input';
import { takeDownRequest } from '~/server/modules/intake/take-down-request';
import { createMember } from '~/tests/factories/actor';
import { createCategory } from '~/tests/factories/category';
import { createCommunity } from '~/tests/factories/community';
import { createOrganisation } from '~/tests/factories/organisation';

/** A community whose committee has an officer with an account, as calls are taken down in. */
export async function createDesk(deps: Deps) {
  const { prisma } = deps;
  const community = await createCommunity(prisma, { name: '望月湖社区' });
  const committee = await createOrganisation(prisma, {
    communityId: community.id,
    committeeOfId: community.id,
  });
  const officer = { ...(await createMember(prisma, committee, 'officer')), accountId: newId() };
  const category = await createCategory(prisma);

  /** An answer given at once, unless told otherwise; as the API parses it. */
  const values = (overrides: Record<string, unknown> = {}): TakeDownValues =>
    parseInput(
      TakeDownInput,
      {
        channel: 'phone',
        requester: { name: '李秀英', phone: '139 1234 5678' },
        subject: '想问社区食堂几点开门',
        outcome: 'answered',
        outcomeNote: '每天十一点',
        ...overrides,
      },
      'en',
    );
  async function takeDown(overrides: Record<string, unknown> = {}, actor = officer) {
    const { intakeId } = await takeDownRequest(deps, actor, values(overrides));
    return prisma.intake.findUniqueOrThrow({ where: { id: intakeId }, include: { need: true } });
  }
  return { community, committee, officer, category, values, takeDown };
}

export type Desk = Awaited<ReturnType<typeof createDesk>>;
