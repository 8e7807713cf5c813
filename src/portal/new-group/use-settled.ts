import { useEffect, useState } from 'react';

const SETTLED = 400;

/** The value once it has not changed for 400 milliseconds: nothing is asked for at every key. */
export function useSettled<T>(value: T): T {
  const [settled, setSettled] = useState(value);
  useEffect(() => {
    const timer = setTimeout(() => setSettled(value), SETTLED);
    return () => clearTimeout(timer);
  }, [value]);
  return settled;
}
