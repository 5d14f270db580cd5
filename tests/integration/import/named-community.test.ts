import { expect, test } from 'vitest';
import { chooseCommunity } from '~/server/commands/choose-community';
import { systemClock } from '~/server/deps';
import { createCommunity } from '~/tests/factories/community';
import { createTestDatabase } from '~/tests/setup/database';
import { testDeps } from '~/tests/setup/deps';

const database = await createTestDatabase();
const { prisma } = database;
const deps = testDeps(database, { clock: systemClock });

const north = await createCommunity(prisma, {
  slug: 'north',
  name: '北区',
  nameEn: 'North End',
  level: 'district',
});
const south = await createCommunity(prisma, { slug: 'south', name: '南区', nameEn: null, level: 'district' });
const lake = await createCommunity(prisma, { slug: 'lake', name: '望月湖社区', parentId: north.id });
const hill = await createCommunity(prisma, {
  slug: 'hill',
  name: '咸嘉社区',
  nameEn: 'Xianjia',
  parentId: north.id,
});
const other = await createCommunity(prisma, { slug: 'hill-2', name: '咸嘉社区', parentId: south.id });
await createCommunity(prisma, {
  name: '撤销社区',
  validFrom: new Date('2020-01-01T00:00:00Z'),
  validUntil: new Date('2021-01-01T00:00:00Z'),
});

test.each([
  ['north', north],
  ['北区', north],
  ['North End', north],
  [' north  end ', north],
  ['ＮＯＲＴＨＥＮＤ', north],
  ['望月湖 社区', lake],
  ['Xianjia', hill],
  ['hill-2', other],
])('a command finds the community that it calls %j', async (wanted, community) => {
  expect((await chooseCommunity(deps, wanted)).id).toBe(community.id);
});

test('a command that calls several communities by one name is told how to name each', async () => {
  await expect(chooseCommunity(deps, '咸嘉社区')).rejects.toThrow(
    [
      'Several communities are called 咸嘉社区. Name one of them by the word in front:',
      '  --community hill   咸嘉社区, Xianjia, in North End',
      '  --community hill-2   咸嘉社区, in 南区',
    ].join('\n'),
  );
});

test.each(['Atlantis', '', '撤销社区'])('a command that calls a community %j finds none', async (wanted) => {
  await expect(chooseCommunity(deps, wanted)).rejects.toThrow('There is no community');
});
