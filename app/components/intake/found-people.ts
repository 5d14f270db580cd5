import type { IntakePerson } from '~/app/graphql/committee/intake';

/** What a search for people answers. */
export interface FoundPeople {
  readonly people: readonly IntakePerson[];
  /** Nobody was looked for: so many searches were made that the next have to wait. */
  readonly tooMany: boolean;
}
