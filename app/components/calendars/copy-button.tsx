import { Check, Copy } from 'lucide-react';
import { useState } from 'react';
import { m } from '~/generated/messages/messages';
import { Button } from '~/app/components/ui/button';
import { useHasScript } from '~/app/components/ui/use-has-script';

/** Puts a text on the clipboard; not there where the browser lets no page do that, and without JavaScript. */
export function CopyButton({ text }: { text: string }) {
  const [copied, setCopied] = useState(false);
  const hasScript = useHasScript();
  if (!hasScript || !('clipboard' in navigator)) return null;
  const copy = () =>
    navigator.clipboard.writeText(text).then(
      () => setCopied(true),
      () => undefined,
    );
  return (
    <>
      <Button type="button" icon={copied ? Check : Copy} onClick={() => void copy()}>
        {copied ? m.calendar_copied() : m.calendar_copy()}
      </Button>
      <span role="status" className="sr-only">
        {copied && m.calendar_copied()}
      </span>
    </>
  );
}
