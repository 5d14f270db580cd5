import { z } from 'zod';
import type { Route } from './+types/taps';
import { isProblem } from '~/app/forms/form';
import { type Api, api, notFound } from '~/app/graphql/api';
import { TapAbsent, TapIn, TapOut, TapWalkIn } from '~/app/graphql/organisation/taps';
import { UnitQuery } from '~/app/graphql/organisation/unit';
import { whoIs } from '~/app/offline/kept-by';
import { m } from '~/generated/messages/messages';

const act = { key: z.string(), by: z.string(), at: z.iso.datetime() };
const claim = z.string();
const text = z.string().trim().max(80).optional();

const shape = z.discriminatedUnion('kind', [
  z.object({ ...act, kind: z.literal('in'), claim }),
  z.object({ ...act, kind: z.literal('out'), claim, breakMinutes: z.coerce.number().int().default(0) }),
  z.object({ ...act, kind: z.literal('absent'), claim }),
  z.object({
    ...act,
    kind: z.literal('walk-in'),
    name: text,
    memberNumber: text,
    birthDate: z.iso.date().optional(),
  }),
]);
type Act = z.output<typeof shape>;

/**
 * One act that a device kept, answered for good: `{ claim }`, or `{ refused }` with the reason in words. 401 when nobody is signed
 * in any more, 409 when somebody else is, or the same person in another role.
 */
export async function action({ request, context, params }: Route.ActionArgs): Promise<Response> {
  const read = shape.safeParse(Object.fromEntries(await request.formData()));
  const { viewer } = await api(context).query(UnitQuery);
  if (!viewer) return new Response(null, { status: 401 });
  if (!read.success) return Response.json({ refused: m.common_form_check() });
  if (read.data.by !== whoIs(viewer)) return new Response(null, { status: 409 });
  const { done } = await run(api(context), params.taskId, read.data);
  return isProblem(done)
    ? Response.json({ refused: 'issues' in done ? (done.issues[0]?.message ?? done.message) : done.message })
    : Response.json({ claim: done.id });
}

/** There is nothing to read here. */
export function loader(): never {
  notFound();
}

function run({ mutate }: Api, task: string, act: Act) {
  const { key, at } = act;
  switch (act.kind) {
    case 'in':
      return mutate(TapIn, { key, input: { claim: act.claim, at } });
    case 'out':
      return mutate(TapOut, { key, input: { claim: act.claim, at, breakMinutes: act.breakMinutes } });
    case 'absent':
      return mutate(TapAbsent, { key, input: { claim: act.claim, at } });
    case 'walk-in': {
      // Whoever has a number is found by it; the name is what the device shows meanwhile.
      const who = act.memberNumber
        ? { memberNumber: act.memberNumber }
        : { name: act.name, birthDate: act.birthDate };
      return mutate(TapWalkIn, { key, input: { task, ...who, agreed: true, at } });
    }
  }
}
