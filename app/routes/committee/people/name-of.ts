import type { Api } from '~/app/graphql/api';
import { PersonNameQuery } from '~/app/graphql/committee/people';
import { m } from '~/generated/messages/messages';

/** The name of a resident as the pages about them say it, read without opening their file. */
export async function nameOf({ query }: Api, id: string): Promise<string> {
  const { node } = await query(PersonNameQuery, { id });
  const name = node?.__typename === 'Person' ? node.displayName : null;
  return name ?? m.committee_intake_nameless();
}
