import { newId } from '~/server/database/id';
import type { Tx } from '~/server/database/transaction';

/** The parts of a private address. `area` is what everyone may know of it: the community's name. */
export interface NewAddress {
  readonly area: string;
  readonly building: string | null;
  readonly door: string | null;
}

/**
 * Writes down where a person lives, in the caller's transaction. Nobody moves by it: a home that is known stays, and only what is
 * missing of the same building is filled in.
 */
export async function saveHome(
  tx: Pick<Tx, '$executeRaw'>,
  personId: string,
  home: NewAddress,
): Promise<void> {
  await tx.$executeRaw`
    INSERT INTO "Address" AS home (id, "personId", area, building, door)
    VALUES (${newId()}::uuid, ${personId}::uuid, ${home.area}, ${home.building}, ${home.door})
    ON CONFLICT ("personId") WHERE "needId" IS NULL AND "intakeId" IS NULL DO UPDATE SET
      building = EXCLUDED.building, door = EXCLUDED.door
    WHERE home.area = EXCLUDED.area AND (
      (home.building = EXCLUDED.building AND home.door IS NULL)
      OR (home.building IS NULL AND (home.door IS NULL OR home.door = EXCLUDED.door)))`;
}

/** Writes down the place that an intake is about, in the caller's transaction. */
export async function savePlaceOfIntake(
  tx: Pick<Tx, 'address'>,
  intakeId: string,
  place: NewAddress,
): Promise<void> {
  await tx.address.create({ data: { id: newId(), intakeId, ...place } });
}

/** Writes the place of an intake anew, where it was corrected. */
export async function replacePlaceOfIntake(
  tx: Pick<Tx, 'address'>,
  intakeId: string,
  place: NewAddress | null,
): Promise<void> {
  await tx.address.deleteMany({ where: { intakeId } });
  if (place) await savePlaceOfIntake(tx, intakeId, place);
}

/** The building of the place that an intake is about, as SQL. The argument is an SQL expression written in code, never input. */
export const buildingOfIntakeSql = (intake: string): string =>
  `(SELECT place.building FROM "Address" place WHERE place."intakeId" = ${intake})`;
