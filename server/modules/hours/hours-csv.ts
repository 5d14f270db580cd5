import { m } from '~/generated/messages/messages';
import type { Deps } from '~/server/deps';
import type { Actor } from '~/server/policy/actor';
import { assertMay } from '~/server/policy/permissions';
import { csvOf } from './csv';
import { hoursParameters, hoursScope, type HoursWish } from './hours-groups';
import { zoneSql } from './zone-sql';

interface Row {
  date: string;
  volunteer: string;
  unit: string;
  activity: string;
  content: string | null;
  place: string | null;
  minutes: number;
  evidenceLevel: number;
  verifiedOn: string;
}

/** The verified records within the actor's reach as a CSV file's text, one line a record, oldest first. */
export async function hoursCsv(
  deps: Pick<Deps, 'pool'>,
  actor: Actor,
  wish: HoursWish,
  locale: 'en' | 'zh-CN',
): Promise<string> {
  assertMay(actor, 'hours.export');
  const zone = zoneSql('r."communityId"');
  const { rows } = await deps.pool.query<Row>({
    text: `SELECT to_char(r."startsAt" AT TIME ZONE ${zone}, 'YYYY-MM-DD') AS date,
             coalesce(living."displayName", p."displayName") AS volunteer, o.name AS unit,
             r."activityName" AS activity, r.content, r.place, r.minutes, r."evidenceLevel",
             to_char(r."verifiedAt" AT TIME ZONE ${zone}, 'YYYY-MM-DD') AS "verifiedOn"
           FROM "ServiceRecord" r
           JOIN "Organisation" o ON o.id = r."organisationId"
           JOIN "Person" p ON p.id = r."personId" LEFT JOIN "Person" living ON living.id = p."mergedIntoId"
           WHERE ${hoursScope} ORDER BY r."startsAt", r.id`,
    values: hoursParameters(actor, wish),
  });
  const head = [
    m.records_csv_date({}, { locale }),
    m.records_csv_volunteer({}, { locale }),
    m.records_csv_unit({}, { locale }),
    m.records_csv_activity({}, { locale }),
    m.records_csv_content({}, { locale }),
    m.records_csv_place({}, { locale }),
    m.records_csv_hours({}, { locale }),
    m.records_csv_minutes({}, { locale }),
    m.records_csv_evidence({}, { locale }),
    m.records_csv_verified({}, { locale }),
  ];
  return csvOf([
    head,
    ...rows.map((row) => [
      row.date,
      row.volunteer,
      row.unit,
      row.activity,
      row.content ?? '',
      row.place ?? '',
      (row.minutes / 60).toFixed(2),
      String(row.minutes),
      String(row.evidenceLevel),
      row.verifiedOn,
    ]),
  ]);
}
