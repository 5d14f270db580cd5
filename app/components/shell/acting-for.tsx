import { UsersRound } from 'lucide-react';
import { Form } from 'react-router';
import { Button } from '~/app/components/ui/button';
import { useViewer } from '~/app/root-data';
import { m } from '~/generated/messages/messages';

/** On every page: for whom one acts, and the way back to oneself; or that one may no longer. */
export function ActingFor() {
  const viewer = useViewer();
  const name = viewer?.onBehalfOf?.displayName;
  if (!viewer || (!viewer.onBehalfOf && !viewer.proxyEnded)) return null;
  return (
    <aside
      aria-label={m.proxies_acting_label()}
      className="screen-only border-b border-rule bg-caution-tint text-ink"
    >
      <div className="mx-auto flex max-w-page items-center justify-between gap-x-4 gap-y-2 px-4 py-2 elder:flex-wrap">
        <p className="flex items-center gap-2 font-semibold">
          <UsersRound aria-hidden className="size-5 shrink-0 text-caution" />
          {name ? m.proxies_acting({ name }) : m.proxies_acting_ended()}
        </p>
        <Form method="post" action="/account/identity" className="shrink-0">
          <input type="hidden" name="principal" value="" />
          <Button>{name ? m.proxies_acting_stop() : m.proxies_acting_go_on()}</Button>
        </Form>
      </div>
    </aside>
  );
}
