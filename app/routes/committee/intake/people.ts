import type { Route } from './+types/people';
import { api } from '~/app/graphql/api';
import { committeeOf } from '../../organisation/unit';
import { findPeople } from './find-around';

/** Residents who fit what has been typed so far; asked by the page's script. */
export async function action({ request, context, url }: Route.ActionArgs) {
  await committeeOf(context, url);
  const form = await request.formData();
  return Response.json(await findPeople(api(context), String(form.get('text') ?? '')));
}
