import type { LucideIcon } from 'lucide-react';
import type { ComponentProps, ReactNode } from 'react';
import { Link } from 'react-router';
import { cx } from './cx';
import { prefetchOf } from './prefetch';

/** primary: the one thing the page is for; secondary: anything else; quiet: in a row of text; danger: takes something away. */
export type ButtonTone = 'primary' | 'secondary' | 'quiet' | 'danger';

const tones: Record<ButtonTone, string> = {
  primary: 'bg-primary text-on-primary border-primary hover:bg-primary-strong hover:border-primary-strong',
  secondary: 'bg-surface text-primary border-control hover:bg-primary-tint hover:border-primary',
  quiet: 'bg-transparent text-primary border-transparent hover:bg-primary-tint',
  danger: 'bg-surface text-danger border-danger hover:bg-danger-tint',
};

function look(tone: ButtonTone, wide: boolean | undefined, className: string | undefined): string {
  return cx(
    'inline-flex min-h-target min-w-target items-center justify-center gap-2 rounded-control border px-4 py-2',
    'text-center font-semibold leading-tight wrap-break-word no-underline transition-colors duration-150',
    'disabled:cursor-not-allowed disabled:opacity-60 aria-disabled:opacity-60',
    wide && 'w-full',
    tones[tone],
    className,
  );
}

interface Look {
  tone?: ButtonTone;
  /** One of lucide's icons, always beside a word. */
  icon?: LucideIcon;
  /** As wide as its column. */
  wide?: boolean;
  children: ReactNode;
}

type ButtonProps = Look & ComponentProps<'button'>;

/** A button; submits its form unless told otherwise. `pending` on the form is shown by the caller changing the word. */
export function Button({
  tone = 'secondary',
  icon: Icon,
  wide,
  className,
  children,
  type = 'submit',
  ...rest
}: ButtonProps) {
  return (
    <button type={type} className={look(tone, wide, className)} {...rest}>
      {Icon && <Icon aria-hidden className="size-5 shrink-0" />}
      {children}
    </button>
  );
}

type LinkButtonProps = Look & ComponentProps<typeof Link>;

/** A link that looks like a button: it leads somewhere and changes nothing. */
export function LinkButton({
  to,
  tone = 'secondary',
  icon: Icon,
  wide,
  className,
  children,
  ...rest
}: LinkButtonProps) {
  return (
    <Link
      to={to}
      prefetch={typeof to === 'string' ? prefetchOf(to) : 'intent'}
      className={look(tone, wide, className)}
      {...rest}
    >
      {Icon && <Icon aria-hidden className="size-5 shrink-0" />}
      {children}
    </Link>
  );
}
