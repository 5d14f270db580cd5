import type { Route } from './+types/repeats';
import { api } from '~/app/graphql/api';
import { committeeOf } from '../../organisation/unit';
import { findRepeats } from './find-around';

/** What may be the same request as the one being typed; asked by the page's script. */
export async function loader({ context, url }: Route.LoaderArgs) {
  await committeeOf(context, url);
  const asked = (name: string) => url.searchParams.get(name) ?? undefined;
  return findRepeats(api(context), {
    person: asked('person'),
    category: asked('category'),
    community: asked('community'),
    building: asked('building'),
    subject: asked('subject'),
  });
}
