class WithoutParts {
  readonly type = '';
}
Object.setPrototypeOf(WithoutParts.prototype, Blob.prototype);

/**
 * A `Blob` by its type alone, for those that read a file themselves.
 *
 * A real one has a part outside of JavaScript, of more than a kilobyte: an upload of 100,000 files has one for each of them, and for each slice.
 */
export const BlobWithoutParts = WithoutParts as unknown as new () => Blob;
