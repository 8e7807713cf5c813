/** How often something is asked for again: often while it moves, seldom otherwise, never while nobody looks. */

const MOVING = 2_000;
const STILL = 15_000;

/**
 * For `refetchInterval` of a query: `isMoving` says whether the data are of something in progress. A hidden page asks for
 * nothing: that is `refetchIntervalInBackground`, which stays off.
 */
export function pollWhile<T>(isMoving: (data: T) => boolean) {
  return (query: { readonly state: { readonly data: T | undefined } }): number => {
    const { data } = query.state;
    return data !== undefined && isMoving(data) ? MOVING : STILL;
  };
}

/** The same by hand. */
export function pollInterval(isMoving: boolean): number {
  return isMoving ? MOVING : STILL;
}
