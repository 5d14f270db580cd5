/**
 * Questions about a person's details that a claim's one statement asks, as SQL. They stand here because nothing outside this
 * module reads these tables. Arguments are SQL expressions written in code, never input.
 */

/** True when an organisation or a committee has seen the person's identity document and that still counts at `at`. */
export const identityCheckedSql = (person: string, at: string): string => `EXISTS (
    SELECT FROM "IdentityCheck" checked WHERE checked."personId" = ${person} AND checked."expiresAt" > ${at})`;

/** True when the person's birth date is on file. */
export const ageKnownSql = (person: string): string => `EXISTS (
    SELECT FROM "PersonalDetail" detail
    WHERE detail."personId" = ${person} AND detail."birthDate" IS NOT NULL)`;

/** True when the person is known to be at least `years` old at `at`. An unknown birth date is not old enough. */
export const oldEnoughSql = (person: string, years: string, at: string): string => `EXISTS (
    SELECT FROM "PersonalDetail" detail
    WHERE detail."personId" = ${person}
      AND detail."birthDate" + make_interval(years => ${years}) <= ${at} AT TIME ZONE 'UTC')`;
