import type { ComponentChildren } from 'preact';
import { goTo } from './route.ts';

interface LinkProps {
  readonly to: string;
  readonly class?: string;
  /** The link leads to where the reader is. */
  readonly current?: boolean;
  readonly children: ComponentChildren;
}

/** A link within the page; with a modifier key the browser does what it always does. */
export const Link = ({ to, current = false, children, class: name }: LinkProps) => (
  <a
    href={to}
    class={name}
    aria-current={current ? 'page' : undefined}
    onClick={(event) => {
      if (event.ctrlKey || event.metaKey || event.shiftKey || event.button !== 0) return;
      event.preventDefault();
      goTo(to);
    }}
  >
    {children}
  </a>
);
