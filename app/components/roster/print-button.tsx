import { Printer } from 'lucide-react';
import { m } from '~/generated/messages/messages';
import { Button } from '~/app/components/ui/button';

/** Opens the browser's print dialog; without JavaScript the browser's own menu does the same. */
export function PrintButton() {
  return (
    <Button
      type="button"
      tone="primary"
      icon={Printer}
      className="screen-only"
      onClick={() => window.print()}
    >
      {m.common_print()}
    </Button>
  );
}
