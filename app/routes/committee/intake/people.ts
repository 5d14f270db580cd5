import type { Route } from './+types/people';
import { api } from '~/app/graphql/api';
import { committeeOf } from '../../organisation/unit';
import { findPeople } from './find-around';

/** Residents who fit what has been typed so far; asked by the page's script. */
export async function loader({ context, url }: Route.LoaderArgs) {
  await committeeOf(context, url);
  return findPeople(api(context), url.searchParams.get('text') ?? '');
}
