import { House } from 'lucide-react';
import { isRouteErrorResponse } from 'react-router';
import { m } from '~/generated/messages/messages';
import { LinkButton } from '~/app/components/ui/button';
import { Page } from '~/app/components/ui/page';

/** What went wrong and what one can do now, in words. The request id lets the operator find it in the log. */
export function ErrorPage({ error }: { error: unknown }) {
  const { title, advice, requestId } = describe(error);
  return (
    <Page title={title} lead={advice}>
      <div className="flex flex-wrap gap-3">
        <LinkButton to="/" icon={House} tone="primary">
          {m.common_error_to_board()}
        </LinkButton>
      </div>
      {requestId && <p className="text-meta text-muted">{m.common_error_request({ id: requestId })}</p>}
    </Page>
  );
}

function describe(error: unknown): { title: string; advice: string; requestId?: string } {
  if (isRouteErrorResponse(error)) {
    if (error.status === 404)
      return { title: m.common_error_404_title(), advice: m.common_error_404_advice() };
    if (error.status === 403)
      return { title: m.common_error_403_title(), advice: m.common_error_403_advice() };
    return {
      title: m.common_error_500_title(),
      advice: m.common_error_500_advice(),
      requestId: requestIdOf(error.data),
    };
  }
  return { title: m.common_error_500_title(), advice: m.common_error_500_advice() };
}

function requestIdOf(data: unknown): string | undefined {
  if (typeof data !== 'object' || data === null || !('requestId' in data)) return undefined;
  return typeof data.requestId === 'string' ? data.requestId : undefined;
}
