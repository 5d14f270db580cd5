import { X } from 'lucide-react';
import { type ReactNode, useEffect, useRef } from 'react';
import { m } from '~/generated/messages/messages';
import { Button } from './button';

interface DialogProps {
  open: boolean;
  title: ReactNode;
  onClose: () => void;
  children: ReactNode;
}

/** The browser's own dialog: it traps focus, closes on Escape and gives focus back. Offer the same thing as a page without JavaScript. */
export function Dialog({ open, title, onClose, children }: DialogProps) {
  const element = useRef<HTMLDialogElement>(null);
  useEffect(() => {
    if (open) element.current?.showModal();
    else element.current?.close();
  }, [open]);
  return (
    <dialog
      ref={element}
      onClose={onClose}
      aria-labelledby="dialog-title"
      className="m-auto w-full max-w-measure rounded-card border border-rule bg-surface p-6 text-ink shadow-float"
    >
      <div className="mb-4 flex items-start justify-between gap-4">
        <h2 id="dialog-title" className="text-title">
          {title}
        </h2>
        <Button type="button" tone="quiet" icon={X} onClick={onClose}>
          {m.common_close()}
        </Button>
      </div>
      {open && children}
    </dialog>
  );
}
