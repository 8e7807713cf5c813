/** Others kept writing what was looked at: no fault of anybody's. The message comes back. */
export class KeptChangingError extends Error {
  constructor(what: string) {
    super(`${what} kept changing while being looked at.`);
    this.name = 'KeptChangingError';
  }
}
