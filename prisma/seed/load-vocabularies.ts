import { newId } from '~/server/database/id';
import type { Deps } from '~/server/deps';
import { readRows } from './files';

/**
 * Loads the categories of needs and the skills, which a real installation needs as much as the demo. Rows that are there
 * keep their ids and take new names; safe to run at every start.
 */
export async function loadVocabularies(deps: Pick<Deps, 'prisma'>): Promise<void> {
  await loadCategories(deps);
  await loadSkills(deps);
}

async function loadCategories({ prisma }: Pick<Deps, 'prisma'>): Promise<void> {
  const known = new Map((await prisma.category.findMany()).map((category) => [category.key, category]));
  const ids = new Map([...known].map(([key, { id }]) => [key, id]));
  const rows = readRows('vocabularies/categories.csv').map((row, sort) => {
    const { key = '', parent = '', nameEn = '', nameZh = '', mark = '', source = '', sourceId = '' } = row;
    const id = ids.get(key) ?? newId();
    ids.set(key, id);
    return {
      id,
      key,
      parentId: ids.get(parent) ?? null,
      nameEn,
      nameZh,
      mark,
      source,
      sourceId: sourceId || null,
      sort,
    };
  });
  const fresh = rows.filter((row) => !known.has(row.key));
  await prisma.category.createMany({ data: fresh });
  for (const { id, ...columns } of rows) {
    const before = known.get(columns.key);
    const same =
      !before ||
      Object.entries(columns).every(([name, value]) => before[name as keyof typeof before] === value);
    if (!same) await prisma.category.update({ where: { id }, data: columns });
  }
}

async function loadSkills({ prisma }: Pick<Deps, 'prisma'>): Promise<void> {
  const known = new Map((await prisma.skill.findMany()).map((skill) => [skill.key, skill]));
  const rows = readRows('vocabularies/skills.csv').map((row) => {
    const { key = '', nameEn = '', nameZh = '', source = '', sourceId = '' } = row;
    return { key, nameEn, nameZh, source, sourceId: sourceId || null };
  });
  await prisma.skill.createMany({
    data: rows.filter((row) => !known.has(row.key)).map((row) => ({ id: newId(), ...row })),
  });
  for (const columns of rows) {
    const before = known.get(columns.key);
    const same = !before || (before.nameEn === columns.nameEn && before.nameZh === columns.nameZh);
    if (!same) await prisma.skill.update({ where: { key: columns.key }, data: columns });
  }
}
