import { type KeyboardEvent, type MouseEvent, useState } from 'react';

const boxesIn = (form: HTMLFormElement): HTMLInputElement[] => [
  ...form.querySelectorAll<HTMLInputElement>('input[type="checkbox"][name]'),
];

/** The boxes from one to another, whichever stands first. */
export function between<Item>(items: readonly Item[], from: Item, to: Item): Item[] {
  const [a, b] = [items.indexOf(from), items.indexOf(to)];
  return a < 0 || b < 0 ? [] : items.slice(Math.min(a, b), Math.max(a, b) + 1);
}

const boxOf = (target: EventTarget): HTMLInputElement | null =>
  target instanceof HTMLInputElement && target.type === 'checkbox' && target.name ? target : null;

interface Counted {
  /** What the server ticked when this was counted; a live change that brings or takes rows counts anew. */
  readonly from: number;
  readonly ticked: number;
}

/**
 * Ticking many boxes of a form: all, none, or with Shift (by mouse or Space) everything from the last one to this; the arrow keys
 * go from box to box. The boxes stay plain ones, so that the form posts the same without a script. `ticked` says how many are
 * ticked; before the script runs, as many as the server ticked. `handlers` are for the form, `tickAll` for buttons in it.
 */
export function useTickRange(tickedAtFirst: number) {
  const [last, setLast] = useState<HTMLInputElement | null>(null);
  const [counted, setCounted] = useState<Counted>({ from: tickedAtFirst, ticked: tickedAtFirst });
  const count = (form: HTMLFormElement) =>
    setCounted({ from: tickedAtFirst, ticked: boxesIn(form).filter((box) => box.checked).length });
  return {
    ticked: counted.from === tickedAtFirst ? counted.ticked : tickedAtFirst,
    tickAll: (on: boolean) => (event: MouseEvent<HTMLButtonElement>) => {
      const { form } = event.currentTarget;
      if (!form) return;
      for (const box of boxesIn(form)) box.checked = on;
      count(form);
    },
    handlers: {
      onClick(event: MouseEvent<HTMLFormElement>) {
        const box = boxOf(event.target);
        if (!box) return;
        if (event.shiftKey && last)
          for (const each of between(boxesIn(event.currentTarget), last, box)) each.checked = box.checked;
        setLast(box);
        count(event.currentTarget);
      },
      onKeyDown(event: KeyboardEvent<HTMLFormElement>) {
        const step = event.key === 'ArrowDown' ? 1 : event.key === 'ArrowUp' ? -1 : 0;
        const box = boxOf(event.target);
        if (step === 0 || !box) return;
        const boxes = boxesIn(event.currentTarget);
        const next = boxes[boxes.indexOf(box) + step];
        if (!next) return;
        event.preventDefault();
        next.focus();
      },
    },
  };
}
