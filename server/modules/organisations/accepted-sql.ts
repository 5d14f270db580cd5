/**
 * Whether a membership is its holder's own doing, as SQL: nobody else gave it to them, or they have acted under it since. The
 * argument is the alias of a "Membership" in the statement, written in code.
 */
export const acceptedSql = (membership: string): string => `(
  NOT EXISTS (
    SELECT FROM "History" given
    WHERE given."subjectType" = 'membership' AND given."subjectId" = ${membership}.id
      AND given.action = 'membership:added' AND given."actorPersonId" <> ${membership}."personId")
  OR EXISTS (
    SELECT FROM "History" accepted
    WHERE accepted."subjectType" = 'membership' AND accepted."subjectId" = ${membership}.id
      AND accepted.action = 'membership:accepted'))`;
