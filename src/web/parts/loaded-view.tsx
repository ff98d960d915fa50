import type { ComponentChildren } from 'preact';
import type { Loaded } from '../api/use-loaded.ts';
import { FailureNotice } from './failure-notice.tsx';
import { Loading } from './loading.tsx';

interface LoadedViewProps<T> {
  readonly of: Loaded<T>;
  readonly lines?: number;
  readonly children: (value: T) => ComponentChildren;
}

/** Shows what was asked for, or that it is on its way, or why it is not there. An old value stays under a failure. */
export function LoadedView<T>({ of, lines, children }: LoadedViewProps<T>) {
  const { value, failure, isLoading, reload } = of;
  return (
    <>
      {failure !== null && <FailureNotice failure={failure} retry={reload} />}
      {value !== null && children(value)}
      {value === null && isLoading && <Loading {...(lines === undefined ? {} : { lines })} />}
    </>
  );
}
