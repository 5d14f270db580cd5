import { newId } from '~/server/database/id';
import type { Tx } from '~/server/database/transaction';
import type { Deps } from '~/server/deps';
import { recordChanges, type AnyChange } from '~/server/modules/audit/record-change';
import type { Actor } from '~/server/policy/actor';
import type { ImportContext } from './import-context';
import type { NeedDraft } from './read-row';

/** The unit that posts a row's need, and whether it may post without review. */
export interface Poster {
  readonly id: string;
  readonly verified: boolean;
}

type Named = NonNullable<NeedDraft['organisation']>;

const sameName = (name: string): string => name.normalize('NFKC').toLowerCase().replace(/\s+/g, ' ').trim();
/** Units with an id of their own in the source are told apart by it, others by their name. */
export const organisationKey = (named: Named): string =>
  named.sourceId === null ? `name:${sameName(named.name)}` : `id:${named.sourceId}`;

/**
 * Finds or creates the organisations that rows name. A new one is pending, so that the committee verifies it first,
 * unless the import trusts it. Found are: those this source named before, and those of the same name that are
 * registered here or admitted here. Answers a poster for every key.
 */
export async function resolveOrganisations(
  tx: Tx,
  deps: Deps,
  actor: Actor,
  context: ImportContext,
  named: readonly Named[],
): Promise<Map<string, Poster>> {
  const wanted = new Map(named.map((organisation) => [organisationKey(organisation), organisation]));
  const found = await findKnown(tx, context, [...wanted.values()]);
  const created: AnyChange[] = [];
  const rows = [];
  const posters = new Map<string, Poster>();
  for (const [key, organisation] of wanted) {
    const known = found.get(key) ?? found.get(`name:${sameName(organisation.name)}`);
    if (known) {
      posters.set(key, known);
      continue;
    }
    const id = newId();
    const verified = context.trustOrganisations;
    posters.set(key, { id, verified });
    rows.push({
      id,
      kind: 'social_organisation' as const,
      name: organisation.name,
      status: verified ? ('verified' as const) : ('pending' as const),
      communityId: context.communityId,
      sourceSystem: organisation.sourceId === null ? null : context.sourceSystem,
      sourceId: organisation.sourceId,
      isDemo: context.isDemo,
      createdAt: context.now,
    });
    created.push(...changesOf(id, verified, context.communityId));
  }
  await tx.organisation.createMany({ data: rows });
  await tx.admission.createMany({
    data: rows
      .filter((row) => row.status === 'verified')
      .map(({ id }) => ({
        organisationId: id,
        communityId: context.communityId,
        admittedById: actor.personId,
        admittedAt: context.now,
      })),
  });
  await recordChanges(tx, deps, actor, created);
  return posters;
}

async function findKnown(
  tx: Tx,
  context: ImportContext,
  named: readonly Named[],
): Promise<Map<string, Poster>> {
  const ids = named.flatMap(({ sourceId }) => (sourceId === null ? [] : [sourceId]));
  const names = [...new Set(named.map(({ name }) => sameName(name)))];
  const rows = await tx.$queryRaw<{ id: string; name: string; source: string | null; verified: boolean }[]>`
    SELECT o.id, o.name, o.status = 'verified' AS verified,
      CASE WHEN o."sourceSystem" = ${context.sourceSystem} THEN o."sourceId" END AS source
    FROM "Organisation" o
    WHERE (o."sourceSystem" = ${context.sourceSystem} AND o."sourceId" = ANY(${ids}::text[]))
      OR (lower(btrim(regexp_replace(normalize(o.name, NFKC), '\\s+', ' ', 'g'))) = ANY(${names}::text[]) AND o.status IN ('verified', 'pending') AND (
        o."communityId" = ${context.communityId}::uuid
        OR EXISTS (SELECT 1 FROM "Admission" a WHERE a."organisationId" = o.id
          AND a."communityId" = ${context.communityId}::uuid AND a."endedAt" IS NULL)))
    ORDER BY o."createdAt" DESC, o.id DESC`;
  const found = new Map<string, Poster>();
  for (const { id, name, source, verified } of rows) {
    if (source !== null) found.set(`id:${source}`, { id, verified });
    // A unit that the source itself numbers is met by its name only when the row gives no number.
    else found.set(`name:${sameName(name)}`, { id, verified });
  }
  for (const { id, name, verified } of rows) {
    const key = `name:${sameName(name)}`;
    if (
      !found.has(key) &&
      named.some(
        (organisation) => organisation.sourceId === null && sameName(organisation.name) === sameName(name),
      )
    ) {
      found.set(key, { id, verified });
    }
  }
  return found;
}

function changesOf(organisationId: string, verified: boolean, communityId: string): AnyChange[] {
  const about = {
    subjectType: 'organisation',
    subjectId: organisationId,
    payload: { organisationId },
    feeds: [`organisation:${organisationId}`, `community:${communityId}`],
  } as const;
  const registered: AnyChange = { type: 'organisation:registered', toState: 'pending', ...about };
  return verified
    ? [registered, { type: 'organisation:verified', fromState: 'pending', toState: 'verified', ...about }]
    : [registered];
}
