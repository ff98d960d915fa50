import { useEffect, useState } from 'preact/hooks';

const listeners = new Map<string, Set<(value: string) => void>>();

/** A choice of this reader that this browser remembers, such as the language. */
export function remembered<T extends string>(name: string, values: readonly T[], unset: T) {
  const key = `jiedian.${name}`;
  const read = (): T => values.find((value) => value === localStorage.getItem(key)) ?? unset;
  const write = (value: T): void => {
    localStorage.setItem(key, value);
    for (const tell of listeners.get(key) ?? []) tell(value);
  };
  const use = (): readonly [T, (value: T) => void] => {
    const [value, setValue] = useState(read);
    useEffect(() => {
      const heard = (next: string): void => {
        setValue(next as T);
      };
      const own = listeners.get(key) ?? new Set();
      listeners.set(key, own.add(heard));
      return () => void own.delete(heard);
    }, []);
    return [value, write];
  };
  return { read, use };
}
