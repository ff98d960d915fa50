import { useEffect, useState } from 'preact/hooks';
import { remembered } from './remembered.ts';

const choice = remembered('theme', ['auto', 'light', 'dark'], 'auto');
const night = matchMedia('(prefers-color-scheme: dark)');

export type Theme = 'light' | 'dark';

/** What the reader chose, what is shown, and how to choose. `auto` follows the system. */
export function useTheme(): { readonly theme: Theme; readonly choose: (theme: Theme) => void } {
  const [chosen, choose] = choice.use();
  const [isNight, setNight] = useState(night.matches);
  useEffect(() => {
    const heard = (): void => {
      setNight(night.matches);
    };
    night.addEventListener('change', heard);
    return () => {
      night.removeEventListener('change', heard);
    };
  }, []);
  const theme = chosen === 'auto' ? (isNight ? 'dark' : 'light') : chosen;
  document.documentElement.dataset['theme'] = theme;
  return { theme, choose };
}
