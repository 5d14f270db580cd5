import type { Route } from './+types/repeats';
import { api } from '~/app/graphql/api';
import { committeeOf } from '../../organisation/unit';
import { findRepeats, knownOf } from './find-around';

/** What may be the same request as the one being typed; asked by the page's script. */
export async function action({ request, context, url }: Route.ActionArgs) {
  await committeeOf(context, url);
  return Response.json(await findRepeats(api(context), knownOf(await request.formData())));
}
