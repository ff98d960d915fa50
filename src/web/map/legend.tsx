import type { ComponentChildren } from 'preact';
import { useText } from '../language/use-text.ts';
import { shared } from '../messages/shared.ts';
import type { ColourName } from './colour.ts';

/** A line of a legend: its colour and what it stands for. */
export const LegendLine = ({
  name,
  children,
}: {
  readonly name: ColourName;
  readonly children: ComponentChildren;
}) => (
  <li>
    <span class="swatch" aria-hidden="true" style={{ background: `var(--${name})` }} />
    <span>{children}</span>
  </li>
);

/** What the colours on the map stand for; can be folded away on a small screen. */
export const Legend = ({ children }: { readonly children: ComponentChildren }) => {
  const { t } = useText(shared);
  return (
    <details class="map-legend" open={innerWidth > 832}>
      <summary>{t('map.legend')}</summary>
      <ul class="plain">{children}</ul>
    </details>
  );
};
